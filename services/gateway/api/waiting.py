"""Waiting for outcomes: those that this process applies, and those that another one does.

Outcomes applied here wake their waiters straight after the turn's commit. Of the others the
neighbours tell, and one query asks for all that are waited for.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from uuid import UUID

from services.gateway.api.neighbours import Neighbours
from services.gateway.domain.attempts import Patience
from services.gateway.domain.outcomes import Outcome
from services.gateway.storage.events import PublicLog
from services.gateway.storage.operations import OutcomeReader, record_turn, standings
from services.gateway.storage.reading import DATABASE_AWAY, Connection, Database
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope

POLL_S = 0.5
LOOK_AGAIN_S = 0.05


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
        neighbours: Neighbours,
        patience: Patience,
    ) -> None:
        self.bells = Bells()
        self._patience = patience
        self._database, self._neighbours = database, neighbours
        self._outcomes, self._log = OutcomeReader(catalogue), PublicLog(catalogue)
        self._waiters: dict[UUID, list[Waiter]] = {}
        self._streams: dict[UUID, str] = {}
        self._fresh: list[tuple[Envelope, Outcome]] = []
        self._ahead: dict[UUID, tuple[Envelope, Outcome]] = {}
        self._cursors: dict[tuple[str, str], int] = {}
        self._wanted: set[UUID] = set()
        self._look = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self, dsn: str) -> None:
        """Begin to listen to the neighbours, and to look now and then."""
        await self._neighbours.start(dsn, self._heard)
        self._task = asyncio.create_task(self._look_for_ever())

    async def stop(self) -> None:
        """End the background tasks."""
        await self._neighbours.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

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

    def look(self, operation: UUID) -> None:
        """Ask the database about this operation, together with others."""
        self._wanted.add(operation)
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
        public = self._log.among(envelopes)
        await record_turn(connection, self._fresh, public, self._patience)

    async def after_turn(self, envelopes: Sequence[Envelope]) -> None:
        """Behind the commit: wake who waits here, and tell the others."""
        for envelope in envelopes:
            self._cursors[(envelope.source, envelope.stream)] = envelope.sequence or 0
        elsewhere = self._sort_out({envelope.id for envelope in envelopes})
        for operation, (envelope, outcome) in list(self._ahead.items()):
            if self._shown(envelope):
                del self._ahead[operation]
                self._wake(operation, outcome)
            else:
                # Perhaps another process has applied it, or this one before it was restarted.
                self.look(operation)
        streams = {envelope.stream for envelope in envelopes}
        self.bells.ring(list(streams))
        self._neighbours.tell(streams, elsewhere)

    def _sort_out(self, committed: set[UUID]) -> list[UUID]:
        """Take in this turn's outcomes; those that nobody here waits for are returned."""
        elsewhere: list[UUID] = []
        fresh, self._fresh = self._fresh, []
        for envelope, outcome in fresh:
            if envelope.id not in committed or envelope.outcome is None:
                continue
            if envelope.outcome in self._waiters:
                self._ahead[envelope.outcome] = envelope, outcome
            else:
                elsewhere.append(envelope.outcome)
        return elsewhere

    def _shown(self, outcome: Envelope) -> bool:
        """Whether the views are known to have what the outcome stands on."""
        return all(
            self._cursors.get((source, outcome.stream), 0) >= sequence
            for source, sequence in outcome.after.items()
        )

    # -- what others apply ------------------------------------------------------------------

    def _heard(self, streams: Sequence[str] | None, operations: set[UUID] | None) -> None:
        self.bells.ring(streams)
        mine = set(self._waiters) if operations is None else operations & self._waiters.keys()
        if mine:
            self._wanted |= mine
            self._look.set()

    async def _look_for_ever(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._look.wait(), POLL_S)
                wanted, self._wanted = self._wanted, set()
            except TimeoutError:
                wanted = set(self._streams)
            self._look.clear()
            asked = {op: self._streams[op] for op in wanted if op in self._streams}
            if asked:
                with contextlib.suppress(*DATABASE_AWAY):
                    await self._look_at(asked)

    async def _look_at(self, asked: dict[UUID, str]) -> None:
        """Wake whoever waits for what is final; look again soon at what is almost."""
        found = await standings(self._database, asked.values(), list(asked))
        for operation, standing in found.items():
            if standing.outcome is not None:
                if operation in self._ahead:
                    self._learn(self._ahead.pop(operation)[0])
                self._wake(operation, standing.outcome)
            elif standing.decided:
                asyncio.get_running_loop().call_later(LOOK_AGAIN_S, self.look, operation)

    def _learn(self, shown: Envelope) -> None:
        """The views have what this outcome stands on."""
        for source, sequence in shown.after.items():
            place = source, shown.stream
            self._cursors[place] = max(self._cursors.get(place, 0), sequence)
