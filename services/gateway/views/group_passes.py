"""Views of what cards tells of group passes: whose, and with how many tickets a year."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts import events as cards
from services.cards.contracts.events import (
    GroupPassBlocked,
    GroupPassIssued,
)
from services.gateway.views.card_rows import GroupPass, PassToken
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def issued(event: GroupPassIssued, context: Context, _state: State) -> Iterable[Change]:
    """A pass, found by its token."""
    yield GroupPass(
        key=str(event.pass_id),
        organisation_id=str(event.organisation_id),
        scheme_id=str(event.scheme_id),
        number=event.number,
        tickets_per_year=event.tickets_per_year,
        valid_until=event.valid_until,
        made_at=context.time,
        payer_municipality=event.municipality,
    )
    yield PassToken(key=event.token, pass_id=str(event.pass_id))


def needs_pass(event: GroupPassBlocked, _context: Context, _state: State) -> Iterable[Place]:
    """The pass."""
    return (GroupPass.at(event.pass_id),)


def blocked(event: GroupPassBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The pass works no longer."""
    if found := state.get(GroupPass, event.pass_id):
        yield replace(found, blocked=True)


PASS_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.GroupPassIssued: Copier(issued),
    cards.GroupPassBlocked: Copier(blocked, needs_pass),
}
