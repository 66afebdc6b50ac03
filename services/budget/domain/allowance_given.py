"""Setting money aside for what is promised with a right, as it is granted or renewed. Pure.

Where too little is left it is not given: cards hears of it, and whoever keeps the books may try
again. Nobody who waits for money of the same envelope is passed over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.budget.contracts.allowances import allowance_id
from services.budget.contracts.commands import LookAtAllowance, SetAsideAllowance
from services.budget.contracts.events import (
    AllowanceAwaited,
    AllowanceChanged,
    AllowanceHeld,
    AllowanceRefused,
)
from services.budget.domain import allowance
from services.budget.domain.allowance import (
    Allowance,
    AllowancesOf,
    OpenAllowance,
    needs_of_allowance,
    outside,
)
from services.budget.domain.allowance_ended import ended, lasting
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import SELF, Network, Promises, own_municipality
from services.budget.domain.drawing import Purse, draw, needs_books_for, purse_for, purse_places
from services.budget.domain.ledger import places
from services.budget.domain.promise import RightEvent, Span, spans
from services.budget.domain.request import behind_who_waits, needs_waiting
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State

Told = AllowanceHeld | AllowanceRefused | AllowanceAwaited | AllowanceChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be set aside, for which right, from whose money."""

    span: Span
    right_id: UUID
    sources: tuple[str, ...]
    municipality: str | None

    @property
    def own_id(self) -> UUID:
        """The allowance's id."""
        return allowance_id(self.right_id, self.span.period, self.span.name)

    def begins(self, context: Context) -> date:
        """The day of whose money it is held: today, or its first day where that is to come."""
        return max(self.span.first_day, day_of(context.time))

    def told(self) -> dict[str, object]:
        """What every event tells of it."""
        return {
            "allowance_id": self.own_id,
            "right_id": self.right_id,
            "period": self.span.period,
            "name": self.span.name,
            "first_day": self.span.first_day,
            "last_day": self.span.last_day,
            "category": self.span.category,
            "sources": self.sources,
            "municipality": self.municipality,
            "cents": self.span.cents,
        }


def _wanted(event: RightEvent, context: Context, state: State) -> list[Wanted]:
    """All that its regulation promises with a right, that is not over."""
    found = state.get(Promises, event.regulation_id)
    if found is None:
        return []
    town = own_municipality(event.municipality, state)
    return [
        Wanted(span=span, right_id=event.right_id, sources=event.sources, municipality=town)
        for span in spans(event, found, day_of(context.time))
    ]


def _wanted_again(found: Allowance, cents: int) -> Wanted:
    """So much of what was given before."""
    span = Span(
        period=found.period,
        name=found.name,
        first_day=found.first_day,
        last_day=found.last_day,
        cents=cents,
        category=found.category,
    )
    right, town = UUID(found.right_id), found.municipality
    return Wanted(span=span, right_id=right, sources=found.sources, municipality=town)


def needs_of_giving(event: RightEvent, context: Context, state: State) -> Iterable[Place]:
    """What the regulation promises; then what pays, and each allowance."""
    yield from (Promises.at(event.regulation_id), Network.at(SELF))
    if state.peek(Promises, event.regulation_id) is None or not state.has(Network.at(SELF)):
        return
    yield AllowancesOf.at(event.right_id)
    for wanted in _wanted(event, context, state):
        yield from _needs_of_wanted(wanted, context, state)


def _needs_of_wanted(wanted: Wanted, context: Context, state: State) -> Iterable[Place]:
    yield from needs_of_allowance(wanted.own_id, context.stream, state)
    yield OpenAllowance.at(wanted.own_id)
    books = needs_books_for(wanted.begins(context), context.time)
    yield from books
    if not all(state.has(place) for place in books):
        return
    try:
        purse = _purse(wanted, context, state)
    except Refusal:
        return
    yield from purse_places(purse)
    yield from needs_waiting(purse)
    yield from places([outside(context.stream, purse.year, purse.envelope_id)])


def _purse(wanted: Wanted, context: Context, state: State) -> Purse:
    """Where it is held: in the present year at the earliest."""
    return purse_for(
        context,
        state,
        on=wanted.begins(context),
        category=wanted.span.category,
        municipality=wanted.municipality,
    )


