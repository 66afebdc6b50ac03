"""A process that ends between any two of its statements, or of its sendings to Kafka.

Its connection breaks off, so that PostgreSQL sees what it sees of a killed process; what it had in
memory is gone with it. No stand-in: statements and sendings are real, up to the one that is named.
"""

from dataclasses import dataclass
from typing import Any

import asyncpg

from deploy.audit.services import AUDITED
from services.kernel.broker import Outbox
from services.kernel.publishing import Publisher
from services.kernel.rules import Rules
from services.kernel.turn import Turn
from tests.kit.heard import CATALOGUE

PARTITIONS = 12


class Crashed(BaseException):
    """The process is no more."""


@dataclass
class Plan:
    """Where a process ends: at its `point`-th statement or sending, before or after that one.

    `point` 0: nowhere.
    """

    point: int = 0
    after: bool = False
    seen: int = 0
    crashed: bool = False

    def now(self) -> bool:
        """Count one more; whether the process ends at this one."""
        self.seen += 1
        if self.seen == self.point:
            self.crashed = True
        return self.seen == self.point


class _Connection(asyncpg.Connection):
    """A connection whose statements are counted; it breaks off where its process ends."""

    plan: Plan

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        return await self._counted(super().execute, *args, **kwargs)

    async def fetch(self, *args: Any, **kwargs: Any) -> Any:
        return await self._counted(super().fetch, *args, **kwargs)

    async def fetchval(self, *args: Any, **kwargs: Any) -> Any:
        return await self._counted(super().fetchval, *args, **kwargs)

    async def _counted(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        ends = not self.plan.crashed and self.plan.now()
        if ends and not self.plan.after:
            self.terminate()
            raise Crashed
        done = await statement(*args, **kwargs)
        if ends:
            self.terminate()
            raise Crashed
        return done


class _Outbox(Outbox):
    """Sends to Kafka by another's connection, up to where its process ends."""

    def __init__(self, under: Outbox, plan: Plan) -> None:
        self._under, self._plan = under, plan

    async def enqueue(self, *args: Any) -> Any:
        ends = self._plan.now()
        if ends and not self._plan.after:
            raise Crashed
        future = await self._under.enqueue(*args)
        if ends:
            await future
            raise Crashed
        return future


async def one_life(rules: Rules, dsn: str, outbox: Outbox, plan: Plan, *work: Any) -> bool:
    """A process of a service does `work` (each takes its turn) and ends. Whether it came through.

    It begins with nothing but what the database holds.
    """
    connection = type("Counted", (_Connection,), {"plan": plan})
    path = AUDITED[rules.service].search_path
    settings = {"search_path": path, "enable_seqscan": "off", "lock_timeout": "5s"}
    pool = await asyncpg.create_pool(
        dsn, min_size=1, max_size=1, connection_class=connection, server_settings=settings
    )
    try:
        counted = _Outbox(outbox, plan)
        turn = Turn(
            rules=rules,
            catalogue=CATALOGUE,
            pool=pool,
            outbox=counted,
            publisher=Publisher(counted, rules.service),
            partitions=PARTITIONS,
        )
        for step in work:
            await step(turn)
    except (Crashed, asyncpg.InterfaceError, asyncpg.PostgresConnectionError):
        assert plan.crashed
    finally:
        pool.terminate()
    return not plan.crashed
