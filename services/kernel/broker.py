"""Kafka, in and out: FastStream's lifecycle around a raw reader, and a raw producer.

Each setting here that differs from FastStream's default closes a trap that was found by running
it; `tests/kernel/test_broker.py` fails when one of them changes upstream.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, TypeAlias

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import ConsumerStoppedError, KafkaError
from aiokafka.partitioner import murmur2
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from services.kernel import logs
from services.kernel.envelope import Envelope, Headers

Record: TypeAlias = ConsumerRecord
Handle = Callable[[tuple[Record, ...]], Awaitable[None]]
Revoked = Callable[[], Awaitable[None]]

IDLE_MS = 500
"""How long a read waits for a record before it looks whether to stop, in milliseconds."""
SEND_TIMEOUT_S = 10.0
log = logs.logger()


class Unavailable(Exception):
    """Kafka did not acknowledge. Safe to send again: ids make a repeat harmless."""


@lru_cache(maxsize=65_536)
def _hash(key: bytes) -> int:
    return int(murmur2(key) & 0x7FFFFFFF)


def partition_of(stream: str, partitions: int) -> int:
    """The partition of a stream: as Kafka's default partitioner has it."""
    return _hash(stream.encode()) % partitions


def _partition(key: bytes, everything: Sequence[int], _available: Sequence[int]) -> int:
    """The default partitioner, remembering what it worked out before."""
    return everything[_hash(key) % len(everything)]


class _Listener(ConsumerRebalanceListener):
    """Commits what is done before partitions are given up; wakes the sweep for new ones."""

    def __init__(self, revoked: Revoked, assigned: Callable[[], None]) -> None:
        self._revoked, self._assigned = revoked, assigned

    async def on_partitions_revoked(self, _revoked: set[TopicPartition]) -> None:
        await self._revoked()

    async def on_partitions_assigned(self, _assigned: set[TopicPartition]) -> None:
        self._assigned()


class Inbox:
    """One subscriber over all topics of a process: it hands raw batches to one function.

    FastStream keeps its lifecycle; the reading is `getmany`, which wakes when a record comes,
    where FastStream's own loop polls and sleeps (docs/decisions has the measurement). Offsets
    are committed behind the work, never before it.
    """

    def __init__(
        self, *, kafka: str, group: str, instance: str, topics: Sequence[str], batch: int
    ) -> None:
        self._broker = KafkaBroker(kafka, client_id=instance, logger=None)
        self._group, self._instance = group, instance
        self._topics, self._batch = tuple(topics), batch
        self._subscriber: Any = None
        self._reading: asyncio.Task[None] | None = None
        self._stopping = False
        self._done: dict[TopicPartition, int] = {}
        self._committing = asyncio.Lock()

    async def start(self, handle: Handle, assigned: Callable[[], None]) -> None:
        """Join the group and hand batches over, one at a time."""
        self._subscriber = self._broker.subscriber(
            *self._topics,
            batch=True,
            group_id=self._group,
            group_instance_id=self._instance,
            auto_offset_reset="earliest",
            partition_assignment_strategy=(RangePartitionAssignor,),
            ack_policy=AckPolicy.MANUAL,
            listener=_Listener(self.commit, assigned),
            no_reply=True,
        )
        await self._broker.start()
        self._reading = asyncio.create_task(self._read(handle))

    async def _read(self, handle: Handle) -> None:
        consumer = self._subscriber.consumer
        while not self._stopping:
            try:
                batches = await consumer.getmany(timeout_ms=IDLE_MS, max_records=self._batch)
            except ConsumerStoppedError:
                return
            except Exception as problem:
                # Whatever it was: a process that stopped reading would look as if it were idle.
                log.warning("cannot_read", cause=type(problem).__name__)
                await asyncio.sleep(IDLE_MS / 1000)
                continue
            if batches:
                await handle(tuple(chain.from_iterable(batches.values())))

    async def stop(self) -> None:
        """Finish the batch at hand, commit, leave."""
        self._stopping = True
        if self._reading is not None:
            await self._reading
            await self.commit()
        await self._broker.stop()

    def partitions(self) -> list[int]:
        """The partitions assigned to this process."""
        consumer = self._subscriber.consumer if self._subscriber else None
        found = consumer.assignment() if consumer else ()
        return sorted({place.partition for place in found})

    def done(self, records: Iterable[Record]) -> None:
        """These records are worked off and may be committed."""
        for record in records:
            self._done[TopicPartition(record.topic, record.partition)] = record.offset + 1

    async def commit(self) -> None:
        """Commit what is done. A failure is no loss: the records come again, to no effect."""
        async with self._committing:
            consumer = self._subscriber.consumer
            owned = consumer.assignment() if consumer else set()
            done, self._done = self._done, {}
            offsets = {place: n for place, n in done.items() if place in owned}
            try:
                if offsets:
                    await consumer.commit(offsets)
            except (KafkaError, ConsumerStoppedError):
                self._done = offsets | self._done


class Outbox:
    """An idempotent producer that says when Kafka has acknowledged."""

    def __init__(self, kafka: str, instance: str) -> None:
        self._kafka, self._instance = kafka, instance
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Connect. Raises KafkaError where Kafka is away."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self._kafka,
            client_id=self._instance,
            enable_idempotence=True,
            acks="all",
            request_timeout_ms=int(SEND_TIMEOUT_S * 1000),
            partitioner=_partition,
        )
        try:
            await producer.start()
        except KafkaError:
            await producer.stop()
            raise
        self._producer = producer

    async def stop(self) -> None:
        """Send what is waiting, then close."""
        if self._producer is not None:
            await self._producer.stop()

    async def send(self, topic: str, envelope: Envelope) -> None:
        """Send one message and wait for the acknowledgement. Raises Unavailable."""
        await self.send_record(topic, envelope.stream, envelope.data, envelope.headers())

    async def send_record(
        self, topic: str, key: str, value: bytes | None, headers: Headers
    ) -> tuple[int, int]:
        """Send one record; returns its partition and offset. Raises Unavailable."""
        return await acknowledge(await self.enqueue(topic, key, value, headers))

    async def enqueue(
        self, topic: str, key: str, value: bytes | None, headers: Headers
    ) -> "asyncio.Future[Any]":
        """Hand one record to the producer; the future is done when it is acknowledged."""
        if self._producer is None:
            raise Unavailable("not connected")
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                sent: asyncio.Future[Any] = await self._producer.send(
                    topic, value=value, key=key.encode(), headers=headers
                )
                return sent
        except (KafkaError, TimeoutError) as problem:
            raise Unavailable(type(problem).__name__) from None


async def acknowledge(sent: "asyncio.Future[Any]") -> tuple[int, int]:
    """Wait for Kafka's word on a record: its partition and offset. Raises Unavailable."""
    await asyncio.wait((sent,), timeout=SEND_TIMEOUT_S)
    return acknowledged(sent)


def acknowledged(sent: "asyncio.Future[Any]") -> tuple[int, int]:
    """Kafka's word on a record that was waited for: partition, offset. Raises Unavailable."""
    if not sent.done():
        raise Unavailable("no acknowledgement in time")
    try:
        metadata = sent.result()
    except KafkaError as problem:
        raise Unavailable(type(problem).__name__) from None
    return metadata.partition, metadata.offset
