"""Whose file is where, in the database without the code above it.

Asked of every table that there is with a municipality: a new one is asked the day it is made.
Each test writes into a network of its own, in a transaction that it takes back.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import uuid4

import asyncpg
import pytest

from services.gateway.storage.reading import Bounds, Database
from services.gateway.storage.retention import candidates
from tests.gateway.client import Client

HERE, THERE = "11001", "11002"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FILL = {"uuid": "gen_random_uuid()", "timestamp with time zone": "now()", "text": "'x'"}


@dataclass
class Page:
    """A network that nobody else sees, under the gateway's own role."""

    connection: asyncpg.Connection
    stream: str

    async def bound(self, municipality: str) -> None:
        await self.connection.execute(
            "select set_config('app.municipality', $1, true)", municipality
        )

    async def seen(self, table: str, municipality: str) -> int:
        await self.bound(municipality)
        found = await self.connection.fetchval(
            f"select count(*) from {table} where stream = $1", self.stream
        )
        await self.bound("")
        return int(found)

    async def person(self, key: str, **columns: Any) -> str:
        values = {"municipality": HERE, "made_at": LONG_AGO, "erased": False, **columns}
        return await self.write("holders", key, **values)

    async def write(self, table: str, key: str, **columns: Any) -> str:
        given = {"stream": self.stream, "key": key, **columns}
        places = ", ".join(f"${number}" for number in range(1, len(given) + 1))
        await self.connection.execute(
            f"insert into {table} ({', '.join(given)}) values ({places})", *given.values()
        )
        return key

    async def fetch(self, _bounds: Bounds, sql: str, *given: Any) -> list[Any]:
        return list(await self.connection.fetch(sql, *given))

    async def due(self, series: str, before: date) -> list[str]:
        database = cast(Database, self)
        return await candidates(database, Bounds(self.stream), self.stream, series, before)


@pytest.fixture
async def page(client: Client) -> AsyncIterator[Page]:
    connection = await asyncpg.connect(client.platform.dsn("gateway", "gateway"))
    await connection.execute("set search_path = views, operations")
    mine = connection.transaction()
    await mine.start()
    page = Page(connection, str(uuid4()))
    await connection.execute("select set_config('app.streams', $1, true)", page.stream)
    yield page
    await mine.rollback()
    await connection.close()


# -- a move --------------------------------------------------------------------------------------


async def tables_of_persons(page: Page) -> dict[str, list[tuple[str, str, bool]]]:
    """By table with a municipality: its columns, their types, and whether they must be filled."""
    rows = await page.connection.fetch(
        "select c.table_schema || '.' || c.table_name as name, column_name, data_type, "
        "is_nullable = 'NO' and column_default is null as needed "
        "from information_schema.columns c join information_schema.tables t "
        "using (table_schema, table_name) "
        "where table_schema in ('views', 'operations') and t.table_type = 'BASE TABLE'"
    )
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for row in rows:
        about = (row["column_name"], row["data_type"], row["needed"])
        found.setdefault(row["name"], []).append(about)
    return {
        name: columns
        for name, columns in found.items()
        if "municipality" in {column for column, _, _ in columns} and name != "views.holders"
        # Long work is its municipality's, whoever its rows are about.
        if {"holder_id", "holder_ids", "subject_id"} & {column for column, _, _ in columns}
    }


async def test_everything_that_is_kept_on_a_person_follows_her_when_she_moves(page: Page) -> None:
    an = await page.person(str(uuid4()))
    tables = await tables_of_persons(page)
    assert len(tables) > 15
    whose = {"holder_id": f"'{an}'", "subject_id": f"'{an}'", "holder_ids": f"'[\"{an}\"]'"}
    for table, columns in tables.items():
        given = {name: FILL[kind] for name, kind, needed in columns if needed}
        given |= {name: whose[name] for name, _, _ in columns if name in whose}
        given |= {"stream": f"'{page.stream}'", "municipality": f"'{HERE}'"}
        if ("key", "text", True) in columns:
            given["key"] = f"'{uuid4()}'"
        await page.connection.execute(
            f"insert into {table} ({', '.join(given)}) values ({', '.join(given.values())})"
        )
    for table in tables:
        assert (await page.seen(table, HERE), await page.seen(table, THERE)) == (1, 0), table
    await page.connection.execute(
        "update holders set municipality = $2 where stream = $1", page.stream, THERE
    )
    for table in tables:
        assert (await page.seen(table, HERE), await page.seen(table, THERE)) == (0, 1), table


# -- the end of a term ---------------------------------------------------------------------------

LAST = date(2022, 6, 30)
NEXT = date(2022, 7, 1)


@pytest.mark.parametrize(
    "days",
    [
        {"valid_until": LAST},
        {"valid_until": date(2022, 6, 1), "grace_until": LAST},
        {"valid_until": date(2029, 12, 31), "last_day": LAST},
    ],
    ids=["ended", "with grace", "ended early"],
)
async def test_whose_rights_in_schemes_ended_has_a_card_file_that_may_be_due(
    page: Page, days: dict[str, date]
) -> None:
    an = await page.person(str(uuid4()))
    await page.write("scheme_rights", str(uuid4()), holder_id=an, municipality=HERE, **days)
    assert await page.due("card_file", LAST) == []
    assert await page.due("card_file", NEXT) == [an]
    assert await page.due("no_right", NEXT) == []


async def test_who_still_has_a_right_in_a_scheme_is_not_offered(page: Page) -> None:
    an = await page.person(str(uuid4()), eligible_until=date(2021, 1, 1))
    assert await page.due("card_file", NEXT) == [an]
    await page.write(
        "scheme_rights", str(uuid4()), holder_id=an, municipality=HERE, valid_until=NEXT
    )
    assert await page.due("card_file", NEXT) == []
