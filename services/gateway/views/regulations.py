"""Views of what cards tells of card schemes and their regulations."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import RegulationAdopted, RegulationWithdrawn, SchemeEnded
from services.gateway.views.regulation_rows import Regulation, Scheme
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_adopted(event: RegulationAdopted, _context: Context, _state: State) -> Iterable[Place]:
    """The scheme."""
    return (Scheme.at(event.scheme_id),)


def adopted(event: RegulationAdopted, context: Context, state: State) -> Iterable[Change]:
    """A version stands; the scheme is there from its first one."""
    scheme_id = str(event.scheme_id)
    scheme = state.get(Scheme, scheme_id)
    if scheme is None:
        yield Scheme(key=scheme_id, name=event.name, made_at=context.time)
    else:
        yield replace(scheme, name=event.name)
    yield Regulation(
        key=str(event.regulation_id),
        scheme_id=scheme_id,
        version=event.version,
        document=event.document,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        narrows_id=None if event.narrows is None else str(event.narrows),
        made_at=context.time,
    )


def needs_withdrawn(
    event: RegulationWithdrawn, _context: Context, _state: State
) -> Iterable[Place]:
    """The version."""
    return (Regulation.at(event.regulation_id),)


def withdrawn(event: RegulationWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """The version stays to be read, marked as taken back."""
    regulation = state.get(Regulation, event.regulation_id)
    if regulation is not None:
        yield replace(regulation, withdrawn=True)


def needs_ended(event: SchemeEnded, _context: Context, _state: State) -> Iterable[Place]:
    """The scheme."""
    return (Scheme.at(event.scheme_id),)


def ended(event: SchemeEnded, _context: Context, state: State) -> Iterable[Change]:
    """Nothing more is granted in it from a day on."""
    scheme = state.get(Scheme, event.scheme_id)
    if scheme is not None:
        follower = None if event.followed_by is None else str(event.followed_by)
        yield replace(scheme, ended_on=event.on, followed_by_id=follower)


REGULATION_COPIES: Final[Mapping[type[Event], Copier]] = {
    RegulationAdopted: Copier(adopted, needs_adopted),
    RegulationWithdrawn: Copier(withdrawn, needs_withdrawn),
    SchemeEnded: Copier(ended, needs_ended),
}
