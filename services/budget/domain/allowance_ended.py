"""What ends, or lasts longer or shorter, of money that is set aside for a right. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.budget.contracts.events import AllowanceChanged
from services.budget.domain.allowance import (
    Allowance,
    AllowancesOf,
    held_anew,
    needs_of_allowance,
)
from services.budget.domain.calendar import day_of
from services.cards.contracts.events import SchemeRightEnded
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Place, State


def ended(found: Allowance, context: Context, state: State) -> AllowanceChanged:
    """All that is held of it still is free again."""
    held = found.status == "held"
    role = f"ended:{found.key}"
    return AllowanceChanged(
        allowance_id=UUID(found.key),
        reason="ended",
        cents=found.held_cents,
        held_cents=0,
        transfers=held_anew(found, {}, role, context, state) if held else (),
    )


def lasting(found: Allowance, last_day: date) -> AllowanceChanged:
    """It is there until another day."""
    return AllowanceChanged(
        allowance_id=UUID(found.key),
        reason="lasts",
        last_day=last_day,
        cents=0,
        held_cents=found.held_cents,
        transfers=(),
    )


def needs_of_right_ended(
    event: SchemeRightEnded, context: Context, state: State
) -> Iterable[Place]:
    """All that was promised with the right."""
    yield AllowancesOf.at(event.right_id)
    found = state.peek(AllowancesOf, event.right_id)
    for own_id in () if found is None else found.allowance_ids:
        yield from needs_of_allowance(own_id, context.stream, state)


def right_ended(event: SchemeRightEnded, context: Context, state: State) -> Sequence[Event]:
    """What was promised with it ends with it; what is not used is free again."""
    found = state.get(AllowancesOf, event.right_id)
    rows = [state.get(Allowance, one) for one in (() if found is None else found.allowance_ids)]
    made = list[Event]()
    for row in rows:
        if row is None or row.status == "ended" or row.last_day <= event.last_day:
            continue
        over = event.last_day < day_of(context.time) or event.last_day < row.first_day
        made.append(ended(row, context, state) if over else lasting(row, event.last_day))
    return made
