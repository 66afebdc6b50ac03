"""Waits until the platform has taken in all that it published: no window pays for another."""

import asyncio
import time
from collections.abc import Sequence

import asyncpg

from deploy.cli.connection import Platform

LONGEST_SECONDS = 60.0
PAUSE_SECONDS = 0.05


class Busy(RuntimeError):
    """The platform does not come to rest."""


class Rest:
    """Compares the heads of the journals with the cursors of those who hear them."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._open: dict[str, asyncpg.Connection] = {}

    async def start(self) -> None:
        """Connect as the operator, who sees every stream."""
        for database in ("cards", "budget", "gateway"):
            self._open[database] = await asyncpg.connect(self._platform.dsn(database))

    async def stop(self) -> None:
        """Let go."""
        for connection in self._open.values():
            await connection.close()

    async def wait(self) -> None:
        """Return once every cursor stands at its head. Raises Busy."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline:
            behind = await self._behind()
            if not behind:
                return
            await asyncio.sleep(PAUSE_SECONDS)
        raise Busy(f"after {LONGEST_SECONDS:.0f} s still behind: {', '.join(behind)}")

    async def _behind(self) -> Sequence[str]:
        heads = {source: await self._head(source) for source in ("cards", "budget")}
        heard = (
            ("budget", "budget.cursors", "cards"),
            ("cards", "cards.cursors", "budget"),
            ("gateway", "views.cursors", "cards"),
            ("gateway", "views.cursors", "budget"),
        )
        return [
            f"{database} of {source}"
            for database, table, source in heard
            if await self._cursor(database, table, source) < heads[source]
        ]

    async def _head(self, service: str) -> int:
        found = await self._open[service].fetchval(
            f"select coalesce(sum(head), 0)::bigint from {service}.streams"
        )
        return int(found)

    async def _cursor(self, database: str, table: str, source: str) -> int:
        found = await self._open[database].fetchval(
            f"select coalesce(sum(sequence), 0)::bigint from {table} where source = $1", source
        )
        return int(found)
