"""The view of what is owed without money for it: each amount, and what is open in all."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts import events as budget
from services.budget.contracts.uncovered import UncoveredReason, uncovered_id
from services.gateway.views.uncovered_rows import UncoveredAmount, UncoveredTotal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State

REASONS: Final[tuple[UncoveredReason, ...]] = ("money", "limit")
Covering = budget.UncoveredCovered | budget.UncoveredDecided


def parts_of(event: budget.ParticipationConfirmed) -> list[tuple[UncoveredReason, int]]:
    """What is uncovered of a participation by reason, where there is any of it, in cents."""
    beyond = min(event.beyond_cents, event.uncovered_cents)
    parts: list[tuple[UncoveredReason, int]] = [
        ("money", event.uncovered_cents - beyond),
        ("limit", beyond),
    ]
    return [(reason, cents) for reason, cents in parts if cents]


def owed_from(event: budget.ParticipationConfirmed) -> budget.Account | None:
    """The account on which what is uncovered stands; version 1 left it on none."""
    return next((one.debit for one in event.transfers if one.debit.kind == "uncovered"), None)


def total_key(year: int, envelope: UUID | str | None, reason: str) -> str:
    """The key of what is open in all."""
    return f"{year}:{envelope or 'none'}:{reason}"


def needs_opened(event: budget.ParticipationConfirmed) -> Iterable[Place]:
    """What is open in all, where something of it is uncovered."""
    owed = owed_from(event)
    if owed is not None:
        for reason, _cents in parts_of(event):
            yield UncoveredTotal.at(total_key(owed.year, owed.envelope_id, reason))


def opened(
    event: budget.ParticipationConfirmed, context: Context, state: State
) -> Iterable[Change]:
    """It stands open."""
    owed = owed_from(event)
    if owed is None:
        return
    for reason, cents in parts_of(event):
        yield from opens(
            UncoveredAmount(
                key=str(uncovered_id(event.participation_id, reason)),
                year=owed.year,
                envelope_id=None if owed.envelope_id is None else str(owed.envelope_id),
                reason=reason,
                status="open",
                participation_id=str(event.participation_id),
                organisation_id=str(event.organisation_id),
                offer_id=str(event.offer_id),
                day=event.on,
                cents=cents,
                made_at=context.time,
            ),
            state,
        )


def opens(amount: UncoveredAmount, state: State) -> Iterable[Change]:
    """An amount stands open."""
    yield amount
    yield _total(amount, state, sign=1)


def needs_ended(participation: UUID, state: State) -> Iterable[Place]:
    """What is uncovered of a participation, and what is open in all."""
    for reason in REASONS:
        own = uncovered_id(participation, reason)
        yield UncoveredAmount.at(own)
        found = state.peek(UncoveredAmount, own)
        if found is not None:
            yield UncoveredTotal.at(total_key(found.year, found.envelope_id, reason))


def cancelled(
    event: budget.ParticipationReversed, context: Context, state: State
) -> Iterable[Change]:
    """What is open of it is owed no more."""
    seen = Overlay(state)
    for reason in REASONS:
        found = seen.get(UncoveredAmount, uncovered_id(event.participation_id, reason))
        if found is not None and found.status == "open":
            changes = [
                replace(found, status="cancelled", ended_at=context.time),
                _total(found, seen, sign=-1),
            ]
            seen.apply(changes)
            yield from changes


def lessened(
    participation: UUID, less_cents: int, context: Context, state: State
) -> Iterable[Change]:
    """So much less of a participation is open: first of what lies beyond a limit."""
    seen = Overlay(state)
    for reason in reversed(REASONS):
        found = seen.get(UncoveredAmount, uncovered_id(participation, reason))
        if found is None or found.status != "open" or less_cents <= 0:
            continue
        part = min(less_cents, found.cents)
        less_cents -= part
        changes: list[Change] = [_total(found, seen, sign=-1)]
        if part == found.cents:
            changes += [replace(found, status="cancelled", ended_at=context.time)]
            seen.apply(changes)
        else:
            left = replace(found, cents=found.cents - part)
            seen.apply([*changes, left])
            changes = [left, _total(left, seen, sign=1)]
        yield from changes


def covered(event: Covering, context: Context, state: State) -> Iterable[Change]:
    """It is paid; by a decision about it alone, that one stands with it."""
    reason = event.reason if isinstance(event, budget.UncoveredDecided) else "money"
    found = state.get(UncoveredAmount, uncovered_id(event.participation_id, reason))
    if found is None or found.status != "open":
        return
    row = replace(found, status="covered", ended_at=context.time, paid_by=found.envelope_id)
    if isinstance(event, budget.UncoveredDecided):
        row = replace(
            row,
            paid_by=None if event.paid_by is None else str(event.paid_by),
            body=event.decision.body,
            decided_on=event.decision.on,
            reference=event.decision.reference,
        )
    yield row
    yield _total(found, state, sign=-1)


def _total(amount: UncoveredAmount, state: State, *, sign: int) -> UncoveredTotal:
    key = total_key(amount.year, amount.envelope_id, amount.reason)
    found = state.get(UncoveredTotal, key) or UncoveredTotal(
        key=key, year=amount.year, envelope_id=amount.envelope_id, reason=amount.reason
    )
    return replace(found, items=found.items + sign, cents=found.cents + sign * amount.cents)
