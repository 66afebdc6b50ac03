"""The sweep: once a second, over the streams of this instance's partitions.

Publishes what is unpublished, takes up what is ready, asks again for what is missing, sends
addressed commands again, and repeats the head of a stream that fell silent.
"""

import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from services.kernel.broker import Unavailable
from services.kernel.contract import Command
from services.kernel.envelope import Envelope
from services.kernel.ids import made_by
from services.kernel.incoming import PUBLISH_FROM
from services.kernel.metrics import GAPS_ASKED
from services.kernel.store import Connection
from services.kernel.turn import Turn

SILENT = timedelta(seconds=60)
ASK_EVERY = timedelta(seconds=2)
SEND_EVERY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Due:
    """Calendar work: an item of a stream that is due. Its command's id follows from these."""

    stream: str
    item: UUID
    at: datetime
    command: Command


FindDue = Callable[[Connection, datetime], Awaitable[Sequence[Due]]]
"""Looks for items that are due in the streams named in `app.streams`."""


@dataclass
class Sweep:
    """Sweeps for one process. `find_due` is the service's calendar, where it has one."""

    turn: Turn
    find_due: FindDue | None = None

    async def run(self, partitions: Sequence[int], *, silent: timedelta) -> None:
        """One sweep; `silent`: heads of streams that changed no more since then are repeated, all
        where it is zero. Raises asyncpg errors where the database is away.
        """
        if not partitions:
            return
        confirmed = self.turn.publisher.take_confirmed()
        try:
            found, due = await self._look(partitions, silent, confirmed)
        except BaseException:
            self.turn.publisher.give_back(confirmed)
            raise
        for stream, head, published in found["unpublished"]:
            await self.turn.catch_up(stream, published, head)
        try:
            await self._send(found, due)
        except Unavailable:
            return
        if found["behind"]:
            await self.turn.run([], streams=found["behind"])

    async def _look(
        self,
        partitions: Sequence[int],
        silent: timedelta,
        confirmed: tuple[list[str], list[int], list[int]],
    ) -> tuple[dict[str, Any], Sequence[Due]]:
        offsets = self.turn.publisher.take_offsets()
        async with self.turn.pool.acquire() as connection, connection.transaction():
            found = orjson.loads(
                await connection.fetchval(
                    "select sweep_v1($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    list(partitions),
                    silent,
                    ASK_EVERY,
                    SEND_EVERY,
                    *confirmed,
                    list(offsets),
                    list(offsets.values()),
                )
            )
            due: Sequence[Due] = ()
            if self.find_due is not None:
                due = await self.find_due(connection, datetime.now(UTC))
            for stream, head in found["silent"]:
                await self.turn.publisher.repeat(connection, stream, head)
        return found, due

    async def _send(self, found: dict[str, Any], due: Sequence[Due]) -> None:
        outbox, service = self.turn.outbox, self.turn.rules.service
        for source, stream, sequence in found["gaps"]:
            GAPS_ASKED.inc()
            request = publish_from(service, source, stream, sequence + 1)
            await outbox.send(f"{source}.commands", request)
        for stream, _id, topic, value, headers in found["addressed"]:
            pairs = [(name, text.encode()) for name, text in headers]
            await outbox.send_record(topic, stream, base64.b64decode(value), pairs)
        for item in due:
            await outbox.send(f"{service}.commands", clock_command(service, item))


def publish_from(asker: str, source: str, stream: str, sequence: int) -> Envelope:
    """The control message that asks the owner of a stream to publish from a sequence again."""
    return _command(asker, stream, PUBLISH_FROM, json.dumps({"from": sequence}).encode(), uuid4())


def clock_command(service: str, due: Due) -> Envelope:
    """The clock's command for an item that is due: the same one, however often it is sent."""
    command_id = made_by(due.item, f"{due.stream}:{due.at.isoformat()}")
    data = due.command.model_dump_json().encode()
    return _command(service, due.stream, due.command.wire_name, data, command_id, due.at)


def _command(
    source: str,
    stream: str,
    wire_name: str,
    data: bytes,
    command_id: UUID,
    at: datetime | None = None,
) -> Envelope:
    return Envelope(
        id=command_id,
        type=wire_name,
        source=source,
        stream=stream,
        time=at or datetime.now(UTC),
        data=data,
        correlation=command_id,
    )
