"""Views of guarantee slips: what is guaranteed, and what a provider took of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import SlipIssued, SlipRedeemed, SlipReopened
from services.gateway.views import participations, usages
from services.gateway.views.claim_rows import PromisesOf, Slip
from services.gateway.views.claims import as_taken
from services.gateway.views.living import municipality_of
from services.gateway.views.promises import promises_of
from services.gateway.views.rows import Holder, Participation
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_issued(event: SlipIssued, _context: Context, _state: State) -> Iterable[Place]:
    """The person, and what slips she has."""
    return (Holder.at(event.holder_id), PromisesOf.at(event.holder_id))


def issued(event: SlipIssued, context: Context, state: State) -> Iterable[Change]:
    """It is there."""
    yield Slip(
        key=str(event.slip_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        scheme_id=str(event.scheme_id),
        offer_id=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        network_cents=event.network_cents,
        valid_until=event.valid_until,
        slip_number=event.number,
        participation_id=str(event.participation_id),
        issued_by=event.by,
        made_at=context.time,
    )
    hers = promises_of(event.holder_id, state)
    yield replace(hers, slip_ids=(*hers.slip_ids, str(event.slip_id)))


def needs_redeemed(event: SlipRedeemed, _context: Context, state: State) -> Iterable[Place]:
    """The slip and its participation, and all that both ways of counting touch."""
    yield from (Slip.at(event.slip_id), Participation.at(event.participation_id))
    yield from usages.places(event.counts)
    row = state.peek(Participation, event.participation_id)
    if row is not None:
        yield from participations.places_of_counters(row)


def redeemed(event: SlipRedeemed, _context: Context, state: State) -> Iterable[Change]:
    """What was asked takes the place of what was guaranteed once budget has confirmed it."""
    slip = state.get(Slip, event.slip_id)
    if slip is None:
        return
    slip = replace(slip, taken=(event,))
    yield slip
    old = state.get(Participation, event.participation_id)
    if old is not None and old.day is not None:
        new = as_taken(old, slip)
        yield new
        yield from participations.counted(old, new, state)


def needs_reopened(event: SlipReopened, _context: Context, _state: State) -> Iterable[Place]:
    """The slip."""
    return (Slip.at(event.slip_id),)


def reopened(event: SlipReopened, _context: Context, state: State) -> Iterable[Change]:
    """It can be used as before."""
    if slip := state.get(Slip, event.slip_id):
        yield replace(slip, taken=())


SLIP_COPIES: Final[Mapping[type[Event], Copier]] = {
    SlipIssued: Copier(issued, needs_issued),
    SlipRedeemed: Copier(redeemed, needs_redeemed),
    SlipReopened: Copier(reopened, needs_reopened),
}
