"""Queries about what is owed to the network."""

from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.debt_types import Debt, DebtStatus, Repayment, RepaymentReceipt
from services.gateway.api.debts import repayment, repayment_receipt, show_debts
from services.gateway.api.reads import connection_of, listed, page_of, read_list, read_row
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists
from services.gateway.storage.paging import Rows


@strawberry.type
class DebtQueries:
    """What holders pay back, and what is taken from statements of providers."""

    @strawberry.field(description="What is owed to the network, the oldest first.")
    async def debts(
        self,
        info: Info,
        network: UUID,
        status: DebtStatus | None = DebtStatus.OPEN,
        holder: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Debt]:
        """With `status: null` also what was paid, written off, taken or not booked."""
        checked(network=network, status=status, holder=holder)
        context, stream = info.context, str(network)
        context.permit("debts", Scope(network=stream))
        filters = {"status": None if status is None else status.value, "holder_id": holder}
        rows = await read_list(context, stream, lists.DEBTS, filters, page_of(first, after))
        return connection_of(rows, await show_debts(context, stream, rows.rows))

    @strawberry.field(description="What came in of a debt, the oldest first.")
    async def repayments(
        self,
        info: Info,
        network: UUID,
        debt: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Repayment]:
        """On the bank and in cash."""
        checked(network=network, debt=debt)
        info.context.permit("repayments", Scope(network=str(network)))
        page, filters = page_of(first, after), {"debt_id": debt}
        if await read_row(info.context, str(network), "debts", str(debt)) is None:
            return connection_of(Rows((), more=False, end=None), [])
        return await listed(info.context, str(network), lists.REPAYMENTS, filters, page, repayment)

    @strawberry.field(description="The receipt for what was paid back in cash at the desk.")
    async def repayment_receipt(
        self, info: Info, network: UUID, repayment: UUID
    ) -> RepaymentReceipt | None:
        """Null where nothing came in in cash by this."""
        checked(network=network, repayment=repayment)
        info.context.permit("repaymentReceipt", Scope(network=str(network)))
        return await repayment_receipt(info.context, str(network), str(repayment))
