"""The runtime on one machine: real processes, real kills. Infrastructure first, then the whole."""

import asyncio
import json
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from joserfc import jwt
from joserfc.jwk import KeySet, KeySetSerialization

from deploy.cli.connection import Platform
from tests.kit.platform import RunningPlatform, free_ports, running_platform, wait_until

INFRASTRUCTURE = ("postgres", "kafka", "issuer")
TOPIC = "samenspel.status"

# Several starts of real processes each, on a machine that may do other work as well.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    with running_platform(tmp_path_factory.mktemp("infrastructure"), only=INFRASTRUCTURE) as it:
        yield it


@pytest.fixture
def infrastructure(started_once: RunningPlatform) -> RunningPlatform:
    """One platform for all of these tests, running whatever the one before did to it."""
    if started_once.supervisor.poll() is not None:
        started_once.start()
    started_once.wait_ready()
    return started_once


def test_each_process_comes_back_after_kill_9_with_its_data(
    infrastructure: RunningPlatform,
) -> None:
    platform = infrastructure.platform
    asyncio.run(_write(platform, "kept through kills"))
    for name in INFRASTRUCTURE:
        before = infrastructure.state["processes"][name]["restarts"]
        infrastructure.kill(name)
        assert infrastructure.state["processes"][name]["restarts"] == before + 1
    infrastructure.wait_ready()
    assert asyncio.run(_read(platform)) == ("kept through kills", "kept through kills")


def test_status_tells_programs_what_runs(infrastructure: RunningPlatform) -> None:
    answer = infrastructure.command("status", "--json")
    assert answer.returncode == 0
    processes = json.loads(answer.stdout)["processes"]
    assert processes["kafka"]["pid"] == infrastructure.pid("kafka")
    assert processes["provision"]["state"] == "done"


def test_a_second_supervisor_of_the_same_home_is_refused(infrastructure: RunningPlatform) -> None:
    answer = infrastructure.command("up")
    assert answer.returncode == 1
    assert "runs in" in answer.stderr


def test_a_taken_port_is_named(infrastructure: RunningPlatform, tmp_path: Path) -> None:
    intruder = RunningPlatform(tmp_path / "other", infrastructure.port, only=INFRASTRUCTURE)
    intruder.start(wait=False)
    assert intruder.supervisor.wait(30) == 1
    assert f"{infrastructure.port + 20} (kafka)" in intruder.output()


def test_secrets_are_for_their_owner_only(infrastructure: RunningPlatform) -> None:
    for name in ("secrets.json", "state.json"):
        assert (infrastructure.home / name).stat().st_mode & 0o077 == 0


def test_the_issuer_mints_what_the_command_line_mints(infrastructure: RunningPlatform) -> None:
    platform = infrastructure.platform
    keys = KeySet.import_key_set(cast("KeySetSerialization", _get(f"{platform.issuer}/jwks")))
    asked = {"role": "clerk", "network": "n1"}
    over_http = str(_get(f"{platform.issuer}/token", asked)["access_token"])
    claims = [jwt.decode(text, keys).claims for text in (over_http, platform.token("clerk", "n1"))]
    assert claims[0]["sub"] == claims[1]["sub"]
    assert (
        claims[0]["samenspel"]
        == claims[1]["samenspel"]
        == asked | dict.fromkeys(("organisation", "holder", "municipality"))
    )


def test_sigterm_stops_in_order_and_a_second_start_finds_the_data(
    infrastructure: RunningPlatform,
) -> None:
    asyncio.run(_write(infrastructure.platform, "kept through a restart"))
    secrets = (infrastructure.home / "secrets.json").read_text()
    assert infrastructure.stop(signal.SIGTERM) == 0
    assert infrastructure.state["state"] == "stopped"
    assert {process["pid"] for process in infrastructure.state["processes"].values()} == {None}
    assert "did not end within" not in infrastructure.log("kafka") + infrastructure.log("postgres")
    infrastructure.start()
    assert (infrastructure.home / "secrets.json").read_text() == secrets
    assert asyncio.run(_read(infrastructure.platform)) == ("kept through a restart",) * 2
    assert infrastructure.stop(signal.SIGINT) == 0


