"""The whole life of cards, in any order of events: what works when, and what is never lost.

The machine keeps its own books of each card (from when until when it was blocked, until which day
it is good) and holds the rules against them. Budget answers for itself.
"""

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.commands import (
    BlockCard,
    CorrectStock,
    EraseHolder,
    LiftRevocation,
    RegisterParticipation,
    RenewCard,
    SpoilCard,
    UnblockCard,
)
from services.cards.contracts.events import (
    CardBlocked,
    CardRenewed,
    CardsRevoked,
    CardUnblocked,
    HolderErased,
    RevocationLifted,
    SchemeCardIssued,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.card import CardByToken
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import PersonErased, SealedReason
from services.cards.domain.stock import Pack, Stock
from services.cards.domain.usage import Usage
from services.kernel.contract import Event
from tests.kit.card_books import Book
from tests.kit.card_desk import CardDesk
from tests.kit.regulations import BENEFIT, a_document
from tests.kit.town import code_of

CEILING_CENTS = 5_000
DOCUMENT = a_document(
    validity={
        "term": {"kind": "fixed_end", "day": 30, "month": 9, "years_ahead": 0},
        "grace_days": 14,
    },
    benefit={
        **BENEFIT,
        "ceilings": [{"name": "yearly", "amounts": [{"cents": CEILING_CENTS}]}],
    },
)
REASONS = ("first", "extra", "upgrade", "renewal", "status_lost", "status_obtained")


class Life(RuleBasedStateMachine):
    """A desk of one scheme, its persons, their cards and a counter with stock."""

    @initialize()
    def open(self) -> None:
        self.desk = CardDesk(DOCUMENT)
        self.persons: list[UUID] = [self.desk.a_holder()]
        self.books: list[Book] = []
        self.erased: set[UUID] = set()
        self.revoked: set[UUID] = set()
        self.spent: dict[UUID, int] = {}
        self.counter = self.desk.a_counter()
        self.blanks = [card.token for card in self.desk.a_pack(self.counter, 4).cards]
        self.offers = [self.desk.an_offer(cents) for cents in (99, 1_250, 4_000)]

    @property
    def now(self) -> datetime:
        return self.desk.driver.now

    def issued(self, outcome: Event) -> None:
        """Take a card that was given into the books."""
        if isinstance(outcome, SchemeCardIssued):
            self.books.append(Book(outcome, outcome.grace_until or outcome.valid_until))

    def a_book(self, data: st.DataObject) -> Book | None:
        return data.draw(st.sampled_from(self.books)) if self.books else None

    # -- what happens ---------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 23, 24 * 7, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.desk.at(self.now + timedelta(hours=hours))

    @rule()
    def a_person_comes(self) -> None:
        self.persons.append(self.desk.a_holder())

    @rule(data=st.data())
    def a_person_is_entitled(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.persons))
        if person not in self.erased:
            self.desk.entitle(person)

    @rule(data=st.data(), reason=st.sampled_from(REASONS), replacing=st.booleans())
    def a_card_is_given(self, data: st.DataObject, reason: str, *, replacing: bool) -> None:
        person = data.draw(st.sampled_from(self.persons))
        if person in self.erased:
            return
        hers = [book for book in self.books if book.issued.holder_id == person]
        old = data.draw(st.sampled_from(hers)) if replacing and hers else None
        wish = {} if old is None else {"replaces": old.issued.card_id}
        before = [book for book in hers if book.issued.reason == "first"]
        outcome = self.desk.give(person, reason, **wish)
        if isinstance(outcome, SchemeCardIssued):
            assert person not in self.revoked
            assert reason != "first" or all(book.finished for book in before)
            if old is not None and reason != "renewal":
                old.stop(self.now)
        self.issued(outcome)

    @rule(data=st.data())
    def a_printed_card_is_given(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.persons))
        if person not in self.erased:
            token, lay = data.draw(st.sampled_from(self.blanks)), self.desk.in_stock(self.counter)
            outcome = self.desk.give_from_stock(person, token)
            given = isinstance(outcome, SchemeCardIssued)
            assert self.desk.in_stock(self.counter) == lay - given
            self.issued(outcome)

    @rule(data=st.data())
    def a_card_is_blocked(self, data: st.DataObject) -> None:
        book = self.a_book(data)
        if book is not None:
            outcome = self.desk.ask(BlockCard(card_id=book.issued.card_id, reason="lost"))
            assert isinstance(outcome, CardBlocked) != (book.blocked or book.erased)
            if isinstance(outcome, CardBlocked):
                book.blocks.append((self.now, None))

    @rule(data=st.data())
    def a_card_is_found(self, data: st.DataObject) -> None:
        book = self.a_book(data)
        if book is not None:
            outcome = self.desk.ask(UnblockCard(card_id=book.issued.card_id, reason="found"))
            works = book.blocked and not book.finished and not book.erased
            assert isinstance(outcome, CardUnblocked) == works, outcome
            if works:
                book.blocks[-1] = (book.blocks[-1][0], self.now)

    @rule(data=st.data(), why=st.sampled_from(["lost", "stolen", "broken"]))
    def a_card_is_replaced(self, data: st.DataObject, why: str) -> None:
        book = self.a_book(data)
        if book is not None and not book.erased:
            outcome = self.desk.replace(book.issued, why)
            if isinstance(outcome, SchemeCardIssued):
                assert not book.finished
                book.stop(self.now)
            self.issued(outcome)

    @rule(data=st.data())
    def a_card_is_renewed(self, data: st.DataObject) -> None:
        book = self.a_book(data)
        if book is not None:
            outcome = self.desk.ask(RenewCard(card_id=book.issued.card_id))
            if isinstance(outcome, CardRenewed):
                assert not book.finished
                book.last = outcome.grace_until

    @rule(data=st.data())
    def cards_are_revoked(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.persons))
        if isinstance(self.desk.revoke(person), CardsRevoked):
            self.revoked.add(person)
            for book in self.books:
                if book.issued.holder_id == person:
                    book.stop(self.now)

    @rule(data=st.data())
    def a_revocation_is_lifted(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.persons))
        lift = LiftRevocation(holder_id=person, scheme_id=self.desk.scheme, reason="sealed")
        ready = PersonErased() if person in self.erased else SealedReason("sealed")
        if isinstance(self.desk.ask(lift, ready), RevocationLifted):
            self.revoked.discard(person)

    @rule(data=st.data())
    def a_person_is_erased(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.persons))
        if isinstance(self.desk.ask(EraseHolder(holder_id=person)), HolderErased):
            self.erased.add(person)
            for book in self.books:
                book.erased = book.erased or book.issued.holder_id == person

    @rule(data=st.data())
    def a_blank_is_spoiled_or_counted(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(self.blanks))
        self.desk.ask(SpoilCard(token=token, reason="damaged"))
        counted = data.draw(st.integers(-1, 5))
        self.desk.ask(
            CorrectStock(
                counter_id=self.counter,
                scheme_id=self.desk.scheme,
                carrier="card",
                counted=counted,
                reason="miscounted",
            )
        )

    @rule(data=st.data())
    def a_card_is_used(self, data: st.DataObject) -> None:
        book = self.a_book(data)
        if book is None:
            return
        offer = data.draw(st.sampled_from(self.offers))
        wish = RegisterParticipation(
            card_token=book.issued.token, offer_id=offer, on=day_of(self.now)
        )
        outcome = self.desk.ask(wish)
        if isinstance(outcome, ParticipationConfirmed):
            assert book.works(self.now)
            person = book.issued.holder_id
            self.spent[person] = self.spent.get(person, 0) + outcome.network_cents
        elif code_of(outcome) == "card_not_valid":
            assert not book.works(self.now)

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def a_card_works_exactly_when_the_books_say_so(self) -> None:
        for book in self.books:
            for at in (self.now, self.now - timedelta(days=30)):
                assert self.desk.works(book.issued, at) == book.works(at)

    @invariant()
    def nobody_has_two_first_cards_that_were_not_revoked(self) -> None:
        live = [b for b in self.books if b.issued.reason == "first"]
        for person in self.persons:
            hers = [b for b in live if b.issued.holder_id == person]
            kept = [b for b in hers if not self.desk.card(b.issued).revoked]
            assert len(kept) <= 1

    @invariant()
    def the_stock_is_never_below_zero(self) -> None:
        rows = self.desk.driver.all_rows("cards", self.desk.stream, Stock)
        packs = self.desk.driver.all_rows("cards", self.desk.stream, Pack)
        assert all(row.count >= 0 for row in rows)
        assert all(pack.cards_left >= 0 for pack in packs)

    @invariant()
    def what_was_used_counts_for_the_person_whatever_card_she_holds(self) -> None:
        driver, stream = self.desk.driver, self.desk.stream
        for person, cents in self.spent.items():
            rows = [
                row
                for row in driver.all_rows("cards", stream, Usage)
                if row.subject_id == str(person) and row.of_id is None and row.period.isdigit()
            ]
            counted = sum(one.used_cents for row in rows for one in row.counts)
            hers = [
                row
                for row in driver.all_rows("cards", stream, Participation)
                if row.holder_id == str(person) and row.status == "confirmed"
            ]
            assert counted == cents == sum(row.network_cents for row in hers)
            for row in rows:
                assert all(one.cents <= CEILING_CENTS for one in row.counts)

    @invariant()
    def a_card_of_an_erased_person_finds_nobody(self) -> None:
        rows = self.desk.driver.rows["cards", self.desk.stream]
        for book in self.books:
            assert (CardByToken.at(book.issued.token) in rows) != book.erased

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.desk.driver.check_folds()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
