"""Queries about the life of cards, stock and group passes."""

from uuid import UUID

import strawberry

from services.gateway.api import stocks
from services.gateway.api.card_types import CardEvent
from services.gateway.api.cards import card_token, today
from services.gateway.api.context import Info
from services.gateway.api.reads import connection_of, page_of, read_list, read_row
from services.gateway.api.stock_types import (
    GroupPass,
    GroupPassCheck,
    GroupVisit,
    Pack,
    StockChange,
    StockCounter,
)
from services.gateway.api.trying import looking_up
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists
from services.gateway.storage.paging import Rows
from services.gateway.storage.reading import Bounds

_CHECK = """
select not p.blocked and $3::date <= p.valid_until as valid,
       p.tickets_per_year - coalesce(y.used, 0) as tickets_left
from pass_tokens t
join group_passes p on p.stream = $1 and p.key = t.pass_id
left join pass_years y on y.stream = $1 and y.key = p.key || ':' || extract(year from $3::date)::int
where t.stream = $1 and t.key = $2
"""


@strawberry.type
class CardQueries:
    """History, stock, group passes."""

    @strawberry.field(description="What happened to a card, oldest first.")
    async def card_history(
        self,
        info: Info,
        network: UUID,
        card: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[CardEvent]:
        """By role, never by name. A card holder sees that of her own cards."""
        checked(network=network, card=card)
        info.context.permit("cardHistory", Scope(network=str(network)))
        page = page_of(first, after)
        if await read_row(info.context, str(network), "cards", str(card)) is None:
            return connection_of(Rows([], more=False, end=None), [])
        filters = {"card_id": card}
        rows = await read_list(info.context, str(network), lists.CARD_EVENTS, filters, page)
        nodes = [
            CardEvent(kind=row["kind"], reason=row["reason"], by=row["by"], at=row["made_at"])
            for row in rows.rows
        ]
        return connection_of(rows, nodes)

    @strawberry.field(description="The places where cards wait, and what lies there.")
    async def counters(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[StockCounter]:
        """With a warning where it is low."""
        checked(network=network)
        info.context.permit("counters", Scope(network=str(network)))
        rows = await read_list(
            info.context, str(network), lists.COUNTERS, {}, page_of(first, after)
        )
        return connection_of(
            rows, await stocks.show_counters(info.context, str(network), rows.rows)
        )

    @strawberry.field(description="Packs of cards, oldest first.")
    async def packs(
        self,
        info: Info,
        network: UUID,
        counter: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Pack]:
        """Of one counter, or all. Their numbers are not shown."""
        checked(network=network, counter=counter)
        info.context.permit("packs", Scope(network=str(network)))
        filters = {"counter_id": counter}
        rows = await read_list(
            info.context, str(network), lists.PACKS, filters, page_of(first, after)
        )
        return connection_of(rows, [stocks.show_pack(row) for row in rows.rows])

    @strawberry.field(description="Why the stock of a counter changed, oldest first.")
    async def stock_changes(
        self,
        info: Info,
        network: UUID,
        counter: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[StockChange]:
        """Received, moved, spoiled, counted; not the cards that were given."""
        checked(network=network, counter=counter)
        info.context.permit("stockChanges", Scope(network=str(network)))
        filters = {"counter_id": counter}
        rows = await read_list(
            info.context, str(network), lists.STOCK_CHANGES, filters, page_of(first, after)
        )
        return connection_of(rows, [stocks.show_change(row) for row in rows.rows])

    @strawberry.field(description="Group passes, oldest first.")
    async def group_passes(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[GroupPass]:
        """With what is left of this year."""
        checked(network=network)
        info.context.permit("groupPasses", Scope(network=str(network)))
        rows = await read_list(
            info.context, str(network), lists.GROUP_PASSES, {}, page_of(first, after)
        )
        return connection_of(rows, await stocks.show_passes(info.context, str(network), rows.rows))

    @strawberry.field(description="Whether a group pass is valid today, and what is left of it.")
    async def group_pass(self, info: Info, network: UUID, number: str) -> GroupPassCheck:
        """One that is unknown, blocked or over is not valid, and no more is told."""
        checked(network=network, number=number)
        info.context.permit("groupPass", Scope(network=str(network)))
        token = card_token(info.context, network, number)
        async with looking_up(info.context, str(network)) as lookup:
            rows = await info.context.gateway.database.fetch(
                Bounds(str(network)), _CHECK, str(network), token, today()
            )
            if not rows or not rows[0]["valid"]:
                await lookup.not_valid()
                return GroupPassCheck(valid=False, tickets_left=None)
        return GroupPassCheck(valid=True, tickets_left=rows[0]["tickets_left"])

    @strawberry.field(description="What was used of a group pass, oldest first.")
    async def group_visits(
        self,
        info: Info,
        network: UUID,
        group_pass: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[GroupVisit]:
        """A provider sees what was registered at its own offers."""
        checked(network=network, group_pass=group_pass)
        info.context.permit("groupVisits", Scope(network=str(network)))
        filters = {"pass_id": group_pass}
        rows = await read_list(
            info.context, str(network), lists.GROUP_VISITS, filters, page_of(first, after)
        )
        return connection_of(rows, [stocks.show_visit(row) for row in rows.rows])
