"""Money that is set aside for what a right promises: its rows, and what each fact changes. Pure.

What is held = granted - used - released, source by source. A hold is never taken in part and left
standing: it is released whole, and the rest is held anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from services.budget.contracts.events import (
    Account,
    AllowanceAwaited,
    AllowanceChanged,
    AllowanceHeld,
    AllowanceRefused,
    Transfer,
)
from services.budget.domain.calendar import end_of
from services.budget.domain.ledger import (
    AccountRow,
    TransferRow,
    account,
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

Status = Literal["held", "refused", "awaited", "ended"]
Given = AllowanceHeld | AllowanceRefused | AllowanceAwaited


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance(Row):
    """What is set aside for what a right promises: vouchers of a day, a budget for a period.

    `hold_ids`: the transfers that hold it, one a source. `refused`: too little was left for
    `granted_cents`; `awaited`: its year is still to come. `released_cents`: what was not used when
    it ended.
    """

    table: ClassVar[str] = "allowances"
    right_id: str
    period: str
    name: str
    first_day: date
    last_day: date
    year: int | None = None
    envelope_id: str | None = None
    category: str
    sources: tuple[str, ...]
    municipality: str | None = None
    status: Status
    granted_cents: int
    used_cents: int = 0
    released_cents: int = 0
    hold_ids: tuple[str, ...] = ()

    @property
    def held_cents(self) -> int:
        """What is set aside still."""
        left = self.granted_cents - self.used_cents - self.released_cents
        return left if self.status == "held" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowancesOf(Row):
    """What was promised with a right. Key: the right."""

    table: ClassVar[str] = "allowances_of"
    allowance_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAllowance(Row):
    """When to look at it: what the clock looks for. Key: the allowance."""

    table: ClassVar[str] = "open_allowances"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceUse(Row):
    """By which transfers which allowances pay for a participation. Key: the participation.
    `parts`: the allowance, the transfer."""

    table: ClassVar[str] = "allowance_uses"
    parts: tuple[tuple[str, str], ...]


def due_after(last_day: date, year: int) -> datetime:
    """When what is held is due: once its last day is over in Brussels, or its year."""
    return end_of(min(last_day, date(year, 12, 31)))


def beginning_of(day: date) -> datetime:
    """When a day begins in Brussels."""
    return datetime.combine(day, time(), ZoneInfo("Europe/Brussels")).astimezone(UTC)


def outside(stream: str, year: int, envelope: UUID | str | None) -> Account:
    """For whom it is held: whoever is paid with it is not known yet. Nothing is posted to it."""
    own = None if envelope is None else str(envelope)
    return account(stream=stream, kind="external", year=year, envelope=own)


def needs_of_allowance(own_id: UUID | str, stream: str, state: State) -> Iterable[Place]:
    """An allowance, what holds it, and the accounts of that."""
    yield Allowance.at(own_id)
    found = state.peek(Allowance, own_id)
    if found is not None:
        yield from (OpenAllowance.at(own_id), AllowancesOf.at(found.right_id))
        yield from needs_of_transfers(found.hold_ids, state)
        if found.year is not None:
            yield from places([outside(stream, found.year, found.envelope_id)])


def held_by_source(found: Allowance, state: State) -> dict[str, int]:
    """What is held of each source's account, in their order."""
    rows = transfers_named(found.hold_ids, state)
    return {row.debit_id: row.cents for row in rows}


def held_anew(
    found: Allowance, left: Mapping[str, int], role: str, context: Context, state: State
) -> tuple[Transfer, ...]:
    """What is held is released, and so much of each source's account is held in its place."""
    rows = transfers_named(found.hold_ids, state)
    assert found.year is not None
    made = []
    for key, cents in left.items():
        source = state.get(AccountRow, key)
        assert source is not None
        if cents:
            made.append(
                Transfer(
                    transfer_id=context.make_id(f"{role}:held:{key}"),
                    kind="held",
                    debit=source.as_account(),
                    credit=outside(context.stream, found.year, found.envelope_id),
                    cents=cents,
                )
            )
    return (*_released(rows, role, context, state), *made)


