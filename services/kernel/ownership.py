"""On start: is our journal as long as what we once published?

A database restored from an older backup is behind its own topic. Going on would give new events
numbers that others have seen already, so the service refuses to start until `refill` has put
the missing events back.
"""

from collections.abc import AsyncIterator

import asyncpg
from aiokafka import TopicPartition

from services.kernel.broker import Record
from services.kernel.consuming import consuming
from services.kernel.envelope import Envelope, Unreadable, from_record
from services.kernel.rules import Rules
from services.kernel.settings import Settings


class JournalBehind(SystemExit):
    """Kafka has events of ours that our journal has not."""


async def ensure_not_behind(pool: asyncpg.Pool, rules: Rules, settings: Settings) -> None:
    """Compare heads with the own topic, from the position noted last. Raises JournalBehind."""
    if not rules.events:
        return
    heads = await _heads(pool)
    async for event in unnoted(pool, rules.service, settings.kafka):
        if _beyond(event, heads):
            # Another instance works on: what it published since, it has committed before.
            heads = await _heads(pool)
        if _beyond(event, heads):
            raise JournalBehind(
                f"{rules.service}: the topic has {event.stream} number {event.sequence}, the "
                f"journal ends at {heads.get(event.stream, 0)}. "
                f"Run `samenspel refill {rules.service}`, then start again."
            )


def _beyond(event: Envelope, heads: dict[str, int]) -> bool:
    return (event.sequence or 0) > heads.get(event.stream, 0)


async def _heads(pool: asyncpg.Pool) -> dict[str, int]:
    rows = await pool.fetch("select stream, head from streams")
    return {row["stream"]: row["head"] for row in rows}


async def unnoted(pool: asyncpg.Pool, service: str, kafka: str) -> AsyncIterator[Envelope]:
    """The events of a service's own topic behind the position that its database notes."""
    noted = {
        row["partition"]: row["next_offset"]
        for row in await pool.fetch("select partition, next_offset from positions")
    }
    async for record in read_topic(kafka, f"{service}.events", noted):
        try:
            yield from_record(record.key, record.value, record.headers)
        except Unreadable:
            continue


async def read_topic(kafka: str, topic: str, since: dict[int, int]) -> AsyncIterator[Record]:
    """Every record of a topic from these offsets (or the start) to its end as it is now."""
    async with consuming(kafka, enable_auto_commit=False, auto_offset_reset="earliest") as consumer:
        metadata = await consumer._client.fetch_all_metadata()
        places = [TopicPartition(topic, n) for n in metadata.partitions_for_topic(topic) or ()]
        # Asked before anything is assigned: a fetch under way would keep these waiting.
        starts = await consumer.beginning_offsets(places)
        ends = await consumer.end_offsets(places)
        consumer.assign(places)
        for place in places:
            consumer.seek(place, max(starts[place], since.get(place.partition, 0)))
        while True:
            waiting = [p for p in places if await consumer.position(p) < ends[p]]
            if not waiting:
                return
            for batch in (await consumer.getmany(*waiting, timeout_ms=500)).values():
                for record in batch:
                    if record.offset < ends[TopicPartition(topic, record.partition)]:
                        yield record
