"""The database without the code above it: what its own policies show to the gateway's role, and
to the umbrella's. Asked of every table that there is.
"""

from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from services.gateway.storage import (
    envelope_tables,
    ledger_tables,
    payment_tables,
    year_tables,
)
from services.gateway.storage.tables import OF_MUNICIPALITY, PARTIES, TABLES
from tests.gateway.client import Client
from tests.gateway.not_made import NOT_MADE_TABLES
from tests.kit.populated import Populated


@dataclass
class Session:
    """A transaction under the gateway's own role."""

    connection: asyncpg.Connection

    async def count(self, table: str, **bounds: str) -> int:
        async with self.connection.transaction():
            for name, value in bounds.items():
                await self.connection.execute(
                    "select set_config($1, $2, true)", f"app.{name}", value
                )
            found = await self.connection.fetchval(f"select count(*) from {table}")
        assert isinstance(found, int)
        return found


@pytest.fixture
async def session(client: Client) -> Any:
    connection = await asyncpg.connect(client.platform.dsn("gateway", "gateway"))
    await connection.execute("set search_path = views, operations")
    yield Session(connection)
    await connection.close()


OF_NOBODY = {"work_items": 1}
"""A provider that tried numbers: no person's, so the whole network's alone."""
MONEY = {
    *ledger_tables.OF_MUNICIPALITY,
    *envelope_tables.OF_MUNICIPALITY,
    *year_tables.OF_MUNICIPALITY,
    *payment_tables.OF_MUNICIPALITY,
}
"""Rows of these may be the whole network's: then they name no municipality."""


async def tables_with_a_stream(session: Session) -> list[str]:
    rows = await session.connection.fetch(
        "select c.table_schema || '.' || c.table_name as name from information_schema.columns c "
        "join information_schema.tables t using (table_schema, table_name) "
        "where c.column_name = 'stream' and c.table_schema in ('views', 'operations') "
        "and t.table_type = 'BASE TABLE'"
    )
    return [row["name"] for row in rows]


async def test_a_query_that_forgets_the_network_returns_nothing(
    session: Session, mine: Populated
) -> None:
    tables = await tables_with_a_stream(session)
    # The rows of `streams` hold numbers only, and are locked before a stream is named.
    for table in sorted(set(tables) - {"views.streams"}):
        assert await session.count(table) == 0, table


async def test_a_query_shows_the_named_network_only(
    session: Session, mine: Populated, foreign: Populated
) -> None:
    both = f"{mine.city.id},{foreign.city.id}"
    empty = set()
    for table in PARTIES:
        rows = await session.count(table, streams=mine.city.id)
        if not rows:
            empty.add(table)
            continue
        assert rows < await session.count(table, streams=both), table
    assert empty == NOT_MADE_TABLES


async def test_the_database_bounds_a_party_to_its_own_rows(
    session: Session, mine: Populated
) -> None:
    for table, owners in PARTIES.items():
        if table in NOT_MADE_TABLES:
            continue
        whole = await session.count(table, streams=mine.city.id)
        for party in (f"organisation:{mine.one.provider}", f"holder:{mine.one.holder}"):
            seen = await session.count(table, streams=mine.city.id, party=party)
            own = owners == ("*",) or any(party.split(":")[0] in owner for owner in owners)
            assert (seen > 0) == own, (table, party)
            assert seen < whole or owners == ("*",), (table, party)
        assert owners == ("*",) or not await session.count(
            table, streams=mine.city.id, party="organisation:none"
        )


async def test_the_database_bounds_a_municipality_to_its_own_rows(
    session: Session, mine: Populated
) -> None:
    for table in set(OF_MUNICIPALITY) - NOT_MADE_TABLES:
        whole = await session.count(table, streams=mine.city.id)
        bounds = {"streams": mine.city.id}
        parts = [
            await session.count(table, **bounds, municipality=each.municipality)
            for each in (mine.one, mine.two)
        ]
        nobody = OF_NOBODY.get(table, 0)
        if "municipality" in TABLES[table] and table in MONEY:
            nobody = await session.count(f"{table} where municipality is null", **bounds)
        assert sum(parts) + nobody == whole, table
        assert 0 < parts[0] < whole, table
        assert await session.count(table, **bounds, municipality="00000") == 0


async def test_the_directory_shows_networks_and_nothing_of_them(
    session: Session, mine: Populated
) -> None:
    assert await session.count("networks", directory="on") > 0
    assert await session.count("organisations", directory="on") == 0


async def test_the_umbrella_can_read_its_statistics_and_nothing_else(client: Client) -> None:
    connection = await asyncpg.connect(client.platform.dsn("gateway", "umbrella"))
    try:
        await connection.fetch("select * from operations.statistics")
        tables = await connection.fetch(
            "select schemaname || '.' || tablename as name from pg_tables "
            "where schemaname in ('views', 'operations')"
        )
        readable = [
            row["name"]
            for row in tables
            if await connection.fetchval(
                "select has_table_privilege($1, 'select, insert, update, delete')", row["name"]
            )
        ]
        assert readable == ["operations.statistics"]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("update operations.statistics set total = '{}'")
    finally:
        await connection.close()
