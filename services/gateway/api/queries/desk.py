"""Queries about what waits for a person."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.desk_types import DeskWorkKind, WorkItem, WorkOrder
from services.gateway.api.reads import connection_of, page_of, read_list
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.api.working import show_items
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class DeskQueries:
    """The work list."""

    @strawberry.field(description="What waits for a person, by default the oldest first.")
    async def work_items(
        self,
        info: Info,
        network: UUID,
        kind: DeskWorkKind | None = None,
        organisation: UUID | None = None,
        open: bool = True,  # noqa: A002, FBT001, FBT002 - as GraphQL names it
        order: WorkOrder = WorkOrder.OLDEST,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[WorkItem]:
        """Only what is still open; or also what was decided, by whom (role), when and why."""
        checked(network=network, kind=kind, organisation=organisation, order=order)
        info.context.permit("workItems", Scope(network=str(network)))
        listing = lists.work_items(only_open=open, order=order.value)
        filters: dict[str, Any] = {
            "kind": None if kind is None else kind.value,
            "organisation_id": organisation,
        }
        rows = await read_list(info.context, str(network), listing, filters, page_of(first, after))
        return connection_of(rows, await show_items(info.context, rows.rows))
