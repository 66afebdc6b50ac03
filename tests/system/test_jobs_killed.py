"""Gateways die in the middle of long work: the others go on, and nothing is done twice."""

import asyncio
import os
import signal
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from services.gateway.api.jobs.runner import IN_FLIGHT
from tests.flows.test_jobs import STATUS, a_row, a_scheme, bring_in
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, a_key
from tests.kit.platform import RunningPlatform, running_platform
from tests.kit.waiting import eventually

ROWS = 60
HELD = """
select number, taken_until from operations.job_rows
  where job = $1 and state = 'open' and taken_until > clock_timestamp()
"""
ENDED = "select count(*) from operations.job_rows where job = $1 and state <> 'open'"
COUNTS = "select type, count(*) as times from cards.journal where stream = $1 group by type"


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_jobs_survive_the_death_of_each_gateway_and_do_nothing_twice(tmp_path: Path) -> None:
    with running_platform(tmp_path, settings={"SAMENSPEL_GATEWAYS": "2"}) as running:
        async with Api(running.platform) as api:
            city = await a_network(api)
            month = {"term": {"kind": "months", "months": 1}}
            scheme = await a_scheme(city, validity=month)
            names = [f"Zeynep{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(ROWS)]
            tried = await bring_in(city, scheme, *(a_row(name) for name in names), key=a_key())
            await _run_with_a_kill(running, city, tried.body["job"], "gateway-1")
            holders = await city.pages("holders", first=50)
            assert sorted(one["givenName"] for one in holders) == sorted(names)

            seen = {"status": STATUS, "paper": "HEALTH_FUND_ATTEST", "outcome": "YES"}
            on = {"on": str(today())}
            await asyncio.gather(
                *(city.make("recordStatusSeen", holder=one["id"], **seen, **on) for one in holders)
            )
            by = str(today() + timedelta(days=60))
            renewal = await city.make("draftRenewal", scheme=scheme, endsBy=by)
            assert renewal["total"] == ROWS
            await _run_with_a_kill(running, city, renewal["id"], "gateway-0")
            counts = await _counts(running, city)
        made = {name: counts[f"cards.{name}.v1"] for name in ("holder_registered", "contact_set")}
        assert made == {"holder_registered": ROWS, "contact_set": ROWS}
        assert counts["cards.case_decided.v1"] == 2 * ROWS
        assert counts["cards.scheme_right_granted.v1"] == ROWS
        audit = running.command("audit")
        assert audit.returncode == 0, audit.stdout + audit.stderr


async def _run_with_a_kill(running: RunningPlatform, city: City, job: str, gateway: str) -> None:
    """Start a job, kill one of the two gateways while it holds rows of it, see its end."""
    await city.make("startJob", job=job)

    async def look() -> Json:
        return dict(await city.read("job", job=job))

    await eventually(look, lambda one: one["done"] >= 3, seconds=60)
    process = running.pid(gateway)
    await eventually(lambda: _stopped_with_rows(running, job, process), bool, seconds=60)
    running.kill(gateway)
    done = await eventually(look, lambda one: one["state"] == "DONE", seconds=240)
    assert (done["done"], done["refused"]) == (ROWS, 0)


async def _stopped_with_rows(running: RunningPlatform, job: str, process: int) -> bool:
    """Let a gateway stand still; whether it holds rows. One that holds none goes on."""
    os.kill(process, signal.SIGSTOP)
    held, ended = await _held(running, job), await _ended(running, job)
    # Until the other one has ended all that it can have held.
    await eventually(lambda: _ended(running, job), lambda now: now > ended + IN_FLIGHT, seconds=60)
    if held & await _held(running, job):
        return True
    os.kill(process, signal.SIGCONT)
    return False


async def _ended(running: RunningPlatform, job: str) -> int:
    """How many rows of a job have ended."""
    connection = await asyncpg.connect(running.platform.dsn("gateway"))
    try:
        return int(await connection.fetchval(ENDED, job))
    finally:
        await connection.close()


async def _held(running: RunningPlatform, job: str) -> set[tuple[int, datetime]]:
    """The rows that somebody has taken and not ended, and until when."""
    connection = await asyncpg.connect(running.platform.dsn("gateway"))
    try:
        return {tuple(row) for row in await connection.fetch(HELD, job)}
    finally:
        await connection.close()


async def _counts(running: RunningPlatform, city: City) -> dict[str, int]:
    """How many events of each kind cards has written of this network."""
    connection = await asyncpg.connect(running.platform.dsn("cards"))
    try:
        return {row["type"]: row["times"] for row in await connection.fetch(COUNTS, city.id)}
    finally:
        await connection.close()
