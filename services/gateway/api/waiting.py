"""Waiting for outcomes: those that this process applies, and those that another one does.

Outcomes applied here wake their waiters straight after the turn's commit. For the others there
is one NOTIFY per batch, in a transaction of its own, and one query for all that is waited for.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.gateway.domain.outcomes import Outcome
from services.gateway.storage.events import PublicLog
from services.gateway.storage.operations import OutcomeReader, record_turn, standings
from services.gateway.storage.reading import DATABASE_AWAY, Connection, Database
from services.kernel import logs
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope

CHANNEL = "gateway_turns"
NOTIFY_PAUSE_S = 0.005
POLL_S = 0.5
RECONNECT_S = 1.0
MANY_STREAMS = 100
log = logs.logger()


class Bells:
    """Rings for whoever waits for something new on a stream."""

    def __init__(self) -> None:
        self._bells: dict[str, asyncio.Event] = {}

    async def wait(self, stream: str, timeout_s: float) -> None:
        """Return when the stream rings, or after the time."""
        bell = self._bells.setdefault(stream, asyncio.Event())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), timeout_s)

    def ring(self, streams: Sequence[str] | None) -> None:
        """Wake who waits for these streams; None: everybody."""
        for stream in list(self._bells) if streams is None else streams:
            bell = self._bells.pop(stream, None)
            if bell is not None:
                bell.set()


Waiter = asyncio.Future[Outcome]


class Waiting:
    """The operations that somebody waits for in this process."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        instance: str,
        others: Callable[[], bool],
    ) -> None:
        """`others` says whether other gateways are alive, who must be told."""
        self.bells = Bells()
        self._others = others
        self._database, self._instance = database, instance
        self._outcomes, self._log = OutcomeReader(catalogue), PublicLog(catalogue)
        self._waiters: dict[UUID, list[Waiter]] = {}
        self._streams: dict[UUID, str] = {}
        self._fresh: list[tuple[Envelope, Outcome]] = []
        self._ahead: dict[UUID, tuple[Envelope, Outcome]] = {}
        self._cursors: dict[tuple[str, str], int] = {}
        self._untold: set[str] = set()
        self._tell, self._look = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, dsn: str) -> None:
        """Begin to tell other gateways, to listen to them, and to look now and then."""
        loops = (self._tell_for_ever(), self._listen_for_ever(dsn), self._look_for_ever())
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """End the background tasks."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- who waits --------------------------------------------------------------------------

    def expect(self, operation: UUID, stream: str) -> Waiter:
        """A future of the outcome. `stream` is where the operation was opened."""
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self._waiters.setdefault(operation, []).append(waiter)
        self._streams[operation] = stream
        return waiter

    def forget(self, operation: UUID, waiter: Waiter) -> None:
        """Nobody waits at this future any more."""
        waiters = self._waiters.get(operation, [])
        if waiter in waiters:
            waiters.remove(waiter)
        if not waiters:
            self._waiters.pop(operation, None)
            self._streams.pop(operation, None)
            self._ahead.pop(operation, None)

    def look_soon(self) -> None:
        """Ask the database about all that is waited for."""
        self._look.set()

    def _wake(self, operation: UUID, outcome: Outcome) -> None:
        self._streams.pop(operation, None)
        for waiter in self._waiters.pop(operation, []):
            if not waiter.done():
                waiter.set_result(outcome)

    # -- hooks of the projector's turn ------------------------------------------------------

    async def in_turn(self, connection: Connection, envelopes: Sequence[Envelope]) -> None:
        """In the transaction: keep public events, note outcomes."""
        self._fresh = self._outcomes.among(envelopes)
        await record_turn(connection, self._fresh, self._log.among(envelopes))

    async def after_turn(self, envelopes: Sequence[Envelope]) -> None:
        """Behind the commit: wake who waits here, and tell the others."""
        for envelope in envelopes:
            self._cursors[(envelope.source, envelope.stream)] = envelope.sequence or 0
        committed = {envelope.id for envelope in envelopes}
        fresh, self._fresh = self._fresh, []
        for envelope, outcome in fresh:
            if envelope.id in committed and envelope.outcome in self._waiters:
                self._ahead[envelope.outcome] = envelope, outcome
        for operation, (envelope, outcome) in list(self._ahead.items()):
            if self._shown(envelope):
                del self._ahead[operation]
                self._wake(operation, outcome)
            else:
                # Perhaps another process has applied it, or this one before it was restarted.
                self.look_soon()
        streams = {envelope.stream for envelope in envelopes}
        if streams:
            self.bells.ring(list(streams))
            if self._others():
                self._untold |= streams
                self._tell.set()

    def _shown(self, outcome: Envelope) -> bool:
        """Whether the views are known to have what the outcome stands on."""
        return all(
            self._cursors.get((source, outcome.stream), 0) >= sequence
            for source, sequence in outcome.after.items()
        )

    # -- other gateways ---------------------------------------------------------------------

    async def _tell_for_ever(self) -> None:
        while True:
            await self._tell.wait()
            self._tell.clear()
            streams, self._untold = self._untold, set()
            named = sorted(streams) if len(streams) <= MANY_STREAMS else None
            payload = orjson.dumps([self._instance, named]).decode()
            with contextlib.suppress(*DATABASE_AWAY):
                await self._database.call("select pg_notify($1, $2)", CHANNEL, payload)
            await asyncio.sleep(NOTIFY_PAUSE_S)

    async def _listen_for_ever(self, dsn: str) -> None:
        while True:
            try:
                connection = await asyncpg.connect(dsn, command_timeout=10.0)
                gone = asyncio.Event()
                connection.add_termination_listener(lambda _connection, gone=gone: gone.set())
                await connection.add_listener(CHANNEL, self._heard)
                self.look_soon()
                try:
                    await gone.wait()
                finally:
                    await connection.close(timeout=2.0)
            except DATABASE_AWAY as problem:
                log.warning("not_listening", cause=type(problem).__name__)
            await asyncio.sleep(RECONNECT_S)

    def _heard(self, _connection: Any, _pid: int, _channel: str, payload: object) -> None:
        instance, streams = orjson.loads(str(payload))
        if instance != self._instance:
            self.bells.ring(streams)
            if self._waiters:
                self.look_soon()

    async def _look_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), POLL_S)
            self._look.clear()
            if self._streams:
                with contextlib.suppress(*DATABASE_AWAY):
                    await self._look_once()

    async def _look_once(self) -> None:
        streams = dict(self._streams)
        found = await standings(self._database, streams.values(), list(streams))
        for operation, standing in found.items():
            if standing.outcome is not None:
                if operation in self._ahead:
                    self._learn(self._ahead.pop(operation)[0])
                self._wake(operation, standing.outcome)

    def _learn(self, shown: Envelope) -> None:
        """The views have what this outcome stands on."""
        for source, sequence in shown.after.items():
            place = source, shown.stream
            self._cursors[place] = max(self._cursors.get(place, 0), sequence)
