"""Queries about lists in which providers say what they claim."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.claim_list_types import ClaimList, ClaimListReport, ClaimResult
from services.gateway.api.claim_lists import claim_list, line_of, problems_of, told_of
from services.gateway.api.context import Coded, Info
from services.gateway.api.reads import connection_of, page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.domain.claim_list import Difference
from services.gateway.storage.claim_lists import read_claim_list, read_claim_lists
from services.gateway.storage.paging import BadCursor, Page, Rows


@strawberry.type
class ClaimListQueries:
    """Reports of lists that were compared."""

    @strawberry.field(description="Lists in which providers said what they claim, newest first.")
    async def claim_lists(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[ClaimList]:
        """A provider sees its own."""
        checked(network=network, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("claimLists", Scope(network=str(network), organisation=party))
        page, bounds = page_of(first, after), info.context.bounds(str(network))
        try:
            async with info.context.gateway.database.within(bounds) as connection:
                rows = await read_claim_lists(connection, str(network), party, page)
        except BadCursor:
            raise Coded("cursor_invalid", "after") from None
        return connection_of(rows, [claim_list(row) for row in rows.rows])

    @strawberry.field(description="A list with a page of its lines, and as CSV.")
    async def claim_list_report(
        self,
        info: Info,
        network: UUID,
        claim_list: UUID,
        result: ClaimResult | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> ClaimListReport | None:
        """Null where there is none to see. `result`: only lines with this one."""
        checked(network=network, claim_list=claim_list, result=result)
        info.context.permit("claimListReport", Scope(network=str(network)))
        page, bounds = page_of(first, after), info.context.bounds(str(network))
        async with info.context.gateway.database.within(bounds) as connection:
            row = await read_claim_list(connection, str(network), str(claim_list))
        return None if row is None else _report(str(network), row, result, page)


def _report(network: str, row: Any, result: ClaimResult | None, page: Page) -> ClaimListReport:
    told, problems = told_of(row), problems_of(row)
    chosen = [one for one in told if result is None or one.result == result.value]
    rows = _page(chosen, page)
    shown = [line_of(network, one) for one in rows.rows]
    said = [(one.row, one.column, one.message) for one in problems]
    return ClaimListReport(
        kept=(told, said),
        claim_list=claim_list(row),
        problems=problems,
        lines=connection_of(rows, shown),
    )


def _page(lines: list[Difference], page: Page) -> Any:
    """A page of what is in memory. Raises Coded."""
    begin = 0
    if page.after is not None:
        if not page.after.isdecimal() or len(page.after) > 6:
            raise Coded("cursor_invalid", "after")
        begin = int(page.after)
    end = begin + page.first
    shown: Any = lines[begin:end]
    return Rows(shown, len(lines) > end, str(begin + len(shown)) if shown else None)