def test_a_killed_supervisor_takes_everything_along_and_comes_back(
    infrastructure: RunningPlatform,
) -> None:
    asyncio.run(_write(infrastructure.platform, "kept through its death"))
    infrastructure.kill_supervisor()
    assert infrastructure.command("status").returncode == 4
    infrastructure.start()
    assert asyncio.run(_read(infrastructure.platform)) == ("kept through its death",) * 2


@pytest.mark.slow
def test_everything_killed_at_once_comes_back(infrastructure: RunningPlatform) -> None:
    asyncio.run(_write(infrastructure.platform, "kept through all"))
    pids = {name: infrastructure.pid(name) for name in INFRASTRUCTURE}
    for name in INFRASTRUCTURE:
        infrastructure.kill(name, wait=False)
    for name in INFRASTRUCTURE:
        infrastructure.wait_back(name, pids[name])
    assert asyncio.run(_read(infrastructure.platform)) == ("kept through all",) * 2


@pytest.mark.slow
def test_two_platforms_run_side_by_side(infrastructure: RunningPlatform, tmp_path: Path) -> None:
    with running_platform(tmp_path / "second", only=INFRASTRUCTURE) as second:
        asyncio.run(_write(infrastructure.platform, "first"))
        asyncio.run(_write(second.platform, "second"))
        assert asyncio.run(_read(infrastructure.platform)) == ("first", "first")
        assert asyncio.run(_read(second.platform)) == ("second", "second")
        second.stop()
        assert infrastructure.command("status").returncode == 0


@pytest.mark.slow
def test_down_stops_a_detached_platform(tmp_path: Path) -> None:
    with free_ports() as port:
        platform = RunningPlatform(tmp_path / "home", port)
        only = ",".join(INFRASTRUCTURE)
        try:
            assert platform.command("up", "--detach", "--only", only).returncode == 0
            assert platform.command("status").returncode == 0
            assert platform.command("down").returncode == 0
            assert platform.state["state"] == "stopped"
        finally:
            platform.command("down")


def test_the_whole_platform_starts_survives_kills_and_stops(tmp_path: Path) -> None:
    with running_platform(tmp_path / "home") as whole:
        assert _status(whole, "/health/ready") == 200
        for name in ("cards-0", "gateway-0"):
            whole.kill(name)
        wait_until(
            lambda: _status(whole, "/health/ready") == 200, what="the gateway is ready again"
        )
        assert whole.stop() == 0
        for name in ("cards-0", "partners-0", "budget-0", "gateway-0"):
            assert "did not end within" not in whole.log(name)


async def _write(platform: Platform, word: str) -> None:
    connection = await asyncpg.connect(platform.dsn("cards", "samenspel"))
    await connection.execute("create schema if not exists scratch")
    await connection.execute("create table if not exists scratch.kept (word text)")
    await connection.execute("insert into scratch.kept values ($1)", word)
    await connection.close()
    producer = AIOKafkaProducer(bootstrap_servers=platform.kafka, acks="all")
    await producer.start()
    await producer.send_and_wait(TOPIC, word.encode(), partition=0)
    await producer.stop()


async def _read(platform: Platform) -> tuple[str, str]:
    """The newest word in the database and the newest on Kafka."""
    connection = await asyncpg.connect(platform.dsn("cards", "samenspel"))
    kept = await connection.fetchval("select word from scratch.kept order by ctid desc limit 1")
    await connection.close()
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=platform.kafka)
    await consumer.start()
    try:
        partition = next(part for part in consumer.assignment() if part.partition == 0)
        last = (await consumer.end_offsets([partition]))[partition] - 1
        consumer.seek(partition, last)
        record = await consumer.getone(partition)
    finally:
        await consumer.stop()
    return kept, record.value.decode()


def _get(url: str, body: object = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=5) as response:
        answer: dict[str, object] = json.load(response)
        return answer


def _status(whole: RunningPlatform, path: str) -> int:
    try:
        with urllib.request.urlopen(f"{whole.platform.url}{path}", timeout=5) as response:
            return int(response.status)
    except OSError as error:
        return getattr(error, "code", 0)
