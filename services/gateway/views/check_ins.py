"""The view of who was there, and when of a participation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import CheckedIn, CheckInCancelled
from services.gateway.views.check_in_rows import CheckIn
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder, Participation
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_made(event: CheckedIn, _context: Context, _state: State) -> Iterable[Place]:
    """The person, and what was registered of her."""
    yield Holder.at(event.holder_id)
    if event.participation_id is not None:
        yield Participation.at(event.participation_id)


def made(event: CheckedIn, context: Context, state: State) -> Iterable[Change]:
    """She was there."""
    about = event.participation_id
    yield CheckIn(
        key=str(event.check_in_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        card_id=str(event.card_id),
        offer_id=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        shown_at=event.at,
        participation_id=None if about is None else str(about),
        told_late=event.told_late,
        outside_window=event.outside_window,
        made_at=context.time,
    )
    participation = None if about is None else state.get(Participation, about)
    if participation is not None:
        yield replace(participation, checked_in_at=event.at)


def needs_cancelled(event: CheckInCancelled, _context: Context, state: State) -> Iterable[Place]:
    """The check-in, and what was registered of her."""
    yield CheckIn.at(event.check_in_id)
    row = state.peek(CheckIn, event.check_in_id)
    if row is not None and row.participation_id is not None:
        yield Participation.at(row.participation_id)


def cancelled(event: CheckInCancelled, _context: Context, state: State) -> Iterable[Change]:
    """She was not there after all."""
    row = state.get(CheckIn, event.check_in_id)
    if row is None:
        return
    yield replace(row, cancelled=True)
    about = row.participation_id
    participation = None if about is None else state.get(Participation, about)
    if participation is not None:
        yield replace(participation, checked_in_at=None)


CHECK_IN_COPIES: Final[Mapping[type[Event], Copier]] = {
    CheckedIn: Copier(made, needs_made),
    CheckInCancelled: Copier(cancelled, needs_cancelled),
}
