"""FastStream's traps: each of these fails when upstream changes what our settings close."""

import asyncio
import inspect
from uuid import uuid4

from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.subscriber.usecase import BatchSubscriber, LogicSubscriber

from services.kernel.broker import Inbox, Record
from tests.kit.talk import Talk

DEFAULTS = inspect.signature(KafkaBroker.subscriber).parameters


def test_the_defaults_that_we_override_are_still_the_traps_that_we_know() -> None:
    assert DEFAULTS["batch_timeout_ms"].default == 200
    assert DEFAULTS["auto_offset_reset"].default == "latest"
    assert DEFAULTS["partition_assignment_strategy"].default[0].__name__.startswith("RoundRobin")
    assert DEFAULTS["ack_policy"].default is not AckPolicy.MANUAL


def test_faststream_still_sleeps_between_polls_which_is_why_we_read_ourselves() -> None:
    assert "sleep(self.batch_timeout_ms / 1000)" in inspect.getsource(BatchSubscriber.get_msg)


def test_a_subscriber_without_a_handler_still_leaves_the_reading_to_us() -> None:
    assert "if self.calls:" in inspect.getsource(LogicSubscriber.start)


async def test_a_header_that_is_no_text_reaches_us_as_it_came(talk: Talk) -> None:
    received: list[Record] = []
    done = asyncio.Event()

    async def handle(records: tuple[Record, ...]) -> None:
        received.extend(records)
        done.set()

    inbox = Inbox(
        kafka=talk.platform.kafka,
        group=f"test-{uuid4()}",
        instance=f"test-{uuid4()}",
        topics=["samenspel.status"],
        batch=10,
    )
    await inbox.start(handle, lambda: None)
    try:
        await talk.outbox.send_record("samenspel.status", "k", b"{}", [("bad", b"\xff\xfe")])
        async with asyncio.timeout(20):
            while not any(("bad", b"\xff\xfe") in record.headers for record in received):
                done.clear()
                await done.wait()
    finally:
        await inbox.stop()
