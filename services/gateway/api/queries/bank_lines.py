"""Queries about the bank: what no payment explains, and how it stands beside the books."""

from uuid import UUID

import strawberry

from services.gateway.api.bank_line_types import (
    BankBalance,
    BankLine,
    BankLineOrder,
    BankLineStatus,
)
from services.gateway.api.bank_lines import bank_balances, bank_lines
from services.gateway.api.context import Info
from services.gateway.api.reads import page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class BankLineQueries:
    """The bank beside the books."""

    @strawberry.field(description="Bookings at the bank that no payment explains.")
    async def bank_lines(
        self,
        info: Info,
        network: UUID,
        payer: UUID | None = None,
        status: BankLineStatus | None = BankLineStatus.OPEN,
        order: BankLineOrder = BankLineOrder.OLDEST,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[BankLine]:
        """Those that nobody has allotted; with `status: null` all. What they come to in all is
        in `bankBalances`."""
        checked(network=network, payer=payer, status=status, order=order)
        info.context.permit("bankLines", Scope(network=str(network)))
        filters = {"payer_id": payer, "status": None if status is None else status.value}
        page, listing = page_of(first, after), lists.bank_lines(order.value)
        return await bank_lines(info.context, str(network), listing, filters, page)

    @strawberry.field(description="Each account at the bank, beside the books.")
    async def bank_balances(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[BankBalance]:
        """In the order in which they were last set. What explains a difference stands beside it."""
        checked(network=network)
        info.context.permit("bankBalances", Scope(network=str(network)))
        return await bank_balances(info.context, str(network), page_of(first, after))
