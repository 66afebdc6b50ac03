"""A consumer of Kafka for as long as it is used, let go of whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer


@asynccontextmanager
async def consuming(kafka: str, *topics: str, **options: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """A started consumer with aiokafka's options. Raises KafkaError where Kafka is away."""
    consumer = AIOKafkaConsumer(*topics, bootstrap_servers=kafka, **options)
    try:
        await consumer.start()
        yield consumer
    finally:
        await let_go(consumer)


async def let_go(consumer: AIOKafkaConsumer) -> None:
    """Stop a consumer. Raises CancelledError only where the caller itself is cancelled.

    Where a fetch failed and waits to try again, aiokafka lets the end of that fetch out of
    `stop`, with its connections open: whoever follows a topic would end with it, silently.
    """
    try:
        await consumer.stop()
    except asyncio.CancelledError:
        await consumer._client.close()
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
