"""Plants faults behind the services' backs, in their databases, and takes them back.

Each is a context: inside it the fault is there, after it the row is as it was. As the database's
superuser, since no role of the platform may do all of this.
"""

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import asyncpg
import orjson

from deploy.audit.services import AUDITED
from deploy.cli.connection import Platform
from deploy.embedded.postgres import SUPERUSER
from services.kernel.envelope import Envelope
from services.kernel.journal import columns

JOURNAL = (
    "stream, sequence, id, type, at, data, correlation, causation, outcome, after, deadline, "
    "actor, traceparent"
)


@contextlib.asynccontextmanager
async def database(platform: Platform, service: str) -> AsyncIterator[asyncpg.Connection]:
    """A service's database, with everything allowed."""
    connection = await asyncpg.connect(
        platform.dsn(service, SUPERUSER),
        server_settings={"search_path": AUDITED[service].search_path},
    )
    try:
        yield connection
    finally:
        await connection.close()


@contextlib.asynccontextmanager
async def removed(connection: asyncpg.Connection, table: str, **where: Any) -> AsyncIterator[None]:
    """One row is gone."""
    saved = await _take_out(connection, table, where)
    try:
        yield
    finally:
        await _put_in(connection, table, saved)


@contextlib.asynccontextmanager
async def changed(
    connection: asyncpg.Connection, table: str, where: Mapping[str, Any], **columns: Any
) -> AsyncIterator[None]:
    """One row has other values in these columns (as JSON has them)."""
    saved = await _take_out(connection, table, where)
    other = {**saved, **columns}
    await _put_in(connection, table, other)
    try:
        yield
    finally:
        async with connection.transaction():
            await _take_out(connection, table, {name: other[name] for name in where})
            await _put_in(connection, table, saved)


@contextlib.asynccontextmanager
async def doubled(
    connection: asyncpg.Connection, table: str, where: Mapping[str, Any], **columns: Any
) -> AsyncIterator[None]:
    """There is a second row like this one, but for these columns."""
    saved = await _only_row(connection, table, where)
    other = {**saved, **columns}
    await _put_in(connection, table, other)
    try:
        yield
    finally:
        await _take_out(connection, table, {name: other[name] for name in {**where, **columns}})


async def append_to_journal(connection: asyncpg.Connection, event: Envelope) -> None:
    """Give a journal an event that stands on Kafka already, as if its service had made it."""
    await connection.execute(
        f"insert into journal ({JOURNAL}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13)",
        *(column[0] for column in columns([event])),
    )
    await connection.execute(
        "update streams set head = $2, published = $2 where stream = $1",
        event.stream,
        event.sequence,
    )


async def _only_row(
    connection: asyncpg.Connection, table: str, where: Mapping[str, Any]
) -> dict[str, Any]:
    condition = " and ".join(f"{name}::text = ${n}" for n, name in enumerate(where, start=1))
    rows = await connection.fetch(
        f"select to_jsonb(t)::text from {table} t where {condition}", *map(str, where.values())
    )
    assert len(rows) == 1, f"{len(rows)} rows in {table} where {where}"
    row: dict[str, Any] = orjson.loads(rows[0][0])
    return row


async def _take_out(
    connection: asyncpg.Connection, table: str, where: Mapping[str, Any]
) -> dict[str, Any]:
    row = await _only_row(connection, table, where)
    condition = " and ".join(f"{name}::text = ${n}" for n, name in enumerate(where, start=1))
    await connection.execute(f"delete from {table} where {condition}", *map(str, where.values()))
    return row


async def _put_in(connection: asyncpg.Connection, table: str, row: Mapping[str, Any]) -> None:
    await connection.execute(
        f"insert into {table} select * from jsonb_populate_record(null::{table}, $1::text::jsonb)",
        orjson.dumps(row).decode(),
    )
