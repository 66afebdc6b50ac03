"""Queries that take a list out: each is a right of its own, with a reason that is written down."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.desk_types import DeskWorkKind, WorkOrder
from services.gateway.api.exporting import ROWS_MAX, list_holders
from services.gateway.api.list_exports import list_cards, list_work
from services.gateway.api.personal_enums import ExportReason
from services.gateway.api.personal_types import HolderList, ListExport
from services.gateway.api.reads import page_of
from services.gateway.api.status_exporting import list_statuses
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists
from services.gateway.storage.paging import Page


@strawberry.type
class ExportQueries:
    """Lists to take out."""

    @strawberry.field(description="A list of persons to take out, with why.")
    async def holder_list(
        self,
        info: Info,
        network: UUID,
        export_reason: ExportReason,
        first: int | None = ROWS_MAX,
        after: str | None = None,
    ) -> HolderList:
        """A right of its own. Who is erased or restricted is left out."""
        page = _page(info, "holderList", network, export_reason, first, after)
        return await list_holders(info.context, str(network), export_reason.value, page)

    @strawberry.field(description="Who is known to hold which status until when, as CSV.")
    async def status_list(
        self,
        info: Info,
        network: UUID,
        export_reason: ExportReason,
        first: int | None = ROWS_MAX,
        after: str | None = None,
    ) -> HolderList:
        """A right of its own. A line for each status; pages are of persons, whom `rows` counts."""
        page = _page(info, "statusList", network, export_reason, first, after)
        return await list_statuses(info.context, str(network), export_reason.value, page)

    @strawberry.field(description="A list of cards to take out, with why.")
    async def card_list(
        self,
        info: Info,
        network: UUID,
        export_reason: ExportReason,
        first: int | None = ROWS_MAX,
        after: str | None = None,
    ) -> ListExport:
        """With numbers and names. Cards of who is erased or restricted are left out."""
        page = _page(info, "cardList", network, export_reason, first, after)
        return await list_cards(info.context, str(network), export_reason.value, page)

    @strawberry.field(description="What waits for a person, to take out, with why.")
    async def work_item_list(
        self,
        info: Info,
        network: UUID,
        export_reason: ExportReason,
        kind: DeskWorkKind | None = None,
        open: bool = True,  # noqa: A002, FBT001, FBT002 - as GraphQL names it
        order: WorkOrder = WorkOrder.OLDEST,
        first: int | None = ROWS_MAX,
        after: str | None = None,
    ) -> ListExport:
        """It names no person, and no reason that was given; a line leads to who took part."""
        checked(network=network, export_reason=export_reason, kind=kind, order=order)
        info.context.permit("workItemList", Scope(network=str(network)))
        filters: dict[str, Any] = {"kind": None if kind is None else kind.value}
        listing = lists.work_items(only_open=open, order=order.value)
        page, why = page_of(first, after, most=ROWS_MAX), export_reason.value
        return await list_work(info.context, str(network), why, listing, filters, page)


def _page(
    info: Info,
    operation: str,
    network: UUID,
    export_reason: ExportReason,
    first: int | None,
    after: str | None,
) -> Page:
    """The page that is asked for, by somebody who may. Raises Coded."""
    checked(network=network, export_reason=export_reason)
    info.context.permit(operation, Scope(network=str(network)))
    return page_of(first, after, most=ROWS_MAX)
