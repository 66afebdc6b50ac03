"""Consume a batch, one transaction, produce, commit offsets behind it: what all three share."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor

BATCH = 500
Sent = tuple[str, bytes, bytes, list[tuple[str, bytes]]]
"""Topic, key, value, headers."""

Work = Callable[[Any, Sequence[Any]], Awaitable[Sequence[Sent]]]
"""What a batch does in its transaction; returns what is to be sent behind it."""


def make_producer(kafka: str) -> AIOKafkaProducer:
    """As the platform's: idempotent, acknowledged by all."""
    return AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True, acks="all")


async def make_pool(dsn: str, *, durable: bool = True) -> asyncpg.Pool:
    """As many connections as a process of the platform has, and as there no reset between uses."""
    settings = {"jit": "off"} if durable else {"jit": "off", "synchronous_commit": "off"}
    return await asyncpg.create_pool(
        dsn, min_size=1, max_size=6, server_settings=settings, reset=_leave_as_it_is
    )


async def _leave_as_it_is(_connection: object) -> None:
    """Nothing was set that would have to be taken back."""


class Loop:
    """One consumer over one topic."""

    def __init__(self, kafka: str, topic: str, pool: asyncpg.Pool, work: Work) -> None:
        self._pool, self._work = pool, work
        self._producer = make_producer(kafka)
        self._consumer = AIOKafkaConsumer(
            topic,
            bootstrap_servers=kafka,
            group_id=f"bench-{topic}",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            partition_assignment_strategy=(RangePartitionAssignor,),
        )
        self._done: dict[TopicPartition, int] = {}
        self._worked = asyncio.Event()

    async def run(self, behind: Callable[[Sequence[Any]], None] | None = None) -> None:
        """Go on until cancelled. `behind` hears of each batch that is committed."""
        await self._producer.start()
        await self._consumer.start()
        committing = asyncio.create_task(self._commit_for_ever())
        try:
            while True:
                batch = await self._consumer.getmany(timeout_ms=1000, max_records=BATCH)
                records = [record for part in batch.values() for record in part]
                if records:
                    await self._take(records)
                    if behind is not None:
                        behind(records)
        finally:
            committing.cancel()
            await self._consumer.stop()
            await self._producer.stop()

    async def _take(self, records: Sequence[Any]) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            outgoing = await self._work(connection, records)
        waiting = [
            await self._producer.send(topic, value=value, key=key, headers=headers)
            for topic, key, value, headers in outgoing
        ]
        if waiting:
            await asyncio.gather(*waiting)
        for record in records:
            self._done[TopicPartition(record.topic, record.partition)] = record.offset + 1
        self._worked.set()

    async def _commit_for_ever(self) -> None:
        while True:
            await self._worked.wait()
            self._worked.clear()
            done, self._done = self._done, {}
            await self._consumer.commit(done)
