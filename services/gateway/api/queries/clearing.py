"""Queries about what networks owe each other, and money that came in."""

from uuid import UUID

import strawberry

from services.gateway.api.clearing_types import (
    ClearingBalance,
    ClearingClaim,
    ClearingDirection,
    ClearingPage,
    MoneyReceived,
)
from services.gateway.api.clearings import balance, line, money_received, show_claims
from services.gateway.api.context import Info
from services.gateway.api.other_networks import names_of
from services.gateway.api.reads import connection_of, listed, page_of, read_list, read_row
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class ClearingQueries:
    """Each network sees its own side."""

    @strawberry.field(description="How it stands with other networks, by year.")
    async def clearing_balances(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[ClearingBalance]:
        """What they owe, and what is owed to them."""
        checked(network=network)
        info.context.permit("clearingBalances", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        rows = await read_list(info.context, str(network), lists.CLEARING_BALANCES, filters, page)
        names = await names_of(info.context, [row["network_id"] for row in rows.rows])
        return connection_of(rows, [balance(row, names) for row in rows.rows])

    @strawberry.field(description="Claims on other networks, or of them, the newest first.")
    async def clearing_claims(
        self,
        info: Info,
        network: UUID,
        direction: ClearingDirection | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[ClearingClaim]:
        """Both directions where none is named."""
        checked(network=network, direction=direction)
        info.context.permit("clearingClaims", Scope(network=str(network)))
        filters = {"direction": None if direction is None else direction.value}
        page = page_of(first, after)
        rows = await read_list(info.context, str(network), lists.CLEARING_CLAIMS, filters, page)
        return connection_of(rows, await show_claims(info.context, str(network), rows.rows))

    @strawberry.field(description="A claim with a page of its lines: days and amounts, no names.")
    async def clearing_lines(
        self,
        info: Info,
        network: UUID,
        clearing: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> ClearingPage | None:
        """Null where there is none to see."""
        checked(network=network, clearing=clearing)
        info.context.permit("clearingLines", Scope(network=str(network)))
        row = await read_row(info.context, str(network), "clearing_claims", str(clearing))
        if row is None:
            return None
        filters, page = {"claim_id": clearing}, page_of(first, after)
        lines = await listed(
            info.context,
            str(network),
            lists.CLEARING_LINES,
            filters,
            page,
            lambda one: line(one, row),
        )
        [claim] = await show_claims(info.context, str(network), [row])
        return ClearingPage(claim=claim, lines=lines)

    @strawberry.field(description="Money that came in, the newest first.")
    async def money_received(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[MoneyReceived]:
        """Of funding sources and of other networks; also what was taken back."""
        checked(network=network)
        info.context.permit("moneyReceived", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        return await listed(
            info.context, str(network), lists.MONEY_RECEIVED, filters, page, money_received
        )
