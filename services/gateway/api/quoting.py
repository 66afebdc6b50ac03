"""A quote: what cards would decide now, from the views. Nothing is set aside by it."""

from datetime import date
from uuid import UUID

from services.gateway.api.cards import card_token
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import rejected
from services.gateway.api.types import Quote
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.kernel.money import Split, share_price

_DESK_CARD = "select * from operations.desk_card_v1($1, $2, $3)"


async def quote(
    context: RequestContext, network: UUID, card_number: str, offer: UUID, on: date
) -> Quote | Rejected:
    """The shares of an offer's price for a card on a day, or why not."""
    try:
        checked(network=network, card_number=card_number, offer=offer, on=on)
        context.permit("quote", Scope(network=str(network)))
    except Coded as problem:
        return rejected(problem.code, problem.argument)
    found = await read_row(context, str(network), "offers", str(offer))
    if found is None:
        return rejected("offer_unknown", "offer")
    if found["withdrawn"]:
        return rejected("offer_withdrawn", "offer")
    token = card_token(context, network, card_number)
    cards = await context.gateway.database.call(_DESK_CARD, str(network), token, on)
    if not cards:
        return rejected("card_unknown", "cardNumber")
    if not cards[0]["valid"]:
        return rejected("card_not_valid", "cardNumber")
    split = Split(found["holder_bp"], found["organisation_bp"], found["network_bp"])
    whole, left = share_price(found["price_cents"], split), max(cards[0]["left_cents"], 0)
    if whole.network_cents > 0 and left == 0:
        return rejected("ceiling_reached", facts={"left_cents": 0})
    shares = whole.capped(left)
    return Quote(
        price_cents=found["price_cents"],
        holder_cents=Cents(shares.holder_cents),
        organisation_cents=Cents(shares.organisation_cents),
        network_cents=Cents(shares.network_cents),
        ceiling_applied=shares != whole,
        left_cents=Cents(left - shares.network_cents),
    )
