"""Kafka, in and out: FastStream's batch subscriber with its traps closed, and a raw producer.

Each setting here that differs from FastStream's default closes a trap that was found by running
it; `tests/kernel/test_broker.py` fails when one of them changes upstream.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeAlias

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import FAKE_CONSUMER, KafkaMessage

from services.kernel.envelope import Envelope, Headers

Record: TypeAlias = ConsumerRecord
Handle = Callable[[tuple[Record, ...]], Awaitable[None]]
Revoked = Callable[[], Awaitable[None]]

IDLE_POLL_MS = 2
SEND_TIMEOUT_S = 10.0


class Unavailable(Exception):
    """Kafka did not acknowledge. Safe to send again: ids make a repeat harmless."""


def partition_of(stream: str, partitions: int) -> int:
    """The partition of a stream: as Kafka's default partitioner has it."""
    return int((murmur2(stream.encode()) & 0x7FFFFFFF) % partitions)


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

    Offsets are committed behind the work, by `done`, never before it.
    """

    def __init__(
        self,
        *,
        kafka: str,
        group: str,
        instance: str,
        topics: Sequence[str],
        batch: int,
    ) -> None:
        self._broker = KafkaBroker(
            kafka,
            client_id=instance,
            apply_types=False,
            logger=None,
            graceful_timeout=10.0,
        )
        self._group, self._instance = group, instance
        self._topics, self._batch = tuple(topics), batch
        self._subscriber: Any = None
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
            batch_timeout_ms=IDLE_POLL_MS,
            max_records=self._batch,
            ack_policy=AckPolicy.MANUAL,
            listener=_Listener(self.commit, assigned),
            parser=_as_it_came,
            decoder=_raw,
            no_reply=True,
        )
        self._subscriber(handle)
        await self._broker.start()

    async def stop(self) -> None:
        """Finish the batch at hand, commit, leave."""
        if self._subscriber is not None and self._subscriber.consumer is not None:
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
            offsets = {place: n for place, n in self._done.items() if place in owned}
            self._done.clear()
            if offsets:
                with contextlib.suppress(KafkaError):
                    await consumer.commit(offsets)


async def _as_it_came(records: tuple[Record, ...]) -> KafkaMessage:
    """The parser: headers are left alone, so one that is not UTF-8 cannot lose a batch."""
    return KafkaMessage(
        body=b"",
        headers={},
        raw_message=records,
        message_id="batch",
        correlation_id="batch",
        consumer=FAKE_CONSUMER,
    )


async def _raw(message: KafkaMessage) -> Any:
    """The decoder: the records as they are."""
    return message.raw_message


class Outbox:
    """An idempotent producer that says when Kafka has acknowledged."""

    def __init__(self, kafka: str, instance: str) -> None:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=kafka,
            client_id=instance,
            enable_idempotence=True,
            acks="all",
            request_timeout_ms=int(SEND_TIMEOUT_S * 1000),
        )

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Send what is waiting, then close."""
        await self._producer.stop()

    async def send(self, topic: str, envelope: Envelope) -> None:
        """Send one message and wait for the acknowledgement. Raises Unavailable."""
        await self.send_record(topic, envelope.stream, envelope.data, envelope.headers())

    async def send_record(
        self, topic: str, key: str, value: bytes | None, headers: Headers
    ) -> tuple[int, int]:
        """Send one record; returns its partition and offset. Raises Unavailable."""
        acknowledged = await self.enqueue(topic, key, value, headers)
        return await acknowledge(acknowledged)

    async def enqueue(
        self, topic: str, key: str, value: bytes | None, headers: Headers
    ) -> "asyncio.Future[Any]":
        """Hand one record to the producer; the future is done when it is acknowledged."""
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
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            metadata = await asyncio.shield(sent)
    except (KafkaError, TimeoutError) as problem:
        raise Unavailable(type(problem).__name__) from None
    return metadata.partition, metadata.offset
