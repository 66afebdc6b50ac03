"""Money is set aside for what is promised with a right: used, given back, ended. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    ExpireHold,
    LookAtAllowance,
    MoveMoney,
    OpenEnvelope,
    SetAsideAllowance,
)
from services.budget.contracts.events import (
    AllowanceHeld,
    AllowanceRefused,
    EnvelopeOpened,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.domain.allowance import Allowance, OpenAllowance
from services.budget.domain.ledger import AccountRow
from services.cards.contracts.commands import (
    CancelParticipation,
    HoldParticipation,
    RegisterParticipation,
    VoidParticipation,
)
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import code_of, expect
from tests.kit.treasury import BY_THE_EXECUTIVE

FULL: dict[str, Any] = {
    "changes": "with_renewal",
    "rules": [{"name": "vouchers", "reduction": {"kind": "full"}, "organisation_percent": 0}],
    "vouchers": {"amounts": [{"cents": 10_000}], "valid_months": 12},
}
"""Huldenberg's vouchers: 100.00 a child, valid for a year; they pay all that they can."""
JUNE = datetime(2026, 6, 1, 10, tzinfo=UTC)


class Village:
    """A town that gives vouchers from an envelope of its own."""

    def __init__(self, envelope_cents: int) -> None:
        self.town = SchemeTown(FULL)
        self.town.driver.actor = "finance"
        self.town.at(JUNE)
        opened = self.town.ask(
            OpenEnvelope(year=2026, action="Bonnen", category="participation", pays_for=("all",))
        )
        self.envelope = expect(opened, EnvelopeOpened).envelope_id
        if envelope_cents:
            self.move(envelope_cents)

    def move(self, cents: int) -> None:
        """Money comes by a decision."""
        done = self.town.ask(
            MoveMoney(year=2026, to_envelope=self.envelope, cents=cents, decision=BY_THE_EXECUTIVE)
        )
        expect(done, MoneyMoved)

    def child(self) -> Any:
        """A card of a child that is entitled from June on; and its right."""
        holder = self.town.a_holder()
        right = self.town.entitle(holder, (date(2026, 6, 1), date(2027, 5, 31)))
        return holder, right, self.town.a_scheme_card(holder)

    def buy(self, card: Any, cents: int, on: date = date(2026, 7, 4)) -> Any:
        """The outcome of taking part."""
        offer = self.town.an_offer_of(cents)
        return self.town.ask(RegisterParticipation(card_token=card.token, offer_id=offer, on=on))

    def hold(self, card: Any, cents: int) -> Any:
        """The outcome of setting it aside for a week."""
        offer = self.town.an_offer_of(cents)
        return self.town.ask(
            HoldParticipation(
                card_token=card.token,
                offer_id=offer,
                on=date(2026, 7, 4),
                hold_until=self.town.driver.now + timedelta(days=6),
            )
        )

    def rows(self) -> list[Allowance]:
        """What was given so far."""
        return list(self.town.driver.all_rows("budget", self.town.stream, Allowance))

    def accounts(self) -> list[AccountRow]:
        """The accounts of the envelope that hold money."""
        found = self.town.driver.all_rows("budget", self.town.stream, AccountRow)
        return [
            one for one in found if one.envelope_id == str(self.envelope) and one.kind != "external"
        ]

    def free(self) -> int:
        """What is free of the envelope, in cents."""
        return sum(one.available_cents for one in self.accounts())

    def set_aside(self) -> int:
        """What is set aside for vouchers, as the ledger has it, in cents."""
        found = self.town.driver.all_rows("budget", self.town.stream, AccountRow)
        return sum(one.held_credit_cents for one in found if one.kind == "external")

    def told(self, kind: type[Any]) -> list[Any]:
        """All events of a kind."""
        events = (fact.event for fact in self.town.driver.journal)
        return [event for event in events if isinstance(event, kind)]


def test_vouchers_are_held_when_they_are_granted_and_used_from_there() -> None:
    """150.00 for two children: the first has 100.00, nothing is left for the second."""
    village = Village(15_000)
    _holder, _right, card = village.child()
    [held] = village.told(AllowanceHeld)
    assert (held.cents, held.last_day, held.envelope_id) == (
        10_000,
        date(2027, 5, 31),
        village.envelope,
    )
    assert (village.free(), village.set_aside()) == (5_000, 10_000)
    done = expect(village.buy(card, 4_000), ParticipationConfirmed)
    assert (done.holder_cents, done.network_cents) == (0, 4_000)
    assert (village.free(), village.set_aside()) == (5_000, 6_000)

    _holder, _right, other = village.child()
    [refused] = village.told(AllowanceRefused)
    assert (refused.code, refused.facts) == ("envelope_empty", {"left_cents": 5_000})
    alone = expect(village.buy(other, 1_000), ParticipationConfirmed)
    assert (alone.holder_cents, alone.network_cents) == (1_000, 0)

    wish = SetAsideAllowance(allowance_id=refused.allowance_id)
    assert code_of(village.town.ask(wish)) == "envelope_empty"
    village.move(5_000)
    expect(village.town.ask(wish), AllowanceHeld)
    assert (village.free(), village.set_aside()) == (0, 16_000)
    assert code_of(village.town.ask(wish)) == "allowance_not_refused"
    paid = expect(village.buy(other, 12_000), ParticipationConfirmed)
    assert (paid.holder_cents, paid.network_cents) == (2_000, 10_000)
    village.town.driver.check_folds()


