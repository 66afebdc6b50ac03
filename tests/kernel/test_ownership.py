"""Is a journal as long as its topic? Asked on start, while another instance works on."""

from typing import Any, cast
from uuid import uuid4

import asyncpg
import pytest

from services.cards.consumers import RULES
from services.cards.contracts import commands as cards
from services.kernel.ownership import JournalBehind, ensure_not_behind
from services.kernel.settings import Settings
from tests.kit.talk import Talk, TalkedNetwork


class Meanwhile:
    """A pool beside which something is decided, between the looks at heads and at the topic."""

    def __init__(self, pool: asyncpg.Pool, network: TalkedNetwork) -> None:
        self._pool, self._network = pool, network

    async def fetch(self, sql: str) -> Any:
        """As the pool's."""
        rows = await self._pool.fetch(sql)
        if "positions" in sql:
            await self._network.ask(cards.EraseHolder(holder_id=uuid4()))
        return rows


async def test_what_another_instance_writes_meanwhile_is_not_missing(talk: Talk) -> None:
    network = await talk.a_network()
    pool = Meanwhile(await talk.database("cards"), network)
    await ensure_not_behind(cast(asyncpg.Pool, pool), RULES, _settings(talk))


class Older(Meanwhile):
    """As the database would be if it were restored from before this network."""

    async def fetch(self, sql: str) -> Any:
        """Without what the network has done."""
        rows = await super().fetch(sql)
        return [row for row in rows if row.get("stream") != self._network.stream]


async def test_a_journal_that_lacks_what_its_topic_has_is_told(talk: Talk) -> None:
    network = await talk.a_network()
    pool = Older(await talk.database("cards"), network)
    with pytest.raises(JournalBehind, match="samenspel refill cards"):
        await ensure_not_behind(cast(asyncpg.Pool, pool), RULES, _settings(talk))


def _settings(talk: Talk) -> Settings:
    return Settings(kafka=talk.platform.kafka, database="", instance="cards-9")
