"""Two municipalities' envelopes beside a simple reference: who waits, what is uncovered. Pure.

The reference knows two pots, each with its own list and queue. Whatever is asked in whatever
order, both must say the same, and no cent of one pays for who lives in the other.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.budget.contracts.commands import CoverUncovered, PromoteWaiting
from services.budget.contracts.events import (
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationCorrected,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    UncoveredDecided,
)
from services.budget.domain.waiting_list import WaitingPlace, list_key
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    MoveHolder,
    VoidParticipation,
)
from services.cards.contracts.events import HolderMoved
from services.cards.domain.prepared import SealedResidence
from tests.budget.test_price_correction import corrected
from tests.cards.test_late import late
from tests.kit.town import HEIST, SUMMER, code_of, expect
from tests.kit.treasury import BY_THE_EXECUTIVE, Treasury
from tests.kit.waiting_town import MORNING

PUTTE = "12029"
TOWNS = (HEIST, PUTTE)
FILLED = 6_000
CENTS = st.sampled_from((100, 300, 301, 700))


@dataclass
class Pot:
    """An envelope on the back of another, in cents."""

    general: int = FILLED
    free: int = 0
    held: dict[UUID, int] = field(default_factory=dict)
    paid: dict[UUID, int] = field(default_factory=dict)
    uncovered: dict[UUID, int] = field(default_factory=dict)
    waiting: dict[UUID, int] = field(default_factory=dict)

    @property
    def owed(self) -> int:
        """What the club is owed, with money for it and without."""
        return sum(self.paid.values()) + sum(self.uncovered.values())

    def money_is_there(self) -> None:
        """What is uncovered is paid in its order; then who waits, as far as money goes."""
        for queue in (self.uncovered, self.waiting):
            for own, cents in list(queue.items()):
                if cents > self.free:
                    return
                self.free -= cents
                self.paid[own] = queue.pop(own)

    def money_came_back(self) -> None:
        """Only who waits is looked after at once: what is uncovered alone awaits a decision."""
        if self.waiting:
            self.money_is_there()


class Pots(RuleBasedStateMachine):
    """Children of two towns at one club, whose whole price the network pays."""

    @initialize(filled=st.lists(st.integers(1, 2_000), min_size=2, max_size=2))
    def opens(self, filled: list[int]) -> None:
        self.books = Treasury(municipalities=TOWNS, drawing_right_cents=0, own_contribution_cents=0)
        self.town = self.books.town
        self.town.at(MORNING)
        self.club = self.town.a_provider()
        for town in TOWNS:
            self.books.enter("own_contribution", FILLED, municipality=town)
        terms = {"when_empty": "waiting_list"}
        self.own = {town: self.books.envelope(municipality=town, **terms) for town in TOWNS}
        self.pots = {town: Pot() for town in TOWNS}
        for town, cents in zip(TOWNS, filled, strict=True):
            self.moves(town, cents, inwards=True)

    def known(self, *kinds: str) -> list[tuple[UUID, str]]:
        """All participations in these states, each with its town."""
        return sorted(
            (own, town)
            for town, pot in self.pots.items()
            for kind in kinds
            for own in getattr(pot, kind)
        )

    def _one(self, data: st.DataObject, *kinds: str) -> tuple[UUID, Pot]:
        own, town = data.draw(st.sampled_from(self.known(*kinds)))
        return own, self.pots[town]

    def _card(self, town: str) -> Any:
        right = self.town.a_right()
        if town != HEIST:
            move = MoveHolder(
                holder_id=self.town.holder_of(right),
                since=SUMMER.replace(month=6),
                municipality=town,
            )
            expect(self.town.ask(move, SealedResidence(None)), HolderMoved)
        return self.town.a_card(right)

    def _offer(self, cents: int) -> UUID:
        return self.town.an_offer(cents, split_percent=(0, 0, 100), provider=self.club)

    @rule(town=st.sampled_from(TOWNS), cents=st.integers(1, 1_200), inwards=st.booleans())
    def moves(self, town: str, cents: int, inwards: bool) -> None:
        pot, own = self.pots[town], self.own[town]
        where = {"taking": own} if inwards else {"giving": own}
        done = self.books.move(cents, municipality=town, **where)
        enough = cents <= (pot.general if inwards else pot.free)
        assert isinstance(done, MoneyMoved) == enough
        if enough:
            pot.general -= cents if inwards else -cents
            pot.free += cents if inwards else -cents
            if inwards:
                pot.money_is_there()

    @rule(town=st.sampled_from(TOWNS), cents=CENTS)
    def takes_part(self, town: str, cents: int) -> None:
        pot = self.pots[town]
        done = self.town.register(self._card(town), self._offer(cents))
        if pot.waiting or cents > pot.free:
            waits = expect(done, ParticipationWaitlisted)
            assert waits.place == len(pot.waiting) + 1
            pot.waiting[waits.participation_id] = cents
        else:
            pot.free -= cents
            pot.paid[expect(done, ParticipationConfirmed).participation_id] = cents

    @rule(town=st.sampled_from(TOWNS), cents=CENTS)
    def is_set_aside(self, town: str, cents: int) -> None:
        pot, until = self.pots[town], MORNING + timedelta(hours=8)
        done = self.town.hold(self._card(town), self._offer(cents), until)
        if pot.waiting or cents > pot.free:
            assert code_of(done) == "envelope_empty"
        else:
            pot.free -= cents
            pot.held[expect(done, ParticipationHeld).participation_id] = cents

    @rule(town=st.sampled_from(TOWNS), cents=CENTS)
    def is_told_late(self, town: str, cents: int) -> None:
        pot, then = self.pots[town], MORNING - timedelta(minutes=30)
        done = late(self.town, self._card(town), self._offer(cents), then, 0)
        own = expect(done, ParticipationConfirmed)
        if cents > pot.free:
            assert own.uncovered_cents == cents
            pot.uncovered[own.participation_id] = cents
        else:
            pot.free -= cents
            pot.paid[own.participation_id] = cents

    @precondition(lambda self: self.known("held"))
    @rule(data=st.data(), takes=st.booleans())
    def resolves(self, data: st.DataObject, takes: bool) -> None:
        own, pot = self._one(data, "held")
        wish = ConfirmParticipation if takes else VoidParticipation
        done = self.town.ask(wish(participation_id=own))
        expect(done, ParticipationConfirmed if takes else ParticipationVoided)
        cents = pot.held.pop(own)
        if takes:
            pot.paid[own] = cents
        else:
            pot.free += cents
            pot.money_came_back()

    @precondition(lambda self: self.known("waiting"))
    @rule(data=st.data())
    def gives_up(self, data: st.DataObject) -> None:
        """Whoever is behind the one that could not be paid may be payable."""
        own, pot = self._one(data, "waiting")
        expect(self.town.ask(VoidParticipation(participation_id=own)), ParticipationVoided)
        pot.waiting.pop(own)
        pot.money_came_back()

    @precondition(lambda self: self.known("paid", "uncovered"))
    @rule(data=st.data())
    def cancels(self, data: st.DataObject) -> None:
        own, pot = self._one(data, "paid", "uncovered")
        expect(self.town.ask(CancelParticipation(participation_id=own)), ParticipationReversed)
        pot.free += pot.paid.pop(own, 0)
        pot.uncovered.pop(own, 0)
        pot.money_came_back()

    @precondition(lambda self: self.known("paid", "uncovered"))
    @rule(data=st.data(), cents=CENTS)
    def corrects(self, data: st.DataObject, cents: int) -> None:
        own, pot = self._one(data, "paid", "uncovered")
        whole = {**pot.paid, **pot.uncovered}[own]
        done = corrected(self.town, own, refund_cents=cents, decision=BY_THE_EXECUTIVE)
        if cents >= whole:
            assert code_of(done) == "refund_invalid"
            return
        assert expect(done, ParticipationCorrected).network_back_cents == cents
        if own in pot.paid:
            pot.paid[own] -= cents
            pot.free += cents
        else:
            pot.uncovered[own] -= cents
        pot.money_came_back()

    @precondition(lambda self: self.known("uncovered"))
    @rule(payer=st.sampled_from(TOWNS), data=st.data())
    def is_decided(self, payer: str, data: st.DataObject) -> None:
        """A decision passes others over, but not from another municipality's envelope."""
        own, pot = self._one(data, "uncovered")
        wish = CoverUncovered(
            participation_id=own,
            reason="money",
            from_envelope=self.own[payer],
            decision=BY_THE_EXECUTIVE,
        )
        done = self.town.ask(wish)
        covered = pot is self.pots[payer] and pot.uncovered[own] <= pot.free
        assert isinstance(done, UncoveredDecided) == covered
        if covered:
            pot.free -= pot.uncovered[own]
            pot.paid[own] = pot.uncovered.pop(own)

    @rule(town=st.sampled_from(TOWNS))
    def the_clock_looks(self, town: str) -> None:
        wish = PromoteWaiting(year=2026, envelope_id=self.own[town], first=1)
        self.town.driver.send(wish, stream=self.town.stream)
        self.pots[town].money_came_back()

    # -- what always holds ------------------------------------------------------------------------

    @invariant()
    def both_have_the_same_in_every_pot(self) -> None:
        if not hasattr(self, "pots"):
            return
        rows = self.books.accounts()
        for town, pot in self.pots.items():
            assert self.books.free(self.own[town]) == pot.free
            own = [row for row in rows if row.envelope_id == str(self.own[town])]
            short = -sum(row.balance_cents for row in own if row.kind == "uncovered")
            assert short == sum(pot.uncovered.values())
            assert sum(row.held_debit_cents for row in own) == sum(pot.held.values())
        assert self.books.free() == sum(pot.general for pot in self.pots.values())
        assert self.town.balances()["payable"] == sum(pot.owed for pot in self.pots.values())
        assert sum(row.balance_cents for row in rows) == 0

    @invariant()
    def the_same_wait_in_the_same_order(self) -> None:
        if not hasattr(self, "pots"):
            return
        places = self.town.driver.all_rows("budget", self.town.stream, WaitingPlace)
        order = sorted(places, key=lambda row: row.number)
        for town, pot in self.pots.items():
            key = list_key(2026, self.own[town])
            here = [row.participation_id for row in order if row.list_key == key]
            assert here == [str(own) for own in pot.waiting]

    @invariant()
    def rows_are_the_fold(self) -> None:
        if hasattr(self, "pots"):
            self.town.driver.check_folds()


TestPots = Pots.TestCase
TestPots.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