def test_what_is_undone_is_set_aside_again_while_the_vouchers_run() -> None:
    village = Village(10_000)
    holder, right, card = village.child()
    first = expect(village.buy(card, 7_000), ParticipationConfirmed)
    held = expect(village.hold(card, 3_000), ParticipationHeld)
    assert (village.free(), village.set_aside()) == (0, 0)
    voided = village.town.ask(VoidParticipation(participation_id=held.participation_id))
    expect(voided, ParticipationVoided)
    assert (village.free(), village.set_aside()) == (0, 3_000)
    again = expect(village.hold(card, 2_000), ParticipationHeld)
    village.town.at(datetime(2026, 6, 8, tzinfo=UTC))
    village.town.driver.deliver(
        "budget",
        ExpireHold(participation_id=again.participation_id),
        village.town.driver.fresh_context(village.town.stream, None),
    )
    village.town.driver.settle()
    assert (village.free(), village.set_aside()) == (0, 3_000)
    cancelled = village.town.ask(CancelParticipation(participation_id=first.participation_id))
    expect(cancelled, ParticipationReversed)
    assert (village.free(), village.set_aside()) == (0, 10_000)
    second = expect(village.buy(card, 1_000), ParticipationConfirmed)
    village.town.end(holder, right, date(2026, 7, 4))
    assert (village.free(), village.set_aside()) == (0, 9_000)
    [row] = village.rows()
    ask = LookAtAllowance(allowance_id=UUID(row.key))
    tick(village, ask, datetime(2026, 7, 4, 12, tzinfo=UTC))
    assert (village.free(), village.set_aside()) == (0, 9_000)
    tick(village, ask, datetime(2026, 7, 4, 22, tzinfo=UTC))
    assert (village.free(), village.set_aside()) == (9_000, 0)
    village.town.ask(CancelParticipation(participation_id=second.participation_id))
    assert (village.free(), village.set_aside()) == (10_000, 0)
    village.town.driver.check_folds()


def test_at_the_end_of_a_year_what_is_left_goes_on_in_the_next() -> None:
    village = Village(10_000)
    _holder, _right, card = village.child()
    expect(village.buy(card, 4_000), ParticipationConfirmed)
    [row] = village.rows()
    due = next(village.town.driver.all_rows("budget", village.town.stream, OpenAllowance))
    assert due.due_at == datetime(2026, 12, 31, 23, tzinfo=UTC)
    ask = LookAtAllowance(allowance_id=UUID(row.key))
    tick(village, ask, datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    assert village.set_aside() == 6_000
    tick(village, ask, due.due_at)
    assert village.free() == 6_000
    [row] = village.rows()
    assert (row.year, row.status, row.granted_cents, row.held_cents) == (2027, "held", 6_000, 6_000)
    done = expect(village.buy(card, 9_000, date(2027, 1, 2)), ParticipationConfirmed)
    assert (done.holder_cents, done.network_cents) == (3_000, 6_000)
    assert {one.debit.year for one in done.transfers} == {2027}
    assert village.set_aside() == 0
    tick(village, ask, datetime(2027, 6, 1, 12, tzinfo=UTC))
    [row] = village.rows()
    assert (row.status, row.released_cents) == ("ended", 0)
    village.town.driver.check_folds()


def tick(village: Village, command: LookAtAllowance, at: datetime) -> None:
    """The clock asks at a time."""
    driver = village.town.driver
    village.town.at(at)
    driver.deliver("budget", command, driver.fresh_context(village.town.stream, None))
    driver.settle()


KINDS = [*["child", "buy", "hold", "undo"] * 2, "renew", "end", "move", "again"]


@given(
    envelope=st.integers(0, 30_000),
    wishes=st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(0, 9),
            st.integers(1, 6_000),
        ),
        min_size=4,
        max_size=16,
    ),
)
@settings(max_examples=150, deadline=None)
def test_held_is_what_is_granted_less_used_and_released_and_no_envelope_is_overspent(
    envelope: int, wishes: list[tuple[str, int, int]]
) -> None:
    village = Village(envelope)
    children: list[Any] = []
    open_ones: list[Any] = []
    for kind, number, cents in wishes:
        step(village, children, open_ones, kind, number, cents)
        rows = village.rows()
        assert all(0 <= row.held_cents <= row.granted_cents for row in rows)
        assert village.set_aside() == sum(row.held_cents for row in rows)
        assert all(one.available_cents >= 0 for one in village.accounts())
    village.town.driver.check_folds()


def step(
    village: Village, children: list[Any], done: list[Any], kind: str, number: int, cents: int
) -> None:
    """One thing that happens."""
    if kind == "child":
        children.append(village.child())
    elif kind == "move":
        village.move(cents)
    elif kind == "again":
        for row in village.rows():
            village.town.ask(SetAsideAllowance(allowance_id=UUID(row.key)))
    elif kind == "undo" and done:
        one = done.pop(number % len(done))
        command = VoidParticipation if isinstance(one, ParticipationHeld) else CancelParticipation
        assert not village.town.ask(command(participation_id=one.participation_id)).declines
    elif children and kind != "undo":
        of_a_child(village, children[number % len(children)], done, kind, number, cents)


def of_a_child(
    village: Village, child: Any, done: list[Any], kind: str, number: int, cents: int
) -> None:
    """One thing that happens with the right of a child."""
    holder, right, card = child
    if kind == "renew":
        village.town.at(datetime(2026, 6, 1 + number, 10, tzinfo=UTC))
        village.town.renew(holder, right, date(2027, 5, 31))
    elif kind == "end":
        village.town.end(holder, right, date(2026, 7, 4))
    else:
        said = (village.buy if kind == "buy" else village.hold)(card, cents)
        done += [] if said.declines else [said]
