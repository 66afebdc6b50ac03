"""Queries about what can be paid, and about payments."""

from uuid import UUID

import strawberry

from services.gateway.api.cash_receipts import CashReceipt, cash_receipt
from services.gateway.api.context import Info
from services.gateway.api.payables_files import PayablesFile, payables_file
from services.gateway.api.payment_file_types import PaymentFile
from services.gateway.api.payment_orders import payment_file
from services.gateway.api.payment_types import ItemStatus, PayableItem, Payment, PaymentRun
from services.gateway.api.payments import item, payment, run
from services.gateway.api.reads import listed, page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class PaymentQueries:
    """Items, runs, payments."""

    @strawberry.field(description="What can be paid, the oldest first.")
    async def payable_items(
        self,
        info: Info,
        network: UUID,
        status: ItemStatus | None = ItemStatus.OPEN,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[PayableItem]:
        """With `status: null` also what is in a run, paid, or withdrawn."""
        checked(network=network, status=status)
        info.context.permit("payableItems", Scope(network=str(network)))
        filters = {"status": None if status is None else status.value}
        page = page_of(first, after)
        return await listed(info.context, str(network), lists.PAYABLE_ITEMS, filters, page, item)

    @strawberry.field(description="Payment runs, the newest first.")
    async def payment_runs(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[PaymentRun]:
        """Whoever proposed one cannot approve it."""
        checked(network=network)
        info.context.permit("paymentRuns", Scope(network=str(network)))

        page = page_of(first, after)
        return await listed(
            info.context,
            str(network),
            lists.PAYMENT_RUNS,
            {},
            page,
            lambda row: run(info.context, row),
        )

    @strawberry.field(description="Payments, of one run where it is named.")
    async def payments(
        self,
        info: Info,
        network: UUID,
        run: UUID | None = None,
        organisation: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Payment]:
        """A provider sees what it was paid."""
        checked(network=network, run=run, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("payments", Scope(network=str(network), organisation=party))
        filters = {"run_id": run, "organisation_id": organisation}
        page = page_of(first, after)
        return await listed(info.context, str(network), lists.PAYMENTS, filters, page, payment)

    @strawberry.field(description="The file with which a bank pays an approved run.")
    async def payment_file(self, info: Info, network: UUID, run: UUID) -> PaymentFile:
        """That it was asked for is written down of each person who is paid."""
        checked(network=network, run=run)
        info.context.permit("paymentFile", Scope(network=str(network)))
        return await payment_file(info.context, str(network), str(run))

    @strawberry.field(description="What a run pays, for the accounting package.")
    async def payables_file(self, info: Info, network: UUID, run: UUID) -> PayablesFile:
        """A row per payment and code of the municipal books."""
        checked(network=network, run=run)
        info.context.permit("payablesFile", Scope(network=str(network)))
        return await payables_file(info.context, str(network), str(run))

    @strawberry.field(description="The receipt for what was paid in cash at the desk.")
    async def cash_receipt(self, info: Info, network: UUID, payment: UUID) -> CashReceipt | None:
        """Null where nothing was paid in cash by this payment."""
        checked(network=network, payment=payment)
        info.context.permit("cashReceipt", Scope(network=str(network)))
        return await cash_receipt(info.context, str(network), str(payment))
