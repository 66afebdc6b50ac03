"""The view of money that is set aside for what a right promises. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.cards.contracts.events import AllowanceGiven, AllowanceWithheld
from services.cards.contracts.regulation.counting import Tally
from services.gateway.views import ledger
from services.gateway.views.allowance_rows import Allowance
from services.gateway.views.case_rows import SchemeRight
from services.gateway.views.rows import Participation
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Given = budget.AllowanceHeld | budget.AllowanceRefused | budget.AllowanceAwaited


def needs_given(event: Given, context: Context, state: State) -> Iterable[Place]:
    """The allowance, and the accounts in which it is held."""
    yield Allowance.at(event.allowance_id)
    if isinstance(event, budget.AllowanceHeld):
        yield from ledger.needs_accounts(event, context, state)


def given(event: Given, context: Context, state: State) -> Iterable[Change]:
    """It is set aside, or refused, or waits for its year."""
    before = state.get(Allowance, event.allowance_id)
    row = Allowance(
        key=str(event.allowance_id),
        right_id=str(event.right_id),
        period=event.period,
        name=event.name,
        first_day=event.first_day,
        last_day=event.last_day,
        status="awaited",
        granted_cents=event.cents,
        made_at=context.time if before is None else before.made_at,
    )
    match event:
        case budget.AllowanceHeld():
            envelope = None if event.envelope_id is None else str(event.envelope_id)
            yield replace(row, status="held", year=event.year, envelope_id=envelope)
            yield from ledger.moved(event, context, state)
        case budget.AllowanceRefused():
            yield replace(row, status="refused", code=event.code)
        case _:
            yield row


def needs_changed(
    event: budget.AllowanceChanged, context: Context, state: State
) -> Iterable[Place]:
    """The allowance, and the accounts in which it is held; what a participation uses of them."""
    yield Allowance.at(event.allowance_id)
    if event.participation_id is not None:
        yield Participation.at(event.participation_id)
    yield from ledger.needs_accounts(event, context, state)


def changed(event: budget.AllowanceChanged, context: Context, state: State) -> Iterable[Change]:
    """Less or more of it is set aside, or for longer, or nothing any longer."""
    yield from ledger.moved(event, context, state)
    found = state.get(Allowance, event.allowance_id)
    if found is None:
        return
    match event.reason:
        case "used":
            yield replace(found, used_cents=found.used_cents + event.cents)
        case "returned":
            yield replace(found, used_cents=found.used_cents - event.cents)
        case "lasts":
            yield replace(found, last_day=event.last_day or found.last_day)
        case "ended":
            released = found.released_cents + event.cents
            yield replace(found, status="ended", released_cents=released)
    if event.participation_id is not None:
        own = str(event.participation_id)
        row = state.get(Participation, own) or Participation(key=own)
        more = event.cents if event.reason == "used" else -event.cents
        yield replace(row, aside_cents=row.aside_cents + more)


Told = AllowanceWithheld | AllowanceGiven


def needs_withheld(event: Told, _context: Context, _state: State) -> Iterable[Place]:
    """The right."""
    return (SchemeRight.at(event.right_id),)


def withheld(event: Told, _context: Context, state: State) -> Iterable[Change]:
    """Something that it promises is withheld, or no longer."""
    right = state.get(SchemeRight, event.right_id)
    key = Tally(row=event.period, name=event.name).key
    if right is not None:
        others = tuple(one for one in right.withheld if one != key)
        more = (key,) if isinstance(event, AllowanceWithheld) else ()
        yield replace(right, withheld=(*others, *more))


ALLOWANCE_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.AllowanceHeld: Copier(given, needs_given),
    budget.AllowanceRefused: Copier(given, needs_given),
    budget.AllowanceAwaited: Copier(given, needs_given),
    budget.AllowanceChanged: Copier(changed, needs_changed),
    AllowanceWithheld: Copier(withheld, needs_withheld),
    AllowanceGiven: Copier(withheld, needs_withheld),
}
