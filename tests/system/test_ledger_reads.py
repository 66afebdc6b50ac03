"""Reports and balances never scan the ledger; pages of it are found by an index.

PostgreSQL itself tells what it did for each request of a real gateway: the plan of every statement
with the rows that it looked at (`auto_explain`).
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from deploy.embedded.postgres import SUPERUSER
from tests.bench.yearly import ASKED
from tests.kit.client import Api
from tests.kit.platform import RunningPlatform, running_platform, wait_until
from tests.kit.plenty_of_money import Plenty, filled

pytestmark = pytest.mark.timeout(300)

TRANSFERS = 30_000
PER_FACT = {"transfers", "statement_lines", "participations"}
"""Tables that have a row for every transfer or participation."""
PAGES = {name: text for name, text in ASKED.items() if name.startswith("a page of")}
COUNTED = {name: text for name, text in ASKED.items() if name not in PAGES}
_SETTINGS = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
}
_PLAN = re.compile(r"plan:\n((?:\t.*\n)+)")
_WHEN = re.compile(r"^\S+Z ", re.MULTILINE)


@dataclass
class Telling:
    """A platform whose PostgreSQL writes down every plan, and a network with a large ledger."""

    running: RunningPlatform
    api: Api
    plenty: Plenty

    @property
    def log(self) -> Path:
        """What PostgreSQL writes."""
        return self.running.home / "logs" / "postgres.log"

    async def looked_at(self, text: str) -> dict[str, int]:
        """By table, how many rows one request looked at, shown or not."""
        token = self.api.token("coordinator", self.plenty.network)
        given = {
            "network": self.plenty.network,
            "account": self.plenty.account,
            "statement": self.plenty.statement,
        }
        variables = {name: value for name, value in given.items() if f"${name}" in text}
        begun = await self._mark()
        assert (await self.api.post(text, token, variables)).data
        ended = await self._mark()
        written = _WHEN.sub("", self.log.read_text()).split(begun)[-1].split(ended)[0]
        found: dict[str, int] = {}
        for told in _PLAN.findall(written):
            if self.plenty.network in told:
                for table, rows in scans(json.loads(told)["Plan"]):
                    found[table] = found.get(table, 0) + rows
        return found

    async def _mark(self) -> str:
        """A statement of our own; once it stands in the log, so does whatever came before it."""
        mark = str(uuid4())
        connection = await asyncpg.connect(self.running.platform.dsn("gateway", "gateway"))
        await connection.fetchval(f"select '{mark}'")
        await connection.close()
        await asyncio.to_thread(
            wait_until, lambda: mark in self.log.read_text(), what="PostgreSQL told its plans"
        )
        return mark


def scans(node: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Each table that a plan reads, with the rows that it looked at."""
    if "Relation Name" in node:
        rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        yield node["Relation Name"], round(rows * node["Actual Loops"])
    for part in node.get("Plans", ()):
        yield from scans(part)


@pytest.fixture(scope="module")
async def telling(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Telling]:
    with running_platform(tmp_path_factory.mktemp("plans")) as running:
        plenty = await filled(running.platform, TRANSFERS)
        await _tell_plans(running)
        async with Api(running.platform) as api:
            yield Telling(running, api, plenty)


async def _tell_plans(running: RunningPlatform) -> None:
    connection = await asyncpg.connect(running.platform.dsn("gateway", SUPERUSER))
    for name, value in _SETTINGS.items():
        await connection.execute(f"alter role gateway set {name} = '{value}'")
    await connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gateway'"
    )
    await connection.close()


@pytest.mark.parametrize("asked", COUNTED)
async def test_reports_and_balances_read_counters_only(telling: Telling, asked: str) -> None:
    looked = await telling.looked_at(COUNTED[asked])
    assert sum(looked.values()) > 0, "nothing was told of what it read"
    assert {table: rows for table, rows in looked.items() if table in PER_FACT and rows} == {}
    assert sum(looked.values()) < 1_000


@pytest.mark.parametrize("asked", PAGES)
async def test_a_page_looks_at_little_more_than_it_shows(telling: Telling, asked: str) -> None:
    looked = await telling.looked_at(PAGES[asked])
    assert 50 <= sum(rows for table, rows in looked.items() if table in PER_FACT) < 2_000
