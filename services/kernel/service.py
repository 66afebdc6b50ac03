"""A process of the platform: consumes, takes turns, sweeps, beats, and stops in order."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
from aiokafka.errors import KafkaError

from services.kernel import heartbeat, logs
from services.kernel.broker import Inbox, Outbox, Record
from services.kernel.contract import Catalogue
from services.kernel.envelope import LARGEST, Envelope
from services.kernel.hooks import Hooks
from services.kernel.incoming import sort
from services.kernel.metrics import ASSIGNED, BATCHES_RETRIED, BROKEN, PARKED, STOPPED
from services.kernel.ownership import ensure_not_behind
from services.kernel.publishing import Publisher
from services.kernel.rules import Rules
from services.kernel.settings import Settings
from services.kernel.store import connect_pool
from services.kernel.sweep import SILENT, FindDue, Sweep
from services.kernel.turn import BrakePulled, Turn

SWEEP_EVERY_S = 1.0
COMMIT_EVERY_S = 0.25
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 5.0
log = logs.logger()


class Process:
    """One consumer process of a service. `start` returns when it works; `stop` is graceful."""

    def __init__(
        self,
        rules: Rules,
        settings: Settings,
        catalogue: Catalogue,
        *,
        hooks: Hooks | None = None,
        find_due: FindDue | None = None,
        search_path: str | None = None,
    ) -> None:
        self.rules, self.settings, self.catalogue = rules, settings, catalogue
        self.hooks, self._find_due = hooks or Hooks(), find_due
        self._search_path = search_path or rules.service
        self._desk = asyncio.Lock()
        self._assigned, self._worked = asyncio.Event(), asyncio.Event()
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._fresh = True
        self.broken = False
        self.stopped: list[list[str]] = []
        self.parked = 0
        self.pool: asyncpg.Pool
        self.outbox: Outbox
        self.turn: Turn
        self.sweep: Sweep

    # -- life -------------------------------------------------------------------------------

    async def start(self) -> None:
        """Connect, check that the journal is whole, and begin to consume."""
        settings = self.settings
        self.pool = await _patiently(self._connect)
        self.outbox = Outbox(settings.kafka, settings.instance)
        await _patiently(self.outbox.start)
        await ensure_not_behind(self.pool, self.rules, settings)
        self.turn = Turn(
            rules=self.rules,
            catalogue=self.catalogue,
            pool=self.pool,
            outbox=self.outbox,
            publisher=Publisher(self.outbox, self.rules.service),
            partitions=settings.partitions,
            hooks=self.hooks,
        )
        self.sweep = Sweep(self.turn, self._find_due)
        self.inbox = Inbox(
            kafka=settings.kafka,
            group=self.rules.service,
            instance=settings.instance,
            topics=self.topics(),
            batch=settings.batch,
        )
        await self.inbox.start(self._handle, self._assigned.set)
        self._tasks = [
            asyncio.create_task(task())
            for task in (self._sweep_for_ever, self._commit_for_ever, self._beat)
        ]

    async def _connect(self) -> asyncpg.Pool:
        settings = self.settings
        return await connect_pool(
            settings.database, settings.pool_size, self._search_path, settings.instance
        )

    async def stop(self) -> None:
        """Finish what is at hand, commit, and let go of everything."""
        self._stopping.set()
        await self.inbox.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.outbox.stop()
        await self.pool.close()

    def topics(self) -> list[str]:
        """The topics that this process consumes."""
        return [*self.rules.topics, *self.hooks.raw]

    def ready(self) -> bool:
        """Whether it consumes."""
        return not self.broken and bool(self.inbox.partitions())

    # -- work -------------------------------------------------------------------------------

    async def _handle(self, records: tuple[Record, ...]) -> None:
        async with self._desk:
            await self._until_done(lambda: self._work(records))
        if not self._stopping.is_set():
            self.inbox.done(records)
            self._worked.set()

    async def _work(self, records: Sequence[Record]) -> None:
        raw: dict[str, list[Record]] = {}
        plain: list[Record] = []
        for record in records:
            if record.topic in self.hooks.raw:
                raw.setdefault(record.topic, []).append(record)
            else:
                plain.append(record)
        messages, controls, broken = sort(self.catalogue, plain)
        if controls:
            await self._publish_again(controls)
        await self.turn.run(messages, broken, raw)

    async def _publish_again(self, controls: Sequence[Envelope]) -> None:
        """Lower `published` as asked; the sweep sends what is then unpublished."""
        wanted: dict[str, int] = {}
        for control in controls:
            with contextlib.suppress(ValueError, KeyError, TypeError, OverflowError):
                upto = min(max(int(orjson.loads(control.data)["from"]) - 1, 0), LARGEST)
                wanted[control.stream] = min(upto, wanted.get(control.stream, upto))
        if not wanted:
            return
        self.turn.publisher.take_confirmed(wanted)
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(
                "select lower_published_v1($1, $2)", list(wanted), list(wanted.values())
            )
        log.info("publishing_again", streams=len(wanted))
        self._assigned.set()

    async def _until_done(self, work: Callable[[], Awaitable[None]]) -> None:
        """Try until it works: a batch waits for its database and is never given up.

        A database that crashed may have forgotten that something was taken in: then heads are
        repeated as on start, so that whoever misses an event sees it at once.
        """
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                await work()
                return
            except BrakePulled as problem:
                await self._stand_still(str(problem))
            except Exception as problem:
                self._fresh = True
                BATCHES_RETRIED.labels(type(problem).__name__).inc()
                log.warning("batch_waits", cause=type(problem).__name__, pause_s=pause)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _stand_still(self, why: str) -> None:
        self.broken = True
        BROKEN.set(1)
        log.error("stopped_consuming", why=why)
        await self._stopping.wait()

    # -- what goes on beside it -------------------------------------------------------------

    async def _sweep_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._assigned.wait(), SWEEP_EVERY_S)
            self._assigned.clear()
            try:
                async with self._desk:
                    await self._sweep()
            except BrakePulled as problem:
                await self._stand_still(str(problem))
            except Exception as problem:
                # Whatever it was: a process that no longer sweeps would repair nothing.
                log.warning("sweep_failed", cause=type(problem).__name__)

    async def _sweep(self) -> None:
        partitions = self.inbox.partitions()
        ASSIGNED.set(len(partitions))
        await self.sweep.run(partitions, silent=timedelta(0) if self._fresh else SILENT)
        self._fresh = self._fresh and not partitions
        if self.hooks.swept is not None:
            await self.hooks.swept()
        await self._count_troubles(partitions)

    async def _count_troubles(self, partitions: Sequence[int]) -> None:
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(
                "select set_config('app.streams', coalesce((select string_agg(stream, ',') "
                "from streams where partition = any($1)), '') || ',?', true)",
                list(partitions),
            )
            rows = await connection.fetch(
                "select source, stream from cursors where stopped is not null limit 100"
            )
            self.stopped = [list(row) for row in rows]
            self.parked = await connection.fetchval(
                "select count(*) from set_aside where reason <> 'behind'"
            )
        STOPPED.set(len(self.stopped))
        PARKED.set(self.parked)

    async def _commit_for_ever(self) -> None:
        while True:
            await self._worked.wait()
            await asyncio.sleep(COMMIT_EVERY_S)
            self._worked.clear()
            await self.inbox.commit()

    async def _beat(self) -> None:
        await heartbeat.beat(self.outbox, self.describe)

    def describe(self) -> dict[str, Any]:
        """What the heartbeat says."""
        return {
            "service": self.rules.service,
            "instance": self.settings.instance,
            "broken": self.broken,
            "stopped": self.stopped,
            "parked": self.parked,
            "partitions": self.inbox.partitions(),
        }


async def _patiently(connect: Callable[[], Awaitable[Any]]) -> Any:
    """Wait for a dependency that is not there yet."""
    pause = FIRST_PAUSE_S
    while True:
        try:
            return await connect()
        except (OSError, KafkaError, asyncpg.PostgresError) as problem:
            log.info("waiting", for_=type(problem).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)
