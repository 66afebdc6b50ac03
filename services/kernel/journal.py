"""The journal: a service's own events, per stream 1, 2, 3… and the reading of them back."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import orjson

from services.kernel.envelope import Envelope
from services.kernel.store import Connection

PAGE = 500


def columns(events: Sequence[Envelope]) -> list[list[Any]]:
    """Events as the journal's columns, in the order that `close_turn_v1` takes them."""
    rows = [
        (
            event.stream,
            event.sequence,
            event.id,
            event.type,
            event.time,
            event.data.decode(),
            event.correlation,
            event.causation,
            event.outcome,
            orjson.dumps(event.after).decode() if event.after else None,
            event.deadline,
            event.actor,
            event.traceparent,
        )
        for event in events
    ]
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(13)]


def from_row(service: str, row: asyncpg.Record) -> Envelope:
    """The event that a row of the journal holds."""
    return Envelope(
        id=row["id"],
        type=row["type"],
        source=service,
        stream=row["stream"],
        time=row["at"],
        data=row["data"].encode(),
        correlation=row["correlation"],
        sequence=row["sequence"],
        causation=row["causation"],
        outcome=row["outcome"],
        after=orjson.loads(row["after"]) if row["after"] else {},
        deadline=row["deadline"],
        actor=row["actor"],
        traceparent=row["traceparent"],
    )


async def read(
    connection: Connection, service: str, stream: str, after: int, upto: int
) -> AsyncIterator[Envelope]:
    """The events of a stream with after < sequence <= upto, in order, page by page."""
    while after < upto:
        rows = await connection.fetch(
            "select * from journal where stream = $1 and sequence > $2 and sequence <= $3 "
            "order by sequence limit $4",
            stream,
            after,
            upto,
            PAGE,
        )
        if not rows:
            return
        for row in rows:
            yield from_row(service, row)
        after = rows[-1]["sequence"]