def give(event: RightEvent, context: Context, state: State) -> Sequence[Event]:
    """Set it aside, or say that too little is left; what runs already lasts longer."""
    seen, made = Overlay(state), list[Event]()
    for wanted in _wanted(event, context, state):
        for said in _given(wanted, context, seen):
            seen.apply(_evolved(said, context, seen))
            made.append(said)
    return made


def _evolved(event: Told, context: Context, state: State) -> Iterable[Change]:
    match event:
        case AllowanceHeld():
            return allowance.held(event, context, state)
        case AllowanceRefused():
            return allowance.refused(event, context, state)
        case AllowanceAwaited():
            return allowance.awaited(event, context, state)
        case AllowanceChanged():
            return allowance.changed(event, context, state)


def _given(wanted: Wanted, context: Context, state: State) -> Sequence[Told]:
    """What follows for one sum, which may have been given before."""
    found = state.get(Allowance, wanted.own_id)
    if found is None:
        if wanted.span.first_day.year > day_of(context.time).year:
            return [AllowanceAwaited(**wanted.told())]
        return [_held_or_refused(wanted, context, state)]
    if found.status != "ended":
        longer = wanted.span.last_day > found.last_day
        return [lasting(found, wanted.span.last_day)] if longer else []
    if not found.released_cents:
        return []
    again = replace(wanted, span=replace(wanted.span, cents=found.released_cents))
    return [_held_or_refused(again, context, state)]


def _held_or_refused(
    wanted: Wanted, context: Context, state: State
) -> AllowanceHeld | AllowanceRefused:
    try:
        return _held(wanted, context, state)
    except Refusal as refusal:
        return AllowanceRefused(**wanted.told(), code=refusal.code, facts=dict(refusal.facts))


def _held(wanted: Wanted, context: Context, state: State) -> AllowanceHeld:
    """The money that is set aside. Refuses where too little is left, or others wait for it."""
    purse = _purse(wanted, context, state)
    behind_who_waits(purse, state)
    transfers = draw(
        wanted.span.cents,
        purse,
        outside(context.stream, purse.year, purse.envelope_id),
        context,
        state,
        held=True,
        only=wanted.sources,
        role=f"allowance:{wanted.own_id}",
    )
    return AllowanceHeld(
        **wanted.told(), year=purse.year, envelope_id=purse.envelope_id, transfers=transfers
    )


# -- trying again -------------------------------------------------------------------------------


def needs_of_trying(
    command: SetAsideAllowance | LookAtAllowance, context: Context, state: State
) -> Iterable[Place]:
    """The allowance, and what pays."""
    yield from needs_of_allowance(command.allowance_id, context.stream, state)
    found = state.peek(Allowance, command.allowance_id)
    if found is not None:
        yield from _needs_of_wanted(_wanted_again(found, 0), context, state)


def try_again(command: SetAsideAllowance, context: Context, state: State) -> Sequence[Event]:
    """Set aside what there was too little money for. Refuses as where it was first refused."""
    found = state.get(Allowance, command.allowance_id)
    if found is None:
        raise Refusal("allowance_unknown", "allowance_id")
    if found.status != "refused":
        raise Refusal("allowance_not_refused", "allowance_id")
    if found.last_day < day_of(context.time):
        raise Refusal("allowance_over", "allowance_id", on=found.last_day.isoformat())
    return [_held(_wanted_again(found, found.granted_cents), context, state)]


# -- what the clock looks at ----------------------------------------------------------------------


def look(command: LookAtAllowance, context: Context, state: State) -> Sequence[Event]:
    """Hold what begins, release what is over; asked too early nothing happens.

    What outlives the year is held anew in the next one, where that has money for it; where it has
    not it stays given, and is paid as any participation is.
    """
    due = state.get(OpenAllowance, command.allowance_id)
    found = state.get(Allowance, command.allowance_id)
    if due is None or found is None or context.time < due.due_at:
        return []
    over = found.last_day < day_of(context.time)
    if found.status == "awaited" and not over:
        return [_held_or_refused(_wanted_again(found, found.granted_cents), context, state)]
    free = ended(found, context, state)
    if over or not free.cents:
        return [free]
    try:
        return [free, _held(_wanted_again(found, free.cents), context, state)]
    except Refusal:
        return [free]
