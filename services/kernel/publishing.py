"""Publishing the journal: whoever sends event n of a stream first sends every lower one.

`published` rises only by compare-and-set from the value that was read, written when the next
turn or sweep opens; a request to publish again lowers it. So nothing is passed over.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from services.kernel import journal
from services.kernel.broker import SEND_TIMEOUT_S, Outbox, Unavailable, acknowledged
from services.kernel.envelope import Envelope
from services.kernel.store import Connection

CHUNK = 1_000


class Publisher:
    """Sends a service's events and remembers what has been acknowledged but not yet noted."""

    def __init__(self, outbox: Outbox, service: str) -> None:
        self._outbox, self._service = outbox, service
        self._topic = f"{service}.events"
        self._confirmed: dict[str, tuple[int, int]] = {}
        self._offsets: dict[int, int] = {}

    def published(self, stream: str, noted: int) -> int:
        """Up to where a stream is published: what the database notes, or what we know more."""
        since, upto = self._confirmed.get(stream, (noted, noted))
        return upto if since == noted else noted

    def take_confirmed(
        self, streams: Iterable[str] | None = None
    ) -> tuple[list[str], list[int], list[int]]:
        """What is to be noted in the database, for these streams or for all; then forgotten."""
        chosen = list(self._confirmed) if streams is None else list(streams)
        pairs = {s: self._confirmed.pop(s) for s in chosen if s in self._confirmed}
        return (
            list(pairs),
            [since for since, _ in pairs.values()],
            [u for _, u in pairs.values()],
        )

    def give_back(self, confirmed: tuple[list[str], list[int], list[int]]) -> None:
        """The transaction that should have noted these was rolled back."""
        for stream, since, upto in zip(*confirmed, strict=True):
            self._confirmed.setdefault(stream, (since, upto))

    def take_offsets(self) -> dict[int, int]:
        """Per partition of the own topic the offset after the last acknowledged event."""
        offsets, self._offsets = self._offsets, {}
        return offsets

    async def publish(self, events: dict[str, list[Envelope]], noted: dict[str, int]) -> None:
        """Send events, contiguous per stream from what is noted as published.

        Where Kafka is away nothing is raised: the journal has them, and the sweep tries again.
        """
        sent: list[tuple[Envelope, asyncio.Future[Any]]] = []
        try:
            for envelopes in events.values():
                for event in envelopes:
                    future = await self._outbox.enqueue(
                        self._topic, event.stream, event.data, event.headers()
                    )
                    sent.append((event, future))
        except Unavailable:
            pass
        if sent:
            await asyncio.wait([future for _, future in sent], timeout=SEND_TIMEOUT_S)
        failed: set[str] = set()
        for event, future in sent:
            if event.stream not in failed:
                self._confirm(event, future, noted, failed)

    def _confirm(
        self,
        event: Envelope,
        future: "asyncio.Future[Any]",
        noted: dict[str, int],
        failed: set[str],
    ) -> None:
        try:
            partition, offset = acknowledged(future)
        except Unavailable:
            failed.add(event.stream)
            return
        assert event.sequence is not None
        self._confirmed[event.stream] = (noted[event.stream], event.sequence)
        self._offsets[partition] = max(offset + 1, self._offsets.get(partition, 0))

    async def catch_up(self, connection: Connection, stream: str, noted: int, head: int) -> None:
        """Send everything of a stream that is in the journal and not yet published."""
        published = self.published(stream, noted)
        pending: list[Envelope] = []
        async for event in journal.read(connection, self._service, stream, published, head):
            pending.append(event)
            if len(pending) == CHUNK:
                await self.publish({stream: pending}, {stream: noted})
                pending = []
        if pending:
            await self.publish({stream: pending}, {stream: noted})

    async def repeat(self, connection: Connection, stream: str, head: int) -> None:
        """Send the last event of a stream once more: it shows whether somebody missed it."""
        async for event in journal.read(connection, self._service, stream, head - 1, head):
            try:
                await self._outbox.send(self._topic, event)
            except Unavailable:
                return