def _released(
    rows: Sequence[TransferRow], role: str, context: Context, state: State
) -> tuple[Transfer, ...]:
    """As `follow_up`, with ids of its own: what it is used for is booked by the same message."""
    made = follow_up(rows, "released", context, state)
    return tuple(
        one.model_copy(update={"transfer_id": context.make_id(f"{role}:released:{one.names}")})
        for one in made
    )


def _row(event: Given, status: Status) -> Allowance:
    """It as an event tells it."""
    return Allowance(
        key=str(event.allowance_id),
        right_id=str(event.right_id),
        period=event.period,
        name=event.name,
        first_day=event.first_day,
        last_day=event.last_day,
        category=event.category,
        sources=event.sources,
        municipality=event.municipality,
        status=status,
        granted_cents=event.cents,
    )


def held(event: AllowanceHeld, _context: Context, state: State) -> Iterable[Change]:
    """It is set aside, and the clock watches it."""
    yield replace(
        _row(event, "held"),
        year=event.year,
        envelope_id=None if event.envelope_id is None else str(event.envelope_id),
        hold_ids=_holding(event.transfers),
    )
    yield from _of_right(event, state)
    yield OpenAllowance(key=str(event.allowance_id), due_at=due_after(event.last_day, event.year))
    yield from booked(event.transfers, state, entry=event.allowance_id)


def refused(event: AllowanceRefused, _context: Context, state: State) -> Iterable[Change]:
    """Nothing is set aside; it can be tried again."""
    yield _row(event, "refused")
    yield from _of_right(event, state)
    yield Gone(OpenAllowance.at(event.allowance_id))


def awaited(event: AllowanceAwaited, _context: Context, state: State) -> Iterable[Change]:
    """The clock looks at it as it begins."""
    yield _row(event, "awaited")
    yield from _of_right(event, state)
    yield OpenAllowance(key=str(event.allowance_id), due_at=beginning_of(event.first_day))


def _of_right(event: Given, state: State) -> Iterable[Change]:
    own, right = str(event.allowance_id), str(event.right_id)
    found = state.get(AllowancesOf, right) or AllowancesOf(key=right)
    if own not in found.allowance_ids:
        yield replace(found, allowance_ids=(*found.allowance_ids, own))


def _holding(transfers: Iterable[Transfer]) -> tuple[str, ...]:
    return tuple(str(one.transfer_id) for one in transfers if one.kind == "held")


def changed(event: AllowanceChanged, _context: Context, state: State) -> Iterable[Change]:
    """Less or more of it is held, for longer or shorter, or nothing any longer."""
    found = state.get(Allowance, event.allowance_id)
    if found is not None:
        after = _after(event, found)
        yield after
        if event.reason == "lasts" and after.status == "held" and after.year is not None:
            yield OpenAllowance(key=after.key, due_at=due_after(after.last_day, after.year))
    if event.reason == "ended":
        yield Gone(OpenAllowance.at(event.allowance_id))
    if event.reason == "used" and event.participation_id is not None:
        yield _used_by(event, event.participation_id, state)
    yield from booked(
        event.transfers, state, participation=event.participation_id, entry=event.allowance_id
    )


def _after(event: AllowanceChanged, found: Allowance) -> Allowance:
    holds = _holding(event.transfers)
    match event.reason:
        case "used":
            return replace(found, used_cents=found.used_cents + event.cents, hold_ids=holds)
        case "returned":
            return replace(found, used_cents=found.used_cents - event.cents, hold_ids=holds)
        case "lasts":
            return replace(found, last_day=event.last_day or found.last_day)
        case "ended":
            released = found.released_cents + event.cents
            return replace(found, status="ended", released_cents=released, hold_ids=())


def _used_by(event: AllowanceChanged, participation: UUID, state: State) -> AllowanceUse:
    """The transfers by which it pays for a participation, beside those of others."""
    key = str(participation)
    found = state.get(AllowanceUse, key) or AllowanceUse(key=key, parts=())
    more = ((str(event.allowance_id), str(part.transfer_id)) for part in event.parts)
    return replace(found, parts=(*found.parts, *more))
