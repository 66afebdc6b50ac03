"""Queries about money: accounts, transfers, statements, the umbrella's totals."""

from uuid import UUID

import strawberry

from services.gateway.api import build
from services.gateway.api.context import Coded, Info
from services.gateway.api.reads import connection_of, listed, page_of, read_list
from services.gateway.api.scalars import Cents
from services.gateway.api.statistics import umbrella_totals
from services.gateway.api.types import Account, Connection, Statement, Transfer
from services.gateway.api.umbrella_types import UmbrellaTotals
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists
from services.gateway.storage.paging import BadCursor, read_page

_TOTAL = "select total_cents from statement_years where stream = $1 and key = $2"


@strawberry.type
class MoneyQueries:
    """Accounts, transfers, statements, totals."""

    @strawberry.field(description="The accounts of a network, by year.")
    async def accounts(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Account]:
        """Balances are what came in less what went out."""
        checked(network=network)
        info.context.permit("accounts", Scope(network=str(network)))
        page, filters = page_of(first, after), {"year": year}
        return await listed(
            info.context, str(network), lists.ACCOUNTS, filters, page, build.account
        )

    @strawberry.field(description="Transfers, oldest first; of one account where it is named.")
    async def transfers(
        self,
        info: Info,
        network: UUID,
        account: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Transfer]:
        """They are never changed: a correction is a new one."""
        checked(network=network, account=account)
        info.context.permit("transfers", Scope(network=str(network)))
        page = page_of(first, after)
        if account is None:
            rows = await read_list(info.context, str(network), lists.TRANSFERS, {}, page)
        else:
            bounds = info.context.bounds(str(network))
            try:
                async with info.context.gateway.database.within(bounds) as connection:
                    rows = await lists.read_transfers_of(
                        connection, str(network), str(account), page
                    )
            except BadCursor:
                raise Coded("cursor_invalid", "after") from None
        return connection_of(rows, [build.transfer(row) for row in rows.rows])

    @strawberry.field(description="What a network owes a provider over a year.")
    async def statement(
        self,
        info: Info,
        network: UUID,
        organisation: UUID,
        year: int,
        first: int | None = 50,
        after: str | None = None,
    ) -> Statement:
        """A provider sees its own; whoever works for one municipality what that one pays of it.
        The total is of the whole year, not of the page."""
        checked(network=network, organisation=organisation)
        stream, party = str(network), str(organisation)
        info.context.permit("statement", Scope(network=stream, organisation=party))
        filters = {"stream": stream, "organisation_id": party, "year": year}
        bounds = info.context.bounds(stream)
        own = bounds.municipality
        key = ":".join([party, str(year), *([own] if own else ())])
        try:
            async with info.context.gateway.database.within(bounds) as connection:
                total = await connection.fetchval(_TOTAL, stream, key)
                rows = await read_page(
                    connection, lists.STATEMENT_LINES, filters, page_of(first, after)
                )
        except BadCursor:
            raise Coded("cursor_invalid", "after") from None
        lines = connection_of(rows, [build.statement_line(row, own=bool(own)) for row in rows.rows])
        return Statement(
            organisation=organisation, year=year, total_cents=Cents(total or 0), lines=lines
        )

    @strawberry.field(description="Totals over all networks; small numbers are withheld.")
    async def umbrella_totals(self, info: Info, year: int) -> UmbrellaTotals:
        """Read through a database role that sees nothing else."""
        info.context.permit("umbrellaTotals", Scope())
        return await umbrella_totals(info.context.gateway.umbrella, year)
