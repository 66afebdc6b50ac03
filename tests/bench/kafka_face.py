"""Commands straight onto a topic, outcomes awaited on another: the same client for both sides."""

import asyncio
import contextlib
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

OUTCOME, TYPE = "ce_outcome", "ce_type"


@dataclass(frozen=True, slots=True)
class Command:
    """One record to send. `id` is what the outcome's header will name."""

    id: bytes
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The event that answered a command."""

    type: str
    value: bytes
    sequence: int


class KafkaFace:
    """A client on Kafka. `wanted` is the event type that counts as a yes (None: any)."""

    def __init__(self, kafka: str, commands: str, outcomes: str, wanted: str | None) -> None:
        self._commands, self._wanted = commands, wanted
        self._producer = AIOKafkaProducer(
            bootstrap_servers=kafka, enable_idempotence=True, acks="all"
        )
        self._consumer = AIOKafkaConsumer(
            outcomes,
            bootstrap_servers=kafka,
            auto_offset_reset="latest",
            enable_auto_commit=False,
        )
        self._waiting: dict[bytes, asyncio.Future[Outcome]] = {}
        self._listening: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and stand at the end of the outcomes."""
        await self._producer.start()
        await self._consumer.start()
        await self._consumer.seek_to_end()
        for place in self._consumer.assignment():
            await self._consumer.position(place)
        self._listening = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Let go."""
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening
        await self._consumer.stop()
        await self._producer.stop()

    async def ask(self, command: Command) -> bool:
        """Send and wait for the outcome; whether it is the wanted one."""
        return self._wanted in (None, (await self.ask_for(command)).type)

    async def ask_for(self, command: Command) -> Outcome:
        """Send and wait for the outcome."""
        waiting = self._waiting[command.id] = asyncio.get_running_loop().create_future()
        await self._producer.send(
            self._commands, value=command.value, key=command.key, headers=command.headers
        )
        outcome: Outcome = await waiting
        return outcome

    async def _listen(self) -> None:
        while True:
            for records in (await self._consumer.getmany(timeout_ms=1000)).values():
                for record in records:
                    self._take(record)

    def _take(self, record: object) -> None:
        headers: dict[str, bytes] = dict(record.headers)  # type: ignore[attr-defined]
        waiting = self._waiting.pop(headers.get(OUTCOME, b""), None)
        if waiting is not None and not waiting.done():
            value: bytes = record.value  # type: ignore[attr-defined]
            sequence = int(headers.get("ce_sequence", b"0"))
            waiting.set_result(Outcome(headers.get(TYPE, b"").decode(), value, sequence))
