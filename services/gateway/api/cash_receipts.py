"""The receipt of what was paid in cash at the desk, set from the views."""

import base64
from uuid import UUID

import strawberry

from services.gateway.api.context import RequestContext
from services.gateway.api.printing import pdf
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.domain.cash_words import CashPaid, as_cash_receipt
from services.gateway.domain.days import BRUSSELS


@strawberry.type
class CashReceipt:
    """What somebody signs who is paid in cash. `cashCents` is handed over: the total, rounded to
    five cents."""

    paid: strawberry.Private[CashPaid]
    payment: UUID
    total_cents: Cents
    cash_cents: Cents

    @strawberry.field(description="The receipt to print and sign: a PDF in Dutch, base64.")
    async def pdf(self) -> str:
        """It names no person."""
        made = await pdf("receipt", as_cash_receipt(self.paid), self.paid.on)
        return base64.b64encode(made).decode()


async def cash_receipt(context: RequestContext, network: str, payment: str) -> CashReceipt | None:
    """The receipt; None where nothing was paid in cash by this."""
    row = await read_row(context, network, "payments", payment)
    home = await read_row(context, network, "networks", network)
    if row is None or home is None or row["way"] != "cash":
        return None
    own = row["organisation_id"]
    whose = None if own is None else await read_row(context, network, "organisations", own)
    paid = CashPaid(
        network=home["name"],
        reference=row["reference"],
        organisation=None if whose is None else whose["name"],
        cents=row["cents"],
        on=row["made_at"].astimezone(BRUSSELS).date(),
    )
    return CashReceipt(
        paid=paid,
        payment=UUID(payment),
        total_cents=Cents(paid.cents),
        cash_cents=Cents(paid.cash_cents),
    )
