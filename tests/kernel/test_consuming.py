"""A consumer is let go of whatever aiokafka has under way, and its follower goes on."""

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.fetcher import Fetcher

from services.kernel.consuming import let_go


async def a_consumer_that_will_fetch_again() -> AIOKafkaConsumer:
    """As one is whose fetch failed: its task sleeps before the next try."""
    consumer = AIOKafkaConsumer(bootstrap_servers="127.0.0.1:1")
    fetcher = Fetcher(consumer._client, consumer._subscription)
    consumer._fetcher = fetcher
    fetcher._pending_tasks.add(asyncio.create_task(asyncio.Event().wait()))
    return consumer


async def test_what_ends_within_a_consumer_ends_not_who_follows_it() -> None:
    consumer = await a_consumer_that_will_fetch_again()
    await let_go(consumer)
    assert all(task.cancelled() for task in consumer._fetcher._pending_tasks)


async def test_who_is_cancelled_while_letting_go_is_cancelled() -> None:
    consumer, follows = await a_consumer_that_will_fetch_again(), asyncio.Event()

    async def follow() -> None:
        try:
            follows.set()
            await asyncio.Event().wait()
        finally:
            await let_go(consumer)

    following = asyncio.create_task(follow())
    await follows.wait()
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following
