"""Reading under the bounds of a request: its network, its party, its municipality.

Every read is a short transaction that first names its bounds, in one round trip; what is not
named, the database does not show.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy

Connection = asyncpg.Connection | PoolConnectionProxy


class Row(Protocol):
    """A row as it is read: columns by name."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""


_SAFE = re.compile(r"[0-9a-z:,\-]*")
ACQUIRE_TIMEOUT_S = 8.0
DATABASE_AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What is raised where the database cannot be reached, or hangs."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may see. Empty party or municipality: not bounded by one.

    `directory` shows the list of all networks, and nothing else of them.
    """

    streams: str = ""
    party: str = ""
    municipality: str = ""
    directory: bool = False

    def statement(self) -> str:
        """Opens a read-only transaction within these bounds. Only ids and codes stand in it."""
        texts = (self.streams, self.party, self.municipality)
        if not all(_SAFE.fullmatch(text) for text in texts):
            raise ValueError("bounds hold ids and codes only")
        return (
            f"begin read only; set local app.streams = '{self.streams}'; "
            f"set local app.party = '{self.party}'; "
            f"set local app.municipality = '{self.municipality}'; "
            f"set local app.directory = '{'on' if self.directory else ''}'"
        )


class Database:
    """The pool of the requests, apart from the projector's, so neither starves the other."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @classmethod
    async def connect(cls, dsn: str, size: int, name: str) -> "Database":
        """Open the pool. A statement that hangs is given up before its client is."""
        pool = await asyncpg.create_pool(
            dsn,
            min_size=0,
            max_size=size,
            init=_read_json,
            reset=_nothing_to_reset,
            command_timeout=10.0,
            server_settings={
                "search_path": "views, operations",
                "application_name": name,
                "idle_in_transaction_session_timeout": "15s",
                "jit": "off",
                # What requests write comes back by itself: an operation with its outcome, the
                # statistics with the next change. Nobody waits for the disk.
                "synchronous_commit": "off",
            },
        )
        return cls(pool)

    async def close(self) -> None:
        """Give the connections back."""
        await self.pool.close()

    @asynccontextmanager
    async def within(self, bounds: Bounds) -> AsyncIterator[Connection]:
        """A transaction that sees only what lies within the bounds."""
        async with self.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
            await connection.execute(bounds.statement())
            try:
                yield connection
            finally:
                await connection.execute("commit")

    async def fetch(self, bounds: Bounds, sql: str, *arguments: Any) -> list[Row]:
        """The rows of one query."""
        async with self.within(bounds) as connection:
            return list(await connection.fetch(sql, *arguments))

    @asynccontextmanager
    async def writing(self, bounds: Bounds) -> AsyncIterator[Connection]:
        """The same, but it may write; undone where it fails."""
        async with self.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
            await connection.execute(bounds.statement().replace("begin read only", "begin"))
            try:
                yield connection
            except BaseException:
                await connection.execute("rollback")
                raise
            await connection.execute("commit")

    async def call(self, sql: str, *arguments: Any) -> list[Row]:
        """Call a database function that names its own bounds: one round trip."""
        async with self.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
            return list(await connection.fetch(sql, *arguments))


async def _read_json(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        encoder=lambda value: orjson.dumps(value).decode(),
        decoder=orjson.loads,
        schema="pg_catalog",
    )


async def _nothing_to_reset(_connection: Connection) -> None:
    """Bounds are local to their transaction: a connection comes back as it went."""
