"""Who lives: by the heartbeats on Kafka, and on this machine by the supervisor's word too."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiokafka import AIOKafkaConsumer

from deploy.cli.connection import Platform
from services.kernel.heartbeat import TOPIC, heard

FRESH: Final = timedelta(seconds=10)
READ_S: Final = 2.0
INFRASTRUCTURE: Final = ("postgres", "kafka")
Beats = Mapping[str, Mapping[str, Any]]


async def beats(consumer: AIOKafkaConsumer) -> Beats:
    """The last heartbeat of each instance, of those of the last ten seconds."""
    since = datetime.now(UTC) - FRESH
    places = [place for place in consumer.assignment() if place.topic == TOPIC]
    found = await consumer.offsets_for_times({p: int(since.timestamp() * 1000) for p in places})
    ends = await consumer.end_offsets(places)
    waiting = {place for place, first in found.items() if first and first.offset < ends[place]}
    for place in waiting:
        consumer.seek(place, found[place].offset)
    latest: dict[str, Mapping[str, Any]] = {}
    consumer.resume(*waiting)
    async with asyncio.timeout(READ_S):
        while waiting:
            for records in (await consumer.getmany(*waiting, timeout_ms=100)).values():
                for record in records:
                    beat = heard(record.value)
                    if beat is not None:
                        latest[beat["instance"]] = beat
            waiting = {p for p in waiting if await consumer.position(p) < ends[p]}
    consumer.pause(*places)
    return latest


def silent(latest: Beats, names: Iterable[str], ever: Iterable[str] = ()) -> list[str]:
    """Services without a working instance, and instances that were heard before and no longer.

    `ever` are the instances heard before.
    """
    working = {instance for instance, beat in latest.items() if not beat["broken"]}
    served = {latest[instance]["service"] for instance in working}
    return [*(name for name in names if name not in served), *(set(ever) - working)]


def not_ready(platform: Platform, names: Iterable[str]) -> list[str]:
    """Processes that the supervisor of this machine says are not ready; none elsewhere."""
    if not platform.pids():
        return []  # it runs elsewhere, or not at all: then nothing else answers either
    processes = platform.state()["processes"]
    kinds = {*names, *INFRASTRUCTURE}
    return [
        name
        for name, process in processes.items()
        if name.split("-")[0] in kinds and process["state"] != "ready"
    ]
