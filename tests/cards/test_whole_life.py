"""A person from first contact to erasure: decided, renewed, replaced, merged, living together, told
late. Whatever order things come in, nobody uses more than is hers, and none of it is ever lost.

The machine keeps books of its own (tests/kit/life_books.py). What is left by them must be what a
use is given, to the cent.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.events import ParticipationConfirmed, ParticipationReversed
from services.cards.contracts.commands import (
    AgreeCoParenting,
    CancelParticipation,
    EndCoParenting,
    EraseHolder,
    FoundHousehold,
    LearnLate,
    LeaveHousehold,
    MergeHolders,
    RegisterLate,
    RegisterParticipation,
    SplitHolders,
)
from services.cards.contracts.events import (
    CaseDecided,
    CoParentingAgreed,
    CoParentingEnded,
    HolderErased,
    HoldersMerged,
    HoldersSplit,
    SchemeCardIssued,
    SchemeRightGranted,
    SchemeRightRenewed,
    WorkItemOpened,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from services.cards.domain.participation import Participation
from services.cards.domain.scheme_right import SchemeRights, rights_key
from services.kernel.contract import Event
from tests.kit.card_desk import CardDesk
from tests.kit.casework import ENTITLED, NOT_ENTITLED, opened
from tests.kit.life_books import CAP_CENTS, DOCUMENT, YEARS, LifeBooks
from tests.kit.town import an_id, an_opening, code_of

PRICES: Final = (100, 1_500, 4_000)
CARDS_MAX: Final = 3


class WholeLife(RuleBasedStateMachine):
    """One scheme, its persons and their cards; budget answers for itself."""

    @initialize()
    def open(self) -> None:
        self.desk = CardDesk(DOCUMENT, an_opening(period=YEARS))
        self.people = [self.desk.a_holder(eligible_until=None) for _ in range(3)]
        self.cards: list[SchemeCardIssued] = []
        self.books = LifeBooks(CAP_CENTS)
        self.offers = {self.desk.an_offer(cents): cents for cents in PRICES}
        for person in self.people:
            self.desk.decide(person, ENTITLED)
            self.cards.append(self.desk.a_scheme_card(person))
        self.live_together(self.people[:2])

    @property
    def today(self) -> date:
        return day_of(self.desk.driver.now)

    def a_person(self, data: st.DataObject) -> UUID:
        return data.draw(st.sampled_from(self.people))

    # -- the books ------------------------------------------------------------------------------

    def has_right(self, person: UUID, on: date) -> bool:
        rows = self.desk.driver.rows["cards", self.desk.stream]
        row = rows.get(SchemeRights.at(rights_key(person, self.desk.scheme)))
        return isinstance(row, SchemeRights) and row.on(on) is not None

    def housemates(self, person: UUID) -> list[UUID]:
        driver, stream = self.desk.driver, self.desk.stream
        household_id = driver.row("cards", stream, Holder, person).household_id
        if household_id is None:
            return []
        members = driver.row("cards", stream, Household, household_id).members
        return [UUID(one.holder_id) for one in members if one.holder_id != str(person)]

    def left(self, person: UUID, on: date) -> int:
        """What she may use: her own, and what those leave with whom she lives."""
        mates = [one for one in self.housemates(person) if self.has_right(one, on)]
        return max(sum(self.books.left_alone(one, on) for one in (person, *mates)), 0)

    # -- what happens ---------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 2, 7, 20, 75]))
    def time_passes(self, days: int) -> None:
        later = self.desk.driver.now + timedelta(days=days)
        if later.date() < YEARS[1]:
            self.desk.at(later)

    @rule()
    def a_person_comes(self) -> None:
        self.people.append(self.desk.a_holder(eligible_until=None))

    @rule(data=st.data(), facts=st.sampled_from([ENTITLED, ENTITLED, NOT_ENTITLED]))
    def a_case_is_decided(self, data: st.DataObject, facts: dict[str, Any]) -> None:
        person, held = self.a_person(data), None
        outcome = self.desk.decide(person, facts)
        if isinstance(outcome, CaseDecided):
            assert person not in self.books.merged
            assert person not in self.books.erased
            held = self.has_right(person, self.today)
            assert held or outcome.outcome == "not_entitled"

    @rule(data=st.data(), days=st.integers(1, 60))
    def a_status_turns_out_to_be_lost(self, data: st.DataObject, days: int) -> None:
        wish = {"holder_id": self.a_person(data), "scheme_id": self.desk.scheme}
        until = self.today - timedelta(days=days)
        self.desk.ask(LearnLate(**wish, fact="status_lost", true_until=until))

    @rule(data=st.data())
    def a_card_is_given(self, data: st.DataObject) -> None:
        person = self.a_person(data)
        hers = [card for card in self.cards if card.holder_id == person]
        if person not in self.books.erased and len(hers) < CARDS_MAX:
            outcome = self.desk.give(person, "extra" if hers else "first")
            if isinstance(outcome, SchemeCardIssued):
                self.cards.append(outcome)

    @rule(data=st.data(), why=st.sampled_from(["lost", "stolen", "broken"]))
    def a_card_is_replaced(self, data: st.DataObject, why: str) -> None:
        if self.cards:
            old = data.draw(st.sampled_from(self.cards))
            outcome = self.desk.replace(old, why)
            if isinstance(outcome, SchemeCardIssued):
                self.books.stopped.setdefault(old.card_id, self.desk.driver.now)
                self.cards.append(outcome)

    @rule(data=st.data())
    def persons_live_together(self, data: st.DataObject) -> None:
        some = st.lists(st.sampled_from(self.people), min_size=2, max_size=3, unique=True)
        self.live_together(data.draw(some))

    def live_together(self, people: list[UUID]) -> None:
        members = [{"holder_id": one, "role": "adult"} for one in people]
        self.desk.ask(FoundHousehold.model_validate({"members": members}))

    @rule(data=st.data())
    def a_person_leaves(self, data: st.DataObject) -> None:
        person = self.a_person(data)
        row = self.desk.driver.row("cards", self.desk.stream, Holder, person)
        if row.household_id is not None:
            household = UUID(row.household_id)
            self.desk.ask(LeaveHousehold(household_id=household, holder_id=person))

    @rule(data=st.data(), percent=st.sampled_from([None, 0, 50]))
    def a_childs_cap_is_shared(self, data: st.DataObject, percent: int | None) -> None:
        person, other = self.a_person(data), an_id("another network")
        wish: Any = EndCoParenting(holder_id=person)
        if percent is not None:
            both = {"other_network_id": other, "payer_network_id": other}
            wish = AgreeCoParenting(holder_id=person, share_percent=percent, **both)
        if isinstance(self.desk.ask(wish), CoParentingAgreed | CoParentingEnded):
            self.books.shares[person] = 100 if percent is None else percent

    @rule(data=st.data())
    def a_person_was_entered_twice(self, data: st.DataObject) -> None:
        stays, twice = self.a_person(data), self.a_person(data)
        outcome = self.desk.ask(MergeHolders(holder_id=stays, duplicate_id=twice))
        if isinstance(outcome, HoldersMerged):
            for one in self.books.files_of(twice):
                self.books.merged[one] = stays

    @rule(data=st.data())
    def they_are_two_after_all(self, data: st.DataObject) -> None:
        twice = self.a_person(data)
        stays = self.books.merged.get(twice)
        outcome = self.desk.ask(SplitHolders(holder_id=stays or twice, duplicate_id=twice))
        if isinstance(outcome, HoldersSplit):
            rows = {
                one: self.desk.driver.row("cards", self.desk.stream, Holder, one)
                for one in self.people
            }
            self.books.merged = {
                one: UUID(row.merged_into_id) for one, row in rows.items() if row.merged_into_id
            }
            assert twice not in self.books.merged

    @rule(data=st.data())
    def a_person_is_erased(self, data: st.DataObject) -> None:
        person = self.a_person(data)
        few = len(self.people) <= len(self.books.erased) + 3
        if not few and isinstance(self.desk.ask(EraseHolder(holder_id=person)), HolderErased):
            self.books.erased |= self.books.files_of(person)

    @rule(data=st.data())
    def takes_part(self, data: st.DataObject) -> None:
        if not self.cards:
            return
        card, offer = self.a_card_and_offer(data)
        person = self.books.now_of(card.holder_id)
        left = self.left(person, self.today)
        wish = RegisterParticipation(card_token=card.token, offer_id=offer, on=self.today)
        outcome = self.desk.ask(wish)
        if isinstance(outcome, ParticipationConfirmed):
            entitled = self.has_right(person, self.today)
            share = self.offers[offer] * 80 // 100 if entitled else 0
            assert outcome.network_cents == min(share, left)
            assert self.books.works(card, self.desk.driver.now)
            self.books.noted(outcome, card)
        else:
            self.rightly_refused(code_of(outcome), card, left)

    @rule(data=st.data())
    def takes_part_the_next_day(self, data: st.DataObject) -> None:
        self.time_passes(1)
        self.takes_part(data)

    @rule(data=st.data(), days=st.integers(0, 90), taken=st.sampled_from([0, 20, 100]))
    def is_told_late(self, data: st.DataObject, days: int, taken: int) -> None:
        if not self.cards:
            return
        card, offer = self.a_card_and_offer(data)
        person = self.books.now_of(card.holder_id)
        then = self.desk.driver.now - timedelta(days=days)
        on = day_of(then)
        left = self.left(person, on)
        cents = self.offers[offer] * taken // 100
        wish = {"card_token": card.token, "offer_id": offer, "taken_cents": cents}
        outcome = self.desk.ask(RegisterLate(happened_at=then, **wish))
        if isinstance(outcome, ParticipationConfirmed):
            share = self.offers[offer] * 80 // 100 if self.has_right(person, on) else 0
            assert outcome.network_cents - outcome.uncovered_cents == min(share, left)
            assert outcome.holder_cents <= cents
            assert self.books.works(card, then)
            self.books.noted(outcome, card)
        else:
            assert isinstance(outcome, WorkItemOpened), outcome

    def a_card_and_offer(self, data: st.DataObject) -> tuple[SchemeCardIssued, UUID]:
        return data.draw(st.sampled_from(self.cards)), data.draw(st.sampled_from([*self.offers]))

    def rightly_refused(self, code: str, card: SchemeCardIssued, left: int) -> None:
        """A no is for one of these reasons, and each of them is so."""
        assert code in {"card_not_valid", "ceiling_reached", "already_registered"}, code
        assert code != "card_not_valid" or not self.books.works(card, self.desk.driver.now)
        assert code != "ceiling_reached" or left == 0

    @rule(data=st.data())
    def a_participation_is_cancelled(self, data: st.DataObject) -> None:
        if self.books.uses:
            gone = data.draw(st.sampled_from([*self.books.uses]))
            outcome = self.desk.ask(CancelParticipation(participation_id=gone))
            if isinstance(outcome, ParticipationReversed):
                del self.books.uses[gone]

    # -- what always holds ----------------------------------------------------------------------

    def told(self, kind: type[Event]) -> list[Any]:
        return [fact.event for fact in self.desk.driver.journal if isinstance(fact.event, kind)]

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.desk.driver.check_folds()

    @invariant()
    def every_decision_explains_itself_and_every_right_names_one(self) -> None:
        decided = {one.decision_id: one for one in self.told(CaseDecided)}
        assert all(opened(one)["decision"]["outcome"] for one in decided.values())
        for event in (*self.told(SchemeRightGranted), *self.told(SchemeRightRenewed)):
            assert decided[event.decision_id].right_id == event.right_id

    @invariant()
    def nobody_has_two_rights_on_one_day(self) -> None:
        rows = self.desk.driver.all_rows("cards", self.desk.stream, SchemeRights)
        for row in rows:
            held = [one for one in row.rights if one.usable_until >= one.valid_from]
            for one, other in pairwise(sorted(held, key=lambda right: right.valid_from)):
                assert one.usable_until < other.valid_from

    @invariant()
    def every_use_is_in_the_books_once(self) -> None:
        rows = self.desk.driver.all_rows("cards", self.desk.stream, Participation)
        standing = {row.key for row in rows if row.status == "confirmed"}
        assert standing == {str(one) for one in self.books.uses}


TestWholeLife = WholeLife.TestCase
TestWholeLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
