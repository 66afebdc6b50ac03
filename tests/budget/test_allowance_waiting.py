"""Who waits for money of an envelope is paid from what is set aside for her first. Pure."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import ChangeEnvelope, PromoteWaiting
from services.budget.contracts.events import (
    AllowanceChanged,
    EnvelopeChanged,
    ParticipationConfirmed,
    ParticipationPromoted,
    ParticipationReversed,
    ParticipationWaitlisted,
)
from services.cards.contracts.commands import CancelParticipation
from services.cards.contracts.events import ParticipationRequested, ResolutionRequested
from tests.budget.test_allowance import Village
from tests.kit.town import an_id, expect


class WaitingVillage(Village):
    """A village whose envelope lets wait what it cannot pay; one child has vouchers of 100.00."""

    def __init__(self, envelope_cents: int) -> None:
        super().__init__(envelope_cents)
        terms = ChangeEnvelope(
            envelope_id=self.envelope,
            category="participation",
            pays_for=("all",),
            when_empty="waiting_list",
        )
        expect(self.town.ask(terms), EnvelopeChanged)
        _holder, _right, self.card = self.child()
        self._copies = 0

    def asks(self, cents: int, counted_cents: int) -> Any:
        """She asks for more than her vouchers pay: the answer to it."""
        used = expect(self.buy(self.card, 100), ParticipationConfirmed)
        asked = self.told(ParticipationRequested)[-1]
        expect(
            self.town.ask(CancelParticipation(participation_id=used.participation_id)),
            ParticipationReversed,
        )
        [count] = [one for one in asked.counts if one.name.startswith("vouchers@")]
        self._copies += 1
        more = {
            "participation_id": an_id(f"more:{self._copies}"),
            "price_cents": cents,
            "network_cents": cents,
            "counts": (count.model_copy(update={"cents": counted_cents}),),
        }
        said = self.town.driver.hear(asked.model_copy(update=more), stream=self.town.stream)
        return next(one for one in said if not isinstance(one, AllowanceChanged))

    def cancel(self, participation: UUID) -> None:
        """It is undone."""
        wish = ResolutionRequested(participation_id=participation, action="cancel")
        self.town.driver.hear(wish, stream=self.town.stream)

    def clock(self) -> None:
        """The clock looks at who waits."""
        wish = PromoteWaiting(year=2026, envelope_id=self.envelope, first=1)
        self.town.driver.send(wish, stream=self.town.stream)


def test_who_waits_is_paid_from_her_vouchers_and_the_rest_from_the_envelope() -> None:
    """125.00, of which 100.00 count on her vouchers: 25.00 of the envelope are waited for."""
    village = WaitingVillage(10_500)
    waits = village.asks(12_500, 10_000)
    assert isinstance(waits, ParticipationWaitlisted)
    assert (village.free(), village.set_aside()) == (500, 10_000)
    village.move(1_999)
    assert village.told(ParticipationPromoted) == []
    village.move(1)
    [promoted] = village.told(ParticipationPromoted)
    assert sum(one.cents for one in promoted.transfers) == 12_500
    assert (village.free(), village.set_aside()) == (0, 0)
    [row] = village.rows()
    assert (row.used_cents, row.held_cents) == (10_000, 0)
    village.cancel(promoted.participation_id)
    assert (village.free(), village.set_aside()) == (2_500, 10_000)
    village.town.driver.check_folds()


def test_two_that_wait_share_what_is_set_aside_in_their_order() -> None:
    village = WaitingVillage(10_000)
    first = village.asks(10_001, 10_000)
    second = village.asks(6_000, 6_000)
    assert isinstance(second, ParticipationConfirmed)
    third = village.asks(5_000, 5_000)
    assert isinstance(third, ParticipationWaitlisted)
    village.move(6_001 + 5_000)
    told = village.told(ParticipationPromoted)
    assert [one.participation_id for one in told] == [
        first.participation_id,
        third.participation_id,
    ]
    assert (village.free(), village.set_aside()) == (0, 0)
    village.town.driver.check_folds()


def test_two_of_one_decision_use_the_same_vouchers_by_transfers_of_their_own() -> None:
    village = WaitingVillage(10_000)
    waits = [village.asks(5_000, 4_000) for _once in range(2)]
    village.move(2_000)
    told = village.told(ParticipationPromoted)
    assert [one.participation_id for one in told] == [one.participation_id for one in waits]
    events = [*told, *village.told(AllowanceChanged)]
    ids = [one.transfer_id for event in events for one in event.transfers]
    assert len(set(ids)) == len(ids)
    assert (village.free(), village.set_aside()) == (0, 2_000)
    village.town.driver.check_folds()


def test_money_that_a_cancel_brings_lets_the_clock_use_what_is_set_aside() -> None:
    """A decision about another participation cannot look so far: the clock goes on."""
    village = WaitingVillage(12_000)
    other = village.asks(2_000, 0)
    assert isinstance(other, ParticipationConfirmed)
    waits = village.asks(11_000, 10_000)
    assert isinstance(waits, ParticipationWaitlisted)
    village.cancel(other.participation_id)
    village.clock()
    [promoted] = village.told(ParticipationPromoted)
    assert promoted.participation_id == waits.participation_id
    assert (village.free(), village.set_aside()) == (1_000, 0)
    village.town.driver.check_folds()


@given(
    asked=st.lists(st.tuples(st.integers(1, 9_000), st.integers(0, 9_000)), max_size=4),
    moves=st.lists(st.integers(1, 9_000), max_size=3),
)
@settings(max_examples=30, deadline=None)
def test_nobody_is_paid_twice_and_no_envelope_is_overspent(
    asked: list[tuple[int, int]], moves: list[int]
) -> None:
    village = WaitingVillage(11_000)
    for cents, counted in asked:
        village.asks(cents, min(cents, counted))
    for cents in moves:
        village.move(cents)
        village.clock()
    undone = {one.participation_id for one in village.told(ParticipationReversed)}
    paid = village.told(ParticipationConfirmed)  # promoted ones among them
    spent = sum(one.network_cents for one in paid if one.participation_id not in undone)
    [row] = village.rows()
    assert village.free() >= 0
    assert village.free() + village.set_aside() == 11_000 + sum(moves) - spent
    assert village.set_aside() == row.held_cents == 10_000 - row.used_cents
    village.town.driver.check_folds()
