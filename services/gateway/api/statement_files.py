"""A provider's statement read from the views, to be set as files."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import orjson

from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.printing import pdf
from services.gateway.api.reads import read_row
from services.gateway.domain.listed import day_of
from services.gateway.domain.statement_document import LINES_MAX, Line, Party, Statement
from services.gateway.domain.statement_files import as_printed
from services.gateway.storage import lists
from services.gateway.storage.paging import BadCursor, Page, Rows
from services.gateway.storage.reading import Connection, Row

_ENTITIES: Final = (
    "select name, kbo from legal_entities where stream = $1 and kbo is not null "
    "and kind in ('municipality', 'cooperation') order by name, key limit 3"
)
_NAMES: Final = "select name from networks where stream = $1 and key = $1"
_OFFERS: Final = "select key, title from offers where stream = $1 and key = any($2)"


async def statement_of(
    context: RequestContext, network: str, own: str, after: str | None
) -> tuple[Statement, Rows] | None:
    """A statement with at most `LINES_MAX` of its lines; None where there is none to see.

    Raises Coded.
    """
    row = await read_row(context, network, "drawn_up", own)
    if row is None:
        return None
    rows, titles = await _lines(context, network, row, after)
    whose = await read_row(context, network, "organisations", row["organisation_id"])
    name, entities = await _network(context, network)
    keys = [(network, one["participation_id"]) for one in rows.rows]
    cards = await context.loaders.suffixes.load_many(keys)
    lines = [_line(one, titles, card) for one, card in zip(rows.rows, cards, strict=True)]
    return _statement(row, name, entities, whose, lines, rows), rows


async def _lines(
    context: RequestContext, network: str, row: Row, after: str | None
) -> tuple[Rows, dict[str, str]]:
    named = row["buckets"]
    buckets = orjson.loads(named) if isinstance(named, str) else named
    try:
        async with context.gateway.database.within(context.bounds(network)) as connection:
            page = Page(LINES_MAX, after)
            rows = await lists.read_lines_of(connection, network, buckets, page)
            offers = sorted({one["offer_id"] for one in rows.rows})
            titles = await connection.fetch(_OFFERS, network, offers)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None
    return rows, {one["key"]: one["title"] for one in titles}


async def _network(context: RequestContext, network: str) -> tuple[str, tuple[Party, ...]]:
    """Who owes: what a provider may know of its network beside what is its own."""
    bounds = replace(context.bounds(network), party="", municipality="")
    async with context.gateway.database.within(bounds) as connection:
        name = await _name(connection, network)
        entities = await connection.fetch(_ENTITIES, network)
    return name, tuple(Party(name=one["name"], kbo=one["kbo"]) for one in entities)


async def _name(connection: Connection, network: str) -> str:
    found: Any = await connection.fetchrow(_NAMES, network)
    return "" if found is None else str(found["name"])


def _line(row: Row, titles: dict[str, str], card: str | None) -> Line:
    return Line(
        participation=row["participation_id"],
        day=row["day"],
        kind=row["kind"],
        offer=titles.get(row["offer_id"], ""),
        card=card,
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        organisation_cents=row["organisation_cents"],
        network_cents=row["network_cents"],
        instalment=row["instalment"],
        instalments=row["instalments"],
    )


def _statement(
    row: Row,
    name: str,
    entities: tuple[Party, ...],
    whose: Row | None,
    lines: Sequence[Line],
    rows: Rows,
) -> Statement:
    drawn_up_on = day_of(row["made_at"])
    assert drawn_up_on is not None
    return Statement(
        network=name,
        entities=entities,
        provider=Party(name=whose["name"], kbo=whose["kbo"]) if whose else Party(name=""),
        reference=f"{row['year']}-{row['number']:04d}",
        year=row["year"],
        until=row["until"],
        drawn_up_on=drawn_up_on,
        pay_by=row["pay_by"],
        line_count=row["lines"],
        total_cents=row["total_cents"],
        carried_in_cents=row["carried_in_cents"],
        payable_cents=row["payable_cents"],
        carried_out_cents=row["carried_out_cents"],
        lines=tuple(lines),
        more=rows.more,
    )


async def statement_pdf(statement: Statement) -> bytes:
    """The file: A4, tagged, held to PDF/UA-1. Its day is that of the statement."""
    return await pdf("statement", as_printed(statement), statement.drawn_up_on, accessible=True)
