"""Queries about applications: what was decided about a person, and why."""

from uuid import UUID

import strawberry

from services.gateway.api import cases
from services.gateway.api.application_types import Decision
from services.gateway.api.context import Info
from services.gateway.api.file_types import WorkKind
from services.gateway.api.reads import connection_of, page_of, read_list
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class ApplicationQueries:
    """Decisions."""

    @strawberry.field(description="What was decided about a person, oldest first.")
    async def decisions(
        self,
        info: Info,
        network: UUID,
        holder: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Decision]:
        """Why is shown until the term of appeal is over. A card holder sees her own."""
        checked(network=network, holder=holder)
        context = info.context
        context.permit("decisions", Scope(network=str(network), holder=str(holder)))
        page = page_of(first, after)
        filters = {"holder_id": holder}
        rows = await read_list(context, str(network), lists.DECISIONS, filters, page)
        return connection_of(rows, await cases.show_decisions(context, rows.rows))

    @strawberry.field(description="Decisions that wait for a committee or a body of appeal.")
    async def decision_work(
        self,
        info: Info,
        network: UUID,
        kind: WorkKind,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Decision]:
        """Oldest first."""
        checked(network=network, kind=kind)
        context = info.context
        context.permit("decisionWork", Scope(network=str(network)))
        page = page_of(first, after)
        ratification = kind is WorkKind.RATIFICATION
        filters = {"awaits": "ratification"} if ratification else {"appeal": "open"}
        rows = await read_list(context, str(network), lists.DECISIONS, filters, page)
        return connection_of(rows, await cases.show_decisions(context, rows.rows))
