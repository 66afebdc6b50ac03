"""Reads from the services' databases as the operator: heads, cursors, and one stream's part."""

import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
import orjson
from pydantic import ValidationError

from deploy.audit.picture import Aside, CursorAt, Operation, Part, Told, participations_in
from deploy.audit.services import AUDITED, CATALOGUE, GATEWAY, SOURCES
from deploy.cli.connection import Platform
from services.kernel import journal
from services.kernel.contract import Event
from services.kernel.envelope import Envelope
from services.kernel.state import Row
from services.kernel.store import from_columns

UNKNOWN_STREAM: Final = "?"
Databases = Mapping[str, asyncpg.Connection]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream's journal, and how much of it Kafka has acknowledged."""

    head: int
    published: int


@contextlib.asynccontextmanager
async def opened(platform: Platform, names: Iterable[str]) -> AsyncIterator[Databases]:
    """One connection for each service, in the operator's role. Raises OSError, asyncpg errors."""
    async with contextlib.AsyncExitStack() as stack:
        found = {}
        for name in names:
            settings = {"search_path": AUDITED[name].search_path, "application_name": "audit"}
            found[name] = await asyncpg.connect(platform.dsn(name), server_settings=settings)
            stack.push_async_callback(found[name].close)
        yield found


async def keys_left(platform: Platform, owners: Collection[UUID]) -> frozenset[UUID]:
    """Which of these owners still have a key, from the keyring. Raises OSError, asyncpg errors."""
    if not owners:
        return frozenset()
    settings = {"search_path": "keyring", "application_name": "audit"}
    connection = await asyncpg.connect(platform.dsn("keyring"), server_settings=settings)
    try:
        query = "select person from keys where person = any($1::uuid[]) and wrapped is not null"
        return frozenset(row["person"] for row in await connection.fetch(query, list(owners)))
    finally:
        await connection.close()


async def stream_of_network(connection: asyncpg.Connection, name: str) -> str | None:
    """The stream of the network with this slug or id, from partners' database."""
    stream: str | None = await connection.fetchval(
        "select stream from networks where slug = $1 or key = $1", name
    )
    return stream


async def heads(connection: asyncpg.Connection) -> dict[str, Head]:
    """The head of every stream of a service."""
    rows = await connection.fetch(
        "select stream, head, published from streams where stream <> $1", UNKNOWN_STREAM
    )
    return {row["stream"]: Head(row["head"], row["published"]) for row in rows}


async def head(connection: asyncpg.Connection, stream: str) -> int:
    """The head of one stream of a service now."""
    found: int | None = await connection.fetchval(
        "select head from streams where stream = $1", stream
    )
    return found or 0


async def cursors(connection: asyncpg.Connection) -> dict[tuple[str, str], CursorAt]:
    """Every cursor of a service, by source and stream."""
    rows = await connection.fetch("select source, stream, sequence, seen, stopped from cursors")
    return {
        (row["source"], row["stream"]): CursorAt(row["sequence"], row["seen"], row["stopped"])
        for row in rows
    }


async def streams(connection: asyncpg.Connection) -> set[str]:
    """Every stream that a service has a row or an event of."""
    rows = await connection.fetch("select stream from streams union select stream from journal")
    return {row["stream"] for row in rows} - {UNKNOWN_STREAM}


async def correlations_aside(connection: asyncpg.Connection) -> set[UUID]:
    """The commands of which something is set aside or sent until it is answered."""
    rows = await connection.fetch(
        "select id, headers from set_aside where reason <> 'copy' "
        "union all select id, headers from addressed"
    )
    return {_aside("", row["id"], row["headers"], None).correlation for row in rows}


