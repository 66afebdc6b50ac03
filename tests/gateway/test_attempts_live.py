"""The bucket of a provider that tries numbers, in the real database, against a model of it."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import uuid4

import pytest

from services.gateway.domain.attempts import Patience
from services.gateway.storage.attempts import may_look, note_not_valid
from services.gateway.storage.reading import Connection, Database
from tests.gateway.client import Client

PATIENCE = Patience(most=5, leak_per_hour=20.0, wait_s=60.0, wait_most_s=600.0)
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@dataclass
class Bucket:
    """What the database function is held against. Seconds since noon."""

    level: float = 0.0
    at: float = 0.0
    slowed_until: float = 0.0
    times: int = 0
    waits: list[float] = field(default_factory=list)

    def drop(self, now: float) -> None:
        """One number does not work."""
        self.level = max(0.0, self.level - (now - self.at) * PATIENCE.leak_per_hour / 3_600)
        self.times = 0 if self.level == 0 else self.times
        self.level, self.at = min(self.level + 1, 2.0 * PATIENCE.most), now
        if self.level > PATIENCE.most and self.slowed_until <= now:
            self.waits.append(min(PATIENCE.wait_most_s, PATIENCE.wait_s * 2**self.times))
            self.slowed_until, self.times = now + self.waits[-1], self.times + 1

    def wait_s(self, now: float) -> int | None:
        """How long its provider has to wait."""
        return ceil(self.slowed_until - now) if self.slowed_until > now else None


@dataclass
class Provider:
    """A provider of a network that nobody else is in."""

    database: Database
    stream: str = field(default_factory=lambda: str(uuid4()))
    party: str = field(default_factory=lambda: f"organisation:{uuid4()}")

    async def drops(self, now: float) -> None:
        at = NOON + timedelta(seconds=now)
        await note_not_valid(self.database, self.stream, self.party, at, PATIENCE.as_data())

    async def wait_s(self, now: float) -> int | None:
        at = NOON + timedelta(seconds=now)
        return await may_look(self.database, self.stream, self.party, at)


@pytest.fixture
async def provider(client: Client) -> AsyncIterator[Provider]:
    database = await Database.connect(client.platform.dsn("gateway", "gateway"), 2, "test")
    provider = Provider(database)
    yield provider
    async with database.pool.acquire() as connection, connection.transaction():
        await connection.execute("select set_config('app.streams', $1, true)", provider.stream)
        await connection.execute(
            "delete from operations.attempts where stream = $1", provider.stream
        )
    await database.close()


@pytest.mark.parametrize("seed", range(8))
async def test_it_slows_as_its_model_says(provider: Provider, seed: int) -> None:
    chance, model, now = random.Random(seed), Bucket(), 0.0
    for _ in range(60):
        # Whole seconds: the model and the database round alike.
        now += chance.choice((0, 1, 30, 120, 240, 1_800))
        assert await provider.wait_s(now) == model.wait_s(now)
        if chance.random() < 0.8:
            await provider.drops(now)
            model.drop(now)


async def test_who_goes_on_waits_twice_as_long_each_time_and_forgotten_it_starts_anew(
    provider: Provider,
) -> None:
    now = 0.0
    waits: list[int] = []
    while len(waits) < 7:
        await provider.drops(now)
        wait = await provider.wait_s(now)
        if wait is not None:
            waits.append(wait)
            now += wait
    assert waits == [60, 120, 240, 480, 600, 600, 600]
    now += 3_600
    for _ in range(PATIENCE.most):
        await provider.drops(now)
        assert await provider.wait_s(now) is None
    await provider.drops(now)
    assert await provider.wait_s(now) == 60


async def test_nobody_is_slowed_by_what_another_tries(provider: Provider) -> None:
    other = Provider(provider.database, stream=provider.stream)
    elsewhere = Provider(provider.database, party=provider.party)
    for _ in range(PATIENCE.most + 1):
        await provider.drops(0)
    assert await provider.wait_s(0) == 60
    assert await other.wait_s(0) is None
    assert await elsewhere.wait_s(0) is None


async def test_another_network_does_not_see_who_tries_numbers(provider: Provider) -> None:
    await provider.drops(0)
    async with provider.database.pool.acquire() as connection, connection.transaction():
        await _named(connection, str(uuid4()))
        count = "select count(*) from operations.attempts where stream = $1"
        assert await connection.fetchval(count, provider.stream) == 0
        await _named(connection, provider.stream)
        assert await connection.fetchval(count, provider.stream) == 1


async def _named(connection: Connection, stream: str) -> None:
    await connection.execute("select set_config('app.streams', $1, true)", stream)
