"""Heartbeats: every process says every two seconds that it lives and what is wrong with it."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.kernel.broker import Outbox, Unavailable
from services.kernel.consuming import consuming

TOPIC = "samenspel.status"
EVERY_S = 2.0


async def beat(outbox: Outbox, describe: Callable[[], dict[str, Any]]) -> None:
    """Publish this process's state for ever; a missed beat is a beat missed."""
    while True:
        state = {**describe(), "time": datetime.now(UTC).isoformat()}
        with contextlib.suppress(Unavailable):
            await outbox.send_record(TOPIC, state["instance"], orjson.dumps(state), [])
        await asyncio.sleep(EVERY_S)


class Watcher:
    """Follows the heartbeats of all processes; `latest` has the last one of each instance."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self.latest: dict[str, dict[str, Any]] = {}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to follow, from now on."""
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Follow no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def alive(self, service: str, within_s: float) -> bool:
        """Whether some instance of a service was heard in the last so many seconds."""
        now = datetime.now(UTC)
        return any(
            beat["service"] == service
            and (now - datetime.fromisoformat(beat["time"])).total_seconds() < within_s
            for beat in self.latest.values()
        )

    async def _follow(self) -> None:
        while True:
            try:
                await self._read()
            except KafkaError:
                await asyncio.sleep(EVERY_S)

    async def _read(self) -> None:
        async with consuming(self._kafka, auto_offset_reset="latest") as consumer:
            parts = consumer.partitions_for_topic(TOPIC) or await _partitions(consumer)
            consumer.assign([TopicPartition(TOPIC, part) for part in parts])
            async for record in consumer:
                state = heard(record.value)
                if state is not None:
                    self.latest[state["instance"]] = state


def heard(value: bytes | None) -> dict[str, Any] | None:
    """A heartbeat; None where the record is none, whoever put it there."""
    try:
        state = orjson.loads(value or b"")
        datetime.fromisoformat(state["time"])
        names = {"instance": str(state["instance"]), "service": str(state["service"])}
        return {**state, **names, "broken": bool(state.get("broken"))}
    except (KeyError, TypeError, ValueError):
        return None


async def _partitions(consumer: AIOKafkaConsumer) -> set[int]:
    topics = await consumer._client.fetch_all_metadata()
    found: set[int] = topics.partitions_for_topic(TOPIC) or set()
    if not found:
        raise KafkaError("the status topic is not there yet")
    return found
