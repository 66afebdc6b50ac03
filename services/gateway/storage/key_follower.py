"""Keys of persons while events are taken in: without waiting for what this same turn must store.

A key may be stored by another gateway, or stand behind the event in this one's own batch. So each
process follows the whole topic of keys itself, in no group, from where the stored keys end. A key
that is unknown once the topic was read to the end that it had is erased.
"""

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import asyncpg
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from services.gateway.storage.key_topic import KeyTopic
from services.gateway.storage.keys import PURPOSE, TOPIC, key_of_record
from services.kernel import logs
from services.kernel.broker import Unavailable
from services.kernel.consuming import consuming
from services.kernel.sealing import CannotOpen, PersonKey, open_sealed

KEPT: Final = 20_000
SOON_S: Final = 0.2
PATIENCE_S: Final = 10.0
PAUSE_S: Final = 0.5
log = logs.logger()


class KeyFollower:
    """Knows every key, stored or still under way. `pool` reads the stored ones."""

    def __init__(self, pool: asyncpg.Pool, kafka: str, partitions: int, private_key: bytes) -> None:
        self._pool, self._kafka, self._private_key = pool, kafka, private_key
        self._places = [TopicPartition(TOPIC, number) for number in range(partitions)]
        self._topic = KeyTopic(kafka, partitions)
        self._seen: dict[str, tuple[str | None, int, int]] = {}
        self._read: dict[int, int] = {}
        self._moved = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to follow, now or as soon as database and Kafka are there."""
        self._task = asyncio.create_task(self._follow_for_ever())

    async def stop(self) -> None:
        """Let go."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def keys_of(self, persons: Iterable[str]) -> dict[str, PersonKey]:
        """The keys of those of these persons who are not erased.

        Raises Unavailable where Kafka cannot say, asyncpg errors where the database cannot.
        """
        wanted = set(persons)
        found = await self._known(wanted) if wanted else {}
        if wanted - found.keys():
            found = await self._wait_for(wanted)
        return {person: key for person, told in found.items() if (key := self._open(told))}

    async def _known(self, wanted: set[str]) -> dict[str, str | None]:
        found = {person: self._seen[person][0] for person in wanted if person in self._seen}
        rest = list(wanted - found.keys())
        if rest:
            rows = await self._pool.fetch(
                "select person, wrapped from operations.keys "
                "where person = any($1::text[]) and purpose = $2",
                rest,
                PURPOSE,
            )
            found |= {row["person"]: row["wrapped"] for row in rows}
        return found

    async def _wait_for(self, wanted: set[str]) -> dict[str, str | None]:
        """Read on until all are known, or to the end that the topic has now."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SOON_S), self._moved:
                await self._moved.wait_for(lambda: wanted <= self._seen.keys())
        found = await self._known(wanted)
        if wanted <= found.keys():
            return found
        try:
            async with asyncio.timeout(PATIENCE_S):
                ends = await self._topic.ends()
                async with self._moved:
                    await self._moved.wait_for(lambda: self._has_read(ends))
        except (TimeoutError, KafkaError, OSError) as problem:
            raise Unavailable(type(problem).__name__) from None
        return await self._known(wanted)

    def _has_read(self, ends: Mapping[int, int]) -> bool:
        return all(self._read.get(partition, 0) >= end for partition, end in ends.items())

    def _open(self, wrapped: str | None) -> PersonKey | None:
        if wrapped is None:
            return None
        try:
            return PersonKey(open_sealed(self._private_key, wrapped))
        except CannotOpen:
            return None

    # -- following --------------------------------------------------------------------------

    async def _follow_for_ever(self) -> None:
        while True:
            try:
                await self._follow()
            except (KafkaError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
                log.info("waiting", for_=type(problem).__name__)
            await asyncio.sleep(PAUSE_S)

    async def _follow(self) -> None:
        stored = await self._stored()
        async with consuming(
            self._kafka, enable_auto_commit=False, auto_offset_reset="earliest"
        ) as consumer:
            # Asked before anything is assigned: a fetch under way would keep this waiting.
            begins = await consumer.beginning_offsets(self._places)
            consumer.assign(self._places)
            for place in self._places:
                since = max(begins[place], stored.get(place.partition, 0))
                consumer.seek(place, max(since, self._read.get(place.partition, 0)))
                self._read[place.partition] = max(since, self._read.get(place.partition, 0))
            while True:
                batches = await consumer.getmany(timeout_ms=200)
                await self._take(batches)
                if len(self._seen) > KEPT:
                    self._forget(await self._stored())

    async def _take(self, batches: Mapping[TopicPartition, list[Any]]) -> None:
        async with self._moved:
            for place, records in batches.items():
                for record in records:
                    self._note(place.partition, record.offset, record.value)
            if batches:
                self._moved.notify_all()

    def _note(self, partition: int, offset: int, value: bytes | None) -> None:
        told = key_of_record(value)
        self._read[partition] = offset + 1
        if told is not None and told[1] == PURPOSE:
            person, _purpose, wrapped = told
            before = self._seen.get(person)
            # What is erased stays so, whatever comes after it.
            erased = before is not None and before[0] is None
            self._seen[person] = (None if erased else wrapped, partition, offset)

    def _forget(self, stored: Mapping[int, int]) -> None:
        """Let go of what the database has by now."""
        self._seen = {
            person: told for person, told in self._seen.items() if told[2] >= stored.get(told[1], 0)
        }

    async def _stored(self) -> dict[int, int]:
        rows = await self._pool.fetch("select partition, next_offset from operations.key_positions")
        return {row["partition"]: row["next_offset"] for row in rows}
