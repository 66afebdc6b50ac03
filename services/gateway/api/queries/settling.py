"""Queries about what waits in settling with providers."""

from datetime import date
from uuid import UUID

import strawberry

from services.gateway.api.cards import today
from services.gateway.api.context import Info
from services.gateway.api.reads import connection_of, listed, page_of
from services.gateway.api.settlement_types import DrawnUpStatement
from services.gateway.api.settlements import statement
from services.gateway.api.settling import late_line, overdue, waiting, waiting_lines
from services.gateway.api.settling_types import LateLine, LateLineStatus, WaitingLines
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class SettlingQueries:
    """Due, overdue, late."""

    @strawberry.field(description="Providers whose statements are to be drawn up, of a book year.")
    async def waiting_lines(
        self,
        info: Info,
        network: UUID,
        year: int,
        only_due: bool = True,  # noqa: FBT001, FBT002 - as GraphQL names it
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[WaitingLines]:
        """With `onlyDue: false` also lines of periods that are not over, or on request."""
        checked(network=network, year=year)
        info.context.permit("waitingLines", Scope(network=str(network)))
        page = page_of(first, after)
        rows = await waiting(info.context, str(network), year, page, due=only_due)
        return connection_of(rows, [waiting_lines(row) for row in rows.rows])

    @strawberry.field(description="Statements that should have been paid, the longest ago first.")
    async def overdue_statements(
        self,
        info: Info,
        network: UUID,
        on: date | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[DrawnUpStatement]:
        """Their pay-by day is past on a day, today where none is named, and they are not paid."""
        checked(network=network, on=on)
        info.context.permit("overdueStatements", Scope(network=str(network)))
        page = page_of(first, after)
        rows = await overdue(info.context, str(network), on or today(), page)
        return connection_of(rows, [statement(row) for row in rows.rows])

    @strawberry.field(description="Lines that came too late for their period, the oldest first.")
    async def late_lines(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        status: LateLineStatus | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[LateLine]:
        """A provider sees its own, and by whose decision one was refused."""
        checked(network=network, organisation=organisation, status=status)
        party = None if organisation is None else str(organisation)
        info.context.permit("lateLines", Scope(network=str(network), organisation=party))
        filters = {
            "organisation_id": organisation,
            "status": None if status is None else status.value,
        }
        page = page_of(first, after)
        return await listed(info.context, str(network), lists.LATE_LINES, filters, page, late_line)
