"""What waited in the rows of queues moves to rows of its own, as the journal's fold has them."""

import importlib.util
from pathlib import Path
from typing import Any

import asyncpg
import orjson

from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredOf, UncoveredQueue
from services.cards.contracts.commands import CancelParticipation
from services.kernel.state import Row
from tests.budget.test_uncovered import Camp
from tests.kit.platform import RunningPlatform

VERSIONS = Path("services/budget/storage/migrations/versions")
MADE = """
create temporary table journal (stream text, sequence bigint, type text, data text);
create temporary table uncovered_queues (stream text, key text, items jsonb,
  first bigint default 0, last bigint default 0, given bigint default 0,
  waiting bigint default 0, cents bigint default 0);
create temporary table uncovered_items (stream text, key text, participation_id text,
  cents bigint, sources jsonb, before bigint, after bigint);
create temporary table uncovered_of (stream text, key text, queue text, number bigint,
  year bigint, envelope_id text);
"""


def a_season() -> Camp:
    """Sales told late, of which some are covered and some cancelled, of an envelope."""
    camp = Camp(0)
    sales = [camp.told_late().participation_id for _sale in range(6)]
    camp.books.move(1_600, taking=camp.own)
    for own in (sales[2], sales[5]):
        camp.town.ask(CancelParticipation(participation_id=own))
    return camp


def rows_of(camp: Camp, table: type[Row]) -> dict[str, Any]:
    """The rows of a table, by key."""
    found = camp.town.driver.all_rows("budget", camp.town.stream, table)
    return {one.key: one for one in found}


NOT_HERE = {"table", "municipality", "line_id"}
"""What is no column, and those that later migrations add: empty for what waited before."""


async def test_what_waits_is_numbered_as_the_journal_tells(started: RunningPlatform) -> None:
    camp = a_season()
    heads, items = rows_of(camp, UncoveredQueue), rows_of(camp, UncoveredItem)
    places = rows_of(camp, UncoveredOf)
    before = {
        key: [
            [one.participation_id, one.cents, one.sources]
            for one in items.values()
            if one.key.startswith(f"{key}:")
        ]
        for key in heads
    }
    assert sum(len(one) for one in before.values()) >= 3
    connection = await asyncpg.connect(started.platform.dsn("budget", "samenspel"))
    try:
        async with connection.transaction():
            await connection.execute(MADE)
            await fill(connection, camp, before)
            for sql in statements():
                await connection.execute(sql)
            for table, there in (
                ("uncovered_queues", heads),
                ("uncovered_items", items),
                ("uncovered_of", places),
            ):
                rows = await connection.fetch(f"select * from {table}")
                assert {row["key"]: told(row, there) for row in rows} == {
                    key: told_of(row) for key, row in there.items()
                }
    finally:
        await connection.close()


async def fill(connection: asyncpg.Connection, camp: Camp, before: dict[str, Any]) -> None:
    """The journal of budget, and the queues as they were kept before."""
    facts = [fact for fact in camp.town.driver.journal if fact.service == "budget"]
    for sequence, fact in enumerate(facts, start=1):
        await connection.execute(
            "insert into journal values ($1, $2, $3, $4)",
            camp.town.stream,
            sequence,
            fact.event.wire_name,
            fact.event.model_dump_json(),
        )
    for key, items in before.items():
        await connection.execute(
            "insert into uncovered_queues (stream, key, items) values ($1, $2, $3)",
            camp.town.stream,
            key,
            orjson.dumps(items).decode(),
        )


def statements() -> list[str]:
    """What the migration does with what is there."""
    [path] = VERSIONS.glob("*_uncovered_items.py")
    spec = importlib.util.spec_from_file_location("uncovered_items", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [module.NUMBERED, module.WAITING, module.ITEMS, module.PLACES, module.HEADS]


def told(row: asyncpg.Record, there: dict[str, Any]) -> dict[str, Any]:
    """A row of the database, in the columns of the rows that are there."""
    columns = told_of(next(iter(there.values())))
    found = {name: row[name] for name in columns}
    if "sources" in found:
        found["sources"] = tuple(orjson.loads(found["sources"]))
    return found


def told_of(row: Row) -> dict[str, Any]:
    """A row in its columns."""
    names = [name for name in type(row).__dataclass_fields__ if name not in NOT_HERE]
    return {name: getattr(row, name) for name in names}
