"""Views of what cards tells of group passes: whose, how many tickets are used, and for what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts import events as cards
from services.cards.contracts.events import (
    GroupPassBlocked,
    GroupPassIssued,
    GroupVisitCancelled,
    GroupVisitRegistered,
)
from services.gateway.views.card_rows import GroupPass, GroupVisit, PassToken, PassYear
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
    )
    yield PassToken(key=event.token, pass_id=str(event.pass_id))


def needs_pass(event: GroupPassBlocked, _context: Context, _state: State) -> Iterable[Place]:
    """The pass."""
    return (GroupPass.at(event.pass_id),)


def blocked(event: GroupPassBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The pass works no longer."""
    if found := state.get(GroupPass, event.pass_id):
        yield replace(found, blocked=True)


def needs_year(event: GroupVisitRegistered, _context: Context, _state: State) -> Iterable[Place]:
    """What is used of the pass in that year."""
    return (PassYear.at(f"{event.pass_id}:{event.on.year}"),)


def visited(event: GroupVisitRegistered, context: Context, state: State) -> Iterable[Change]:
    """A visit, and its tickets used."""
    pass_id, key = str(event.pass_id), f"{event.pass_id}:{event.on.year}"
    organisation = str(event.organisation_id)
    yield GroupVisit(
        key=str(event.visit_id),
        pass_id=pass_id,
        organisation_id=organisation,
        provider_id=str(event.provider_id),
        offer_id=str(event.offer_id),
        day=event.on,
        tickets=event.tickets,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        network_cents=event.network_cents,
        made_at=context.time,
    )
    year = state.get(PassYear, key) or PassYear(key=key, organisation_id=organisation)
    yield replace(year, used=year.used + event.tickets)


def needs_visit(event: GroupVisitCancelled, _context: Context, state: State) -> Iterable[Place]:
    """The visit, and what is used in its year."""
    yield GroupVisit.at(event.visit_id)
    if visit := state.peek(GroupVisit, event.visit_id):
        yield PassYear.at(f"{visit.pass_id}:{visit.day.year}")


def cancelled(event: GroupVisitCancelled, _context: Context, state: State) -> Iterable[Change]:
    """The tickets are free again."""
    visit = state.get(GroupVisit, event.visit_id)
    if visit is None:
        return
    yield replace(visit, cancelled=True)
    if year := state.get(PassYear, f"{visit.pass_id}:{visit.day.year}"):
        yield replace(year, used=year.used - visit.tickets)


PASS_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.GroupPassIssued: Copier(issued),
    cards.GroupPassBlocked: Copier(blocked, needs_pass),
    cards.GroupVisitRegistered: Copier(visited, needs_year),
    cards.GroupVisitCancelled: Copier(cancelled, needs_visit),
}
