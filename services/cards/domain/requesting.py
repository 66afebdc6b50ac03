"""The request to budget for what a holder bought at the price of her standing. Pure."""

from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from services.cards.contracts.events import ParticipationRequested, Payee
from services.cards.domain.buying import Bought
from services.cards.domain.copies import Offer
from services.cards.domain.moving import lives_on


class Bounds(TypedDict, total=False):
    """By which card or file it was bought, until when it is only held, who is paid, and which
    other network pays."""

    card_id: UUID
    claim_id: UUID
    slip_id: UUID
    hold_until: datetime | None
    payee: Payee
    payer_network_id: UUID | None


def request_of(
    bought: Bought,
    offer: Offer,
    *,
    participation_id: UUID,
    on: date,
    **bounds: Unpack[Bounds],
) -> ParticipationRequested:
    """What cards allows, with the shares, what they count on, and how they came about."""
    standing, priced = bought.standing, bought.priced
    regulation = standing.regulation_id
    return ParticipationRequested(
        participation_id=participation_id,
        holder_id=UUID(standing.bearer_id),
        right_id=standing.right_id,
        offer_id=UUID(offer.key),
        organisation_id=UUID(offer.organisation_id),
        on=on,
        price_cents=priced.price_cents,
        holder_cents=priced.shares.holder_cents,
        organisation_cents=priced.shares.organisation_cents,
        network_cents=priced.shares.network_cents,
        ceiling_applied=priced.ceiling_applied,
        scheme_id=UUID(standing.scheme_id),
        regulation_id=None if regulation is None else UUID(regulation),
        counts=bought.counts,
        steps=priced.steps,
        sources=standing.right.sources if standing.right is not None else (),
        payer_municipality=bought.payer_on(on),
        other_help_cents=priced.other_help_cents,
        municipality=lives_on(standing.holder, on),
        **bounds,
    )
