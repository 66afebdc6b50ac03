"""The public events of networks, as partner systems follow them: written and read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.gateway.storage.reading import Bounds, Database, Row
from services.kernel.contract import Catalogue, Event
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM

_HEAD = "coalesce((select sequence from cursors where stream = $1 and source = $2), 0)"
_READ = f"""
select {_HEAD} as head, null::bigint as sequence, null::uuid as id, null::text as type,
       null::timestamptz as at, null::text as data
union all
select * from (select null::bigint, sequence, id, type, at, data from events
  where stream = $1 and source = $2 and sequence > $3 order by sequence limit $4) e
"""


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event of a network that a partner system may read."""

    id: UUID
    source: str
    stream: str
    sequence: int
    type: str
    at: datetime
    data: Any


@dataclass(frozen=True, slots=True)
class Batch:
    """Public events after a sequence; `head` is the last sequence that is applied here."""

    events: tuple[PublicEvent, ...]
    head: int


class PublicLog:
    """Which events are public, from the flags of their contracts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._public = {kind.wire_name for kind in catalogue.kinds(Event) if kind.public}

    def among(self, envelopes: Sequence[Envelope]) -> list[Envelope]:
        """The public ones among the events of a turn."""
        return [e for e in envelopes if e.type in self._public and e.stream != PLATFORM]


async def read_events(
    database: Database, network: str, source: str, after: int, limit: int
) -> Batch:
    """The next public events of one source, and its head, from one snapshot."""
    rows = await database.fetch(Bounds(streams=network), _READ, network, source, after, limit)
    events = [_event(network, source, row) for row in rows if row["sequence"] is not None]
    heads = [row["head"] for row in rows if row["head"] is not None]
    return Batch(tuple(sorted(events, key=lambda event: event.sequence)), heads[0])


async def read_heads(database: Database, network: str) -> dict[str, int]:
    """The last applied sequence per source."""
    rows = await database.fetch(
        Bounds(streams=network), "select source, sequence from cursors where stream = $1", network
    )
    return {row["source"]: row["sequence"] for row in rows}


def _event(network: str, source: str, row: Row) -> PublicEvent:
    return PublicEvent(
        id=row["id"],
        source=source,
        stream=network,
        sequence=row["sequence"],
        type=row["type"],
        at=row["at"],
        data=orjson.loads(row["data"]),
    )
