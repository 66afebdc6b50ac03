"""The other gateways: what this one has applied is told them, and heard from them.

One NOTIFY per batch, in a transaction of its own behind the commit: inside a write transaction
it would make all commits wait for one another.
"""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.gateway.storage.reading import DATABASE_AWAY, Database
from services.kernel import logs

CHANNEL = "gateway_turns"
PAUSE_S = 0.005
RECONNECT_S = 1.0
NAMED_MAX = 90
"""A payload holds 8,000 bytes, so so many ids of each kind; more are told as `all`."""

log = logs.logger()
Heard = Callable[[Sequence[str] | None, set[UUID] | None], None]
"""What was applied elsewhere: streams, and operations that came to an end; None means any."""


class Neighbours:
    """Tells and hears. `others` says whether other gateways are alive."""

    def __init__(self, database: Database, instance: str, others: Callable[[], bool]) -> None:
        self._database, self._instance, self._others = database, instance, others
        self._streams: set[str] = set()
        self._operations: set[UUID] = set()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, dsn: str, heard: Heard) -> None:
        """Begin to tell and to listen."""
        loops = (self._tell_for_ever(), self._listen_for_ever(dsn, heard))
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """End both."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def tell(self, streams: Collection[str], operations: Collection[UUID]) -> None:
        """Say soon that events of these streams, and the ends of these operations, are applied."""
        if streams and self._others():
            self._streams.update(streams)
            self._operations.update(operations)
            self._news.set()

    async def _tell_for_ever(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            streams, self._streams = self._streams, set()
            operations, self._operations = self._operations, set()
            said = [self._instance, _few(streams), _few(operations)]
            with contextlib.suppress(*DATABASE_AWAY):
                await self._database.call(
                    "select pg_notify($1, $2)", CHANNEL, orjson.dumps(said).decode()
                )
            await asyncio.sleep(PAUSE_S)

    async def _listen_for_ever(self, dsn: str, heard: Heard) -> None:
        def listener(_connection: Any, _pid: int, _channel: str, payload: object) -> None:
            instance, streams, operations = orjson.loads(str(payload))
            if instance != self._instance:
                heard(streams, None if operations is None else set(map(UUID, operations)))

        while True:
            try:
                connection = await asyncpg.connect(dsn, command_timeout=10.0)
                gone = asyncio.Event()
                connection.add_termination_listener(lambda _connection, gone=gone: gone.set())
                await connection.add_listener(CHANNEL, listener)
                heard(None, None)
                try:
                    await gone.wait()
                finally:
                    await connection.close(timeout=2.0)
            except DATABASE_AWAY as problem:
                log.warning("not_listening", cause=type(problem).__name__)
            await asyncio.sleep(RECONNECT_S)


def _few(names: Collection[object]) -> list[object] | None:
    return list(names) if len(names) <= NAMED_MAX else None
