"""What stopped or was set aside in the services' databases: found, released, dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from deploy.audit.database import Databases
from services.kernel.envelope import PREFIX


@dataclass(frozen=True, slots=True)
class Stopped:
    """A source that one service no longer takes in of one stream: copying or reacting failed."""

    service: str
    source: str
    stream: str
    sequence: int
    seen: int
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that is parked, or a copy of one. `fields`: names only; `size` in bytes."""

    service: str
    stream: str
    id: UUID
    reason: str
    note: str | None
    at: datetime
    expires_at: datetime
    topic: str
    type: str
    headers: dict[str, str]
    fields: tuple[str, ...]
    size: int


async def everything(databases: Databases) -> tuple[list[Stopped], list[Kept]]:
    """All stopped sources, and all parked messages and copies, the oldest first."""
    stopped, kept = [], []
    for service, connection in databases.items():
        rows = await connection.fetch(
            "select source, stream, sequence, seen, stopped from cursors "
            "where stopped is not null order by stream, source"
        )
        stopped += [Stopped(service, *row) for row in rows]
        rows = await connection.fetch(
            "select * from set_aside where reason in ('parked', 'copy') order by at"
        )
        kept += [_kept(service, row) for row in rows]
    return stopped, sorted(kept, key=lambda k: k.at)


async def find(databases: Databases, own_id: UUID) -> list[Kept]:
    """What is set aside under an id, for whatever reason."""
    found = []
    for service, connection in databases.items():
        rows = await connection.fetch("select * from set_aside where id = $1", own_id)
        found += [_kept(service, row) for row in rows]
    return found


def _kept(service: str, row: asyncpg.Record) -> Kept:
    pairs = dict(orjson.loads(row["headers"])) if row["headers"] else {}
    headers = {n: str(v) for n, v in pairs.items() if n.startswith(PREFIX)}
    return Kept(
        service=service,
        stream=row["stream"],
        id=row["id"],
        reason=row["reason"],
        note=row["note"],
        at=row["at"],
        expires_at=row["expires_at"],
        topic=row["topic"],
        type=headers.get(f"{PREFIX}type", ""),
        headers=headers,
        fields=_field_names(row["value"]),
        size=len(row["value"] or b""),
    )


def _field_names(value: bytes | None) -> tuple[str, ...]:
    try:
        content: Any = orjson.loads(value or b"null")
    except orjson.JSONDecodeError:
        return ()
    return tuple(content) if isinstance(content, dict) else ()


async def release(databases: Databases, own_id: UUID) -> int:
    """Let a parked message be taken up by the next sweep. Returns how many there were."""
    return await _change(
        databases,
        own_id,
        "update set_aside set reason = 'behind' where id = $1 and stream = $2 "
        "and reason = 'parked'",
    )


async def dismiss(databases: Databases, own_id: UUID) -> int:
    """Forget a copy. Returns how many there were."""
    return await _change(
        databases,
        own_id,
        "delete from set_aside where id = $1 and stream = $2 and reason = 'copy'",
    )


async def _change(databases: Databases, own_id: UUID, statement: str) -> int:
    done = 0
    for connection in databases.values():
        async with connection.transaction():
            rows = await connection.fetch("select stream from set_aside where id = $1", own_id)
            await _lock(connection, [row["stream"] for row in rows])
            for row in rows:
                status = await connection.execute(statement, own_id, row["stream"])
                done += int(status.rsplit(" ", 1)[-1])
    return done


async def release_source(connection: asyncpg.Connection, source: str, stream: str) -> int:
    """Let a service take in a source again: the sweep asks its owner for what was dropped.

    Returns how many were stopped: 1 or 0.
    """
    async with connection.transaction():
        await _lock(connection, [stream])
        status = await connection.execute(
            "update cursors set stopped = null, asked_at = null, "
            "seen = greatest(seen, sequence + 1) "
            "where source = $1 and stream = $2 and stopped is not null",
            source,
            stream,
        )
    return int(status.rsplit(" ", 1)[-1])


async def _lock(connection: asyncpg.Connection, streams: Sequence[str]) -> None:
    # A turn writes back the cursors that it read: no turn may be under way meanwhile.
    await connection.execute(
        "select 1 from streams where stream = any($1) order by stream for update", streams
    )
