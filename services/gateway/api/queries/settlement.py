"""Queries about how providers are settled with."""

from uuid import UUID

import orjson
import strawberry

from services.gateway.api import build
from services.gateway.api.context import Coded, Info
from services.gateway.api.reads import connection_of, listed, page_of, read_row
from services.gateway.api.settlement_types import (
    DrawnUpStatement,
    SettlementTerms,
    StatementFile,
    StatementPage,
)
from services.gateway.api.settlements import statement, terms
from services.gateway.api.statement_files import statement_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import TEXT_MAX
from services.gateway.storage import lists
from services.gateway.storage.paging import BadCursor


@strawberry.type
class SettlementQueries:
    """Terms and statements."""

    @strawberry.field(description="How providers are settled with, where something was agreed.")
    async def settlement_terms(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[SettlementTerms]:
        """A provider sees its own."""
        checked(network=network, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("settlementTerms", Scope(network=str(network), organisation=party))
        filters, page = {"organisation_id": organisation}, page_of(first, after)
        return await listed(
            info.context, str(network), lists.SETTLEMENT_TERMS, filters, page, terms
        )

    @strawberry.field(description="The statements that were drawn up, the newest first.")
    async def statements(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[DrawnUpStatement]:
        """A provider sees its own."""
        checked(network=network, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("statements", Scope(network=str(network), organisation=party))
        filters = {"organisation_id": organisation, "year": year}
        return await listed(
            info.context, str(network), lists.DRAWN_UP, filters, page_of(first, after), statement
        )

    @strawberry.field(description="A statement that was drawn up, with a page of its lines.")
    async def statement_lines(
        self,
        info: Info,
        network: UUID,
        statement: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> StatementPage | None:
        """Null where there is none to see."""
        checked(network=network, statement=statement)
        info.context.permit("statementLines", Scope(network=str(network)))
        return await _page(info, str(network), str(statement), first, after)

    @strawberry.field(description="A statement as PDF, workbook and CSV, to keep or to print.")
    async def statement_file(
        self, info: Info, network: UUID, statement: UUID, after: str | None = None
    ) -> StatementFile | None:
        """Null where there is none to see; a provider sees its own."""
        checked(network=network, statement=statement)
        info.context.permit("statementFile", Scope(network=str(network)))
        if after is not None and len(after) > TEXT_MAX:
            raise Coded("cursor_invalid", "after")
        found = await statement_of(info.context, str(network), str(statement), after)
        if found is None:
            return None
        document, rows = found
        return StatementFile(
            document=document,
            name=f"afrekening-{document.reference}",
            line_count=len(document.lines),
            has_next_page=rows.more,
            end_cursor=rows.end,
        )


async def _page(
    info: Info, network: str, own: str, first: int | None, after: str | None
) -> StatementPage | None:
    row = await read_row(info.context, network, "drawn_up", own)
    if row is None:
        return None
    buckets = row["buckets"]
    named = orjson.loads(buckets) if isinstance(buckets, str) else buckets
    bounds, page = info.context.bounds(network), page_of(first, after)
    try:
        async with info.context.gateway.database.within(bounds) as connection:
            rows = await lists.read_lines_of(connection, network, named, page)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None
    lines = connection_of(rows, [build.statement_line(one) for one in rows.rows])
    return StatementPage(statement=statement(row), lines=lines)
