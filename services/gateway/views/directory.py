"""Views of what partners tells: networks, organisations, offers."""

from collections.abc import Iterable
from dataclasses import replace

from services.gateway.views.rows import Network, Offer, Organisation
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State
from services.partners.contracts.events import (
    NetworkOpened,
    OfferPublished,
    OfferWithdrawn,
    OrganisationAdmitted,
)


def network_opened(event: NetworkOpened, _context: Context, _state: State) -> Iterable[Change]:
    """A network is in the directory: commands for it are accepted from now on."""
    yield Network(
        key=str(event.network_id),
        slug=event.slug,
        name=event.name,
        municipalities=event.municipalities,
        period_from=event.period_from,
        period_until=event.period_until,
        drawing_right_cents=event.drawing_right_cents,
        own_contribution_cents=event.own_contribution_cents,
    )


def organisation_admitted(
    event: OrganisationAdmitted, context: Context, _state: State
) -> Iterable[Change]:
    """An organisation is a partner."""
    yield Organisation(
        key=str(event.organisation_id),
        name=event.name,
        kbo=event.kbo,
        roles=event.roles,
        made_at=context.time,
    )


def offer_published(event: OfferPublished, context: Context, _state: State) -> Iterable[Change]:
    """An offer can be had."""
    yield Offer(
        key=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        title=event.title,
        price_cents=event.price_cents,
        holder_bp=event.holder_bp,
        organisation_bp=event.organisation_bp,
        network_bp=event.network_bp,
        made_at=context.time,
        category=event.category,
        tags=event.tags,
        half_days=event.half_days,
        provided_by=event.provided_by,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        check_in_before_minutes=event.check_in_before_minutes,
        check_in_after_minutes=event.check_in_after_minutes,
    )


def needs_offer(event: OfferWithdrawn, _context: Context, _state: State) -> Iterable[Place]:
    """The offer that is taken back."""
    return (Offer.at(event.offer_id),)


def offer_withdrawn(event: OfferWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """An offer stays to be seen, marked as withdrawn."""
    offer = state.get(Offer, event.offer_id)
    if offer is not None:
        yield replace(offer, withdrawn=True)