async def part(
    connection: asyncpg.Connection, service: str, stream: str, tables: Iterable[type[Row]]
) -> Part:
    """One service's part of a stream, with the rows of these tables, from one snapshot."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        row = await connection.fetchrow(
            "select head, published from streams where stream = $1", stream
        )
        rows, unfit = await _rows(connection, stream, tables)
        return Part(
            service=service,
            head=row["head"] if row else 0,
            published=row["published"] if row else 0,
            journal=await _journal(connection, service, stream),
            cursors=await _cursors(connection, stream),
            known=await _known(connection, stream),
            aside=await _set_aside(connection, stream),
            rows=rows,
            unfit=unfit,
            operations=await _operations(connection, stream) if service == GATEWAY else {},
            feed=await _feed(connection, stream) if service == GATEWAY else (),
        )


async def _journal(connection: asyncpg.Connection, service: str, stream: str) -> list[Told]:
    if service not in SOURCES:
        return []
    found = []
    query = "select * from journal where stream = $1 order by sequence"
    for row in await connection.fetch(query, stream):
        envelope = journal.from_row(service, row)
        found.append(Told(envelope, decoded(envelope)))
    return found


def decoded(envelope: Envelope) -> Event | None:
    """The event that an envelope holds; None where its type or its data is unknown."""
    kind = CATALOGUE.by_name.get(envelope.type)
    if kind is None or not issubclass(kind, Event):
        return None
    try:
        return kind.model_validate_json(envelope.data)
    except ValidationError:
        return None


async def _cursors(connection: asyncpg.Connection, stream: str) -> dict[str, CursorAt]:
    rows = await connection.fetch(
        "select source, sequence, seen, stopped from cursors where stream = $1", stream
    )
    return {row["source"]: CursorAt(row["sequence"], row["seen"], row["stopped"]) for row in rows}


async def _known(connection: asyncpg.Connection, stream: str) -> frozenset[UUID]:
    rows = await connection.fetch("select id from known where stream = $1", stream)
    return frozenset(row["id"] for row in rows)


async def _set_aside(connection: asyncpg.Connection, stream: str) -> list[Aside]:
    rows = await connection.fetch(
        "select id, headers, value, reason from set_aside where stream = $1 union all "
        "select id, headers, value, 'addressed' from addressed where stream = $1",
        stream,
    )
    return [_aside(row["reason"], row["id"], row["headers"], row["value"]) for row in rows]


def _aside(reason: str, own_id: UUID, headers: str | None, value: bytes | None) -> Aside:
    pairs = dict(orjson.loads(headers)) if headers else {}
    try:
        correlation = UUID(pairs["ce_correlationid"])
    except (KeyError, ValueError):
        correlation = own_id
    try:
        content = orjson.loads(value or b"null")
    except orjson.JSONDecodeError:
        content = None
    about = participations_in(content) if isinstance(content, dict) else frozenset()
    return Aside(own_id, correlation, reason, about)


async def _rows(
    connection: asyncpg.Connection, stream: str, tables: Iterable[type[Row]]
) -> tuple[dict[type[Row], dict[str, Row]], list[tuple[str, str]]]:
    found: dict[type[Row], dict[str, Row]] = {}
    unfit: list[tuple[str, str]] = []
    for table in tables:
        rows = found.setdefault(table, {})
        query = f"select to_jsonb(t)::text as columns from {table.table} t where stream = $1"
        for record in await connection.fetch(query, stream):
            columns = orjson.loads(record["columns"])
            del columns["stream"]
            try:
                rows[columns["key"]] = from_columns(table, columns)
            except ValidationError:
                unfit.append((table.table, columns["key"]))
    return found, unfit


async def _operations(connection: asyncpg.Connection, stream: str) -> dict[UUID, Operation]:
    rows = await connection.fetch(
        "select id, stream, status, code, field, made, outcome_stream "
        "from operations.operations where stream = $1 or outcome_stream = $1",
        stream,
    )
    return {row["id"]: _operation(row) for row in rows}


def _operation(row: asyncpg.Record) -> Operation:
    return Operation(
        row["stream"], row["status"], row["code"], row["field"], row["made"], row["outcome_stream"]
    )


async def _feed(connection: asyncpg.Connection, stream: str) -> list[tuple[str, int, str]]:
    rows = await connection.fetch(
        "select source, sequence, type from events where stream = $1", stream
    )
    return [(row["source"], row["sequence"], row["type"]) for row in rows]
