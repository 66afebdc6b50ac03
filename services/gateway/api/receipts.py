"""Receipts of the desk: what people pay themselves of what was bought together."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import strawberry

from services.gateway.api.cards import today
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.printing import pdf
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.domain.receipt_words import Bought, Line, as_receipt

LINES_MAX: Final = 50
_LINES: Final = """
select p.key, p.day, p.status, p.holder_cents - p.other_help_cents as cents,
       o.title, c.name
from participations p
join offers o on o.stream = $1 and o.key = p.offer_id
join organisations c on c.stream = $1 and c.key = p.organisation_id
where p.stream = $1 and p.key = any($2) and p.day is not null and p.claim_id is null
"""


@strawberry.type
class ReceiptLine:
    """One participation: `holderCents` is what is paid for it at the desk."""

    participation: UUID
    on: date
    offer: str
    organisation: str
    holder_cents: Cents


@strawberry.type
class Receipt:
    """What is paid at the desk for several participations together.

    Of cash the law rounds the total to five cents, and no line of it: `cashCents` is asked in
    cash, `roundingCents` more (or less, below 0) than `totalCents`, which is asked otherwise.
    """

    bought: strawberry.Private[Bought]
    lines: list[ReceiptLine]
    total_cents: Cents
    cash_cents: Cents
    rounding_cents: Cents

    @strawberry.field(description="The receipt to print: a PDF in Dutch, base64.")
    async def pdf(self) -> str:
        """It names no person."""
        made = await pdf("receipt", as_receipt(self.bought), self.bought.printed_on)
        return base64.b64encode(made).decode()


async def receipt(
    context: RequestContext, network: str, participations: Sequence[UUID]
) -> Receipt | None:
    """The receipt, in the order that was asked; None where one of them is not for you.

    Raises Coded where one is not confirmed: nothing is to be paid for it.
    """
    keys = list(dict.fromkeys(str(one) for one in participations))
    if not 1 <= len(keys) <= LINES_MAX:
        raise Coded("value_invalid", "participations")
    rows = await context.gateway.database.fetch(context.bounds(network), _LINES, network, keys)
    found = {row["key"]: row for row in rows}
    home = await read_row(context, network, "networks", network)
    if home is None or len(found) < len(keys):
        return None
    if any(row["status"] != "confirmed" for row in rows):
        raise Coded("not_confirmed", "participations")
    lines = [
        Line(
            participation=key,
            on=found[key]["day"],
            offer=found[key]["title"],
            organisation=found[key]["name"],
            cents=found[key]["cents"],
        )
        for key in keys
    ]
    return _shown(Bought(network=home["name"], printed_on=today(), lines=lines))


def _shown(bought: Bought) -> Receipt:
    return Receipt(
        bought=bought,
        lines=[
            ReceiptLine(
                participation=UUID(line.participation),
                on=line.on,
                offer=line.offer,
                organisation=line.organisation,
                holder_cents=Cents(line.cents),
            )
            for line in bought.lines
        ],
        total_cents=Cents(bought.total_cents),
        cash_cents=Cents(bought.cash_cents),
        rounding_cents=Cents(bought.cash_cents - bought.total_cents),
    )
