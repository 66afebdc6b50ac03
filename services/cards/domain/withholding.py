"""What a right promises and no money can be set aside for is withheld, until there is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.events import AllowanceHeld, AllowanceRefused
from services.cards.contracts.events import AllowanceGiven, AllowanceWithheld
from services.cards.contracts.regulation.counting import Tally
from services.cards.domain.scheme_right import RightOwner, places_of, rights_of
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

Answer = AllowanceHeld | AllowanceRefused
Told = AllowanceWithheld | AllowanceGiven


def needs(event: Answer, _context: Context, state: State) -> Iterable[Place]:
    """Whose right it is; then her rights."""
    yield RightOwner.at(event.right_id)
    owner = state.peek(RightOwner, event.right_id)
    if owner is not None:
        yield from places_of(owner.holder_id, owner.scheme_id)


def refused(event: AllowanceRefused, _context: Context, state: State) -> Sequence[Event]:
    """It is not given."""
    return _told(AllowanceWithheld, event, state, withheld=False)


def held(event: AllowanceHeld, _context: Context, state: State) -> Sequence[Event]:
    """It is given, where it was not."""
    return _told(AllowanceGiven, event, state, withheld=True)


def _told(kind: type[Told], event: Answer, state: State, *, withheld: bool) -> Sequence[Event]:
    """What happens to what is withheld so far, or is not."""
    owner = state.get(RightOwner, event.right_id)
    if owner is None:
        return []
    right = rights_of(owner.holder_id, owner.scheme_id, state).find(event.right_id)
    if right is None or (_key(event) in right.withheld) != withheld:
        return []
    return [
        kind(
            right_id=event.right_id,
            holder_id=UUID(owner.holder_id),
            scheme_id=UUID(owner.scheme_id),
            period=event.period,
            name=event.name,
        )
    ]


def _key(event: Answer | Told) -> str:
    return Tally(row=event.period, name=event.name).key


def changed(event: Told, _context: Context, state: State) -> Iterable[Change]:
    """It is withheld, or no longer."""
    rights = rights_of(event.holder_id, event.scheme_id, state)
    right = rights.find(event.right_id)
    if right is None:
        return
    others = tuple(key for key in right.withheld if key != _key(event))
    more = (_key(event),) if isinstance(event, AllowanceWithheld) else ()
    yield rights.changed(replace(right, withheld=(*others, *more)))
