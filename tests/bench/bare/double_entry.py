"""Double entry with nothing around it: a transaction of its own for each hold."""

import asyncio
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Final
from uuid import uuid4

import asyncpg

TABLES: Final = (
    "drop schema if exists bare cascade",
    "create schema bare",
    "create table bare.accounts (id uuid primary key, debit bigint not null,"
    " credit bigint not null, held bigint not null)",
    "create table bare.transfers (id uuid primary key, kind text not null, debit uuid not null,"
    " credit uuid not null, cents bigint not null, at timestamptz not null default now())",
)
TRANSFER: Final = (
    "insert into bare.transfers (id, kind, debit, credit, cents) values ($1, 'held', $2, $3, $4)"
)
HELD: Final = "update bare.accounts set held = held + $2 where id = $1"


@dataclass(frozen=True, slots=True)
class Run:
    """What one side did with so many requests in flight: how many a second, and each in ms."""

    rate: float
    waits: tuple[float, ...]

    @property
    def p99(self) -> float:
        """Milliseconds within which 99 of 100 were held."""
        return quantiles(self.waits, n=100)[98]


class Bare:
    """Double entry with nothing around it: a transaction for each request."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.hot, self.payable = uuid4(), uuid4()

    async def open(self) -> None:
        """Both accounts."""
        for sql in TABLES:
            await self.pool.execute(sql)
        for account in (self.hot, self.payable):
            await self.pool.execute("insert into bare.accounts values ($1, 0, 0, 0)", account)

    async def hold(self, in_flight: int, requests: int) -> Run:
        """Hold so many amounts, each worker one after the other."""
        waits: list[float] = []

        async def work() -> None:
            for _request in range(requests // in_flight):
                started = perf_counter()
                await self._one()
                waits.append((perf_counter() - started) * 1_000)

        begun = perf_counter()
        await asyncio.gather(*(work() for _ in range(in_flight)))
        return Run(requests / (perf_counter() - begun), tuple(waits))

    async def _one(self) -> None:
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(TRANSFER, uuid4(), self.hot, self.payable, 800)
            await connection.execute(HELD, self.hot, 800)
            await connection.execute(HELD, self.payable, 800)
