"""Cards alone, with a budget that answers yes or no as it likes: its limits still add up."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationReversed,
)
from services.cards.contracts.commands import BlockCard, EraseHolder, RegisterParticipation
from services.cards.contracts.events import CardIssued, ParticipationRequested
from services.cards.domain.card import CardByToken
from services.cards.domain.holder import Holder
from services.cards.domain.participation import Participation, SameDay
from services.cards.domain.right import Limit, Right
from tests.kit.town import SUMMER, Town

CEILING_CENTS = 1_000


class Cards(RuleBasedStateMachine):
    """Persons come, take part, lose cards and are erased; budget is played by the rules here."""

    @initialize()
    def open(self) -> None:
        self.town = Town()
        self.town.driver.pause("budget")
        self.town.driver.inboxes["budget"].waiting.clear()
        self.cards = [self.town.a_card(self.town.a_right(CEILING_CENTS)) for _ in range(2)]
        self.open_requests: list[ParticipationRequested] = []
        self.confirmed: list[ParticipationConfirmed] = []
        self.offers = [self.town.an_offer(price_cents) for price_cents in (1, 99, 500)]

    @rule()
    def a_person_joins(self) -> None:
        self.cards.append(self.town.a_card(self.town.a_right(CEILING_CENTS)))

    @rule(data=st.data())
    def a_second_card_on_the_same_right(self, data: st.DataObject) -> None:
        rights = [card.right_id for card in self.cards if not self.erased(card)]
        if rights:
            self.cards.append(self.town.a_card(data.draw(st.sampled_from(rights))))

    @rule(data=st.data())
    def takes_part(self, data: st.DataObject) -> None:
        if not self.cards:
            return
        before = len(self.town.driver.journal)
        wish = RegisterParticipation(
            card_token=data.draw(st.sampled_from(self.cards)).token,
            offer_id=data.draw(st.sampled_from(self.offers)),
            on=SUMMER,
        )
        self.town.driver.send(wish, stream=self.town.stream)
        made = [fact.event for fact in self.town.driver.journal[before:]]
        self.open_requests += [e for e in made if isinstance(e, ParticipationRequested)]

    @rule(data=st.data(), agrees=st.booleans())
    def budget_answers(self, data: st.DataObject, *, agrees: bool) -> None:
        if not self.open_requests:
            return
        request = self.open_requests.pop(data.draw(st.integers(0, len(self.open_requests) - 1)))
        if agrees:
            yes = ParticipationConfirmed(**request.model_dump(), transfers=())
            self.town.driver.hear(yes, stream=self.town.stream)
            self.confirmed.append(yes)
        else:
            no = ParticipationDeclined(
                participation_id=request.participation_id, action="request", code="envelope_empty"
            )
            self.town.driver.hear(no, stream=self.town.stream)

    @rule(data=st.data())
    def budget_reverses(self, data: st.DataObject) -> None:
        if self.confirmed:
            done = self.confirmed.pop(data.draw(st.integers(0, len(self.confirmed) - 1)))
            undone = ParticipationReversed(
                participation_id=done.participation_id,
                organisation_id=done.organisation_id,
                transfers=(),
            )
            self.town.driver.hear(undone, stream=self.town.stream)

    @rule(data=st.data())
    def a_card_is_lost(self, data: st.DataObject) -> None:
        if self.cards:
            card = data.draw(st.sampled_from(self.cards))
            self.town.ask(BlockCard(card_id=card.card_id, reason="lost"))

    @rule(data=st.data())
    def a_person_is_erased(self, data: st.DataObject) -> None:
        if self.cards:
            card = data.draw(st.sampled_from(self.cards))
            self.town.ask(EraseHolder(holder_id=card.holder_id))

    def erased(self, card: CardIssued) -> bool:
        return self.town.driver.row("cards", self.town.stream, Holder, card.holder_id).erased

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.town.driver.check_folds()

    @invariant()
    def limits_are_the_sums_of_their_participations(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        rows = list(driver.all_rows("cards", stream, Participation))
        for limit in driver.all_rows("cards", stream, Limit):
            hers = [row for row in rows if row.right_id == limit.right_id]
            used = sum(row.network_cents for row in hers if row.status == "confirmed")
            pending = sum(row.network_cents for row in hers if row.status == "requested")
            assert (limit.used_cents, limit.pending_cents) == (used, pending)
            right = driver.row("cards", stream, Right, limit.right_id)
            assert used + pending <= right.yearly_ceiling_cents

    @invariant()
    def a_second_use_is_known_exactly_while_the_first_stands(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        standing = {
            row.key
            for row in driver.all_rows("cards", stream, Participation)
            if row.status in ("requested", "confirmed")
        }
        found = {row.participation_id for row in driver.all_rows("cards", stream, SameDay)}
        assert found == standing

    @invariant()
    def of_an_erased_person_no_card_is_found(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        found = {row.card_id for row in driver.all_rows("cards", stream, CardByToken)}
        for person in driver.all_rows("cards", stream, Holder):
            assert not person.erased or found.isdisjoint(person.card_ids)


TestCards = Cards.TestCase
TestCards.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
