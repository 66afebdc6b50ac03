"""Queries about whose money there is, for which action, and how it stood on a day."""

from datetime import date
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import (
    Balance,
    BudgetNotice,
    Envelope,
    FundingSource,
    LegalEntity,
    MoneyMove,
)
from services.gateway.api.budgets import (
    budget_notice,
    everybodys_envelopes,
    legal_entity,
    money_move,
    show_envelopes,
    show_fundings,
)
from services.gateway.api.context import Coded, Info
from services.gateway.api.envelope_forecasts import EnvelopeForecast, envelope_forecast
from services.gateway.api.reads import connection_of, listed, page_of, read_list
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists

_UNTIL = (
    "select (select coalesce(sum(credit_cents - debit_cents), 0)::bigint from account_days "
    "where stream = $1 and account_id = $2 and day <= $3) "
    "from accounts where stream = $1 and key = $2"
)


@strawberry.type
class BudgetQueries:
    """Sources, envelopes, decisions."""

    @strawberry.field(description="The legal entities whose money the network spends.")
    async def legal_entities(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[LegalEntity]:
        """In the order in which they were registered."""
        checked(network=network)
        info.context.permit("legalEntities", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.LEGAL_ENTITIES, {}, page, legal_entity
        )

    @strawberry.field(description="The funding sources of a network, by year.")
    async def funding_sources(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[FundingSource]:
        """Whoever works for one municipality sees what is its own."""
        checked(network=network)
        info.context.permit("fundingSources", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        rows = await read_list(info.context, str(network), lists.FUNDINGS, filters, page)
        return connection_of(rows, await show_fundings(info.context, str(network), rows.rows))

    @strawberry.field(description="The envelopes of a year, with what is spent, held and free.")
    async def envelopes(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Envelope]:
        """In the order in which they were opened."""
        checked(network=network)
        info.context.permit("envelopes", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        rows = await read_list(info.context, str(network), lists.ENVELOPES, filters, page)
        return connection_of(rows, await show_envelopes(info.context, str(network), rows.rows))

    @strawberry.field(description="The envelopes of a year that are everybody's in a network.")
    async def everybodys_envelopes(self, info: Info, network: UUID, year: int) -> list[Envelope]:
        """With what is spent, held and free of everybody's money; whoever works for one
        municipality is told of its own in them too, and of no other's."""
        checked(network=network, year=year)
        info.context.permit("everybodysEnvelopes", Scope(network=str(network)))
        return await everybodys_envelopes(info.context, str(network), year)

    @strawberry.field(description="When an envelope runs out, by the season's own rhythm.")
    async def envelope_forecast(
        self, info: Info, network: UUID, envelope: UUID
    ) -> EnvelopeForecast | None:
        """It says what it follows; nothing for an envelope that is not there."""
        checked(network=network, envelope=envelope)
        info.context.permit("envelopeForecast", Scope(network=str(network)))
        return await envelope_forecast(info.context, str(network), str(envelope))

    @strawberry.field(description="Envelopes that passed a level of warning, the newest first.")
    async def budget_notices(
        self,
        info: Info,
        network: UUID,
        open: bool = True,  # noqa: A002, FBT001, FBT002 - as GraphQL names it
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[BudgetNotice]:
        """`open`: only those that hold still; money that comes resolves them."""
        checked(network=network)
        info.context.permit("budgetNotices", Scope(network=str(network)))
        page = page_of(first, after)
        listing = lists.OPEN_BUDGET_NOTICES if open else lists.BUDGET_NOTICES
        return await listed(info.context, str(network), listing, {}, page, budget_notice)

    @strawberry.field(description="What decisions moved between envelopes, the newest first.")
    async def money_moves(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[MoneyMove]:
        """Each with its body, day and reference."""
        checked(network=network)
        info.context.permit("moneyMoves", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        return await listed(
            info.context, str(network), lists.MONEY_MOVES, filters, page, money_move
        )

    @strawberry.field(description="The balance of an account at the end of a day.")
    async def balance_on(self, info: Info, network: UUID, account: UUID, on: date) -> Balance:
        """From the sums of its days, however many transfers it has. What is held is not in it."""
        checked(network=network, account=account, on=on)
        info.context.permit("balanceOn", Scope(network=str(network)))
        bounds = info.context.bounds(str(network))
        async with info.context.gateway.database.within(bounds) as connection:
            cents = await connection.fetchval(_UNTIL, str(network), str(account), on)
        if cents is None:
            raise Coded("account_unknown", "account")
        return Balance(account=account, on=on, balance_cents=Cents(cents))
