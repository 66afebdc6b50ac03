"""`samenspel audit` as an operator runs it: exit status, table and JSON. On real Kafka."""

import json
from pathlib import Path

import pytest

from deploy.audit.alive import silent
from deploy.audit.findings import Invariant
from deploy.cli.__main__ import main
from tests.kit import faults
from tests.kit.platform import RunningPlatform
from tests.kit.talk import Talk


async def test_it_ends_with_1_and_names_what_is_wrong(started: RunningPlatform, talk: Talk) -> None:
    network = await talk.a_network()
    audit = ("audit", "--network", network.stream, "--all", "--standstill", "1")
    sound = started.command(*audit)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "nothing lost, nothing doubled" in sound.stdout
    where = {"stream": network.stream, "key": network.stream}
    async with (
        faults.database(talk.platform, "cards") as database,
        faults.removed(database, "networks", **where),
    ):
        wrong, told = started.command(*audit), started.command(*audit, "--json")
    assert (wrong.returncode, told.returncode) == (1, 1)
    assert f"row_missing: cards {network.stream} networks/{network.stream}" in " ".join(
        wrong.stdout.split()
    )
    report = json.loads(told.stdout)
    assert (report["passed"], report["streams"], report["folded"]) == (False, 1, 1)
    assert [i["invariant"] for i in report["invariants"]] == list(Invariant)
    (failed,) = [i for i in report["invariants"] if not i["holds"]]
    assert failed["first"] == [
        {
            "kind": "row_missing",
            "service": "cards",
            "stream": network.stream,
            "item": f"networks/{network.stream}",
            "note": "",
        }
    ]


async def test_a_network_may_be_named_by_its_slug(started: RunningPlatform, talk: Talk) -> None:
    network = await talk.a_network()
    partners = await talk.database("partners")
    slug = await partners.fetchval("select slug from networks where stream = $1", network.stream)
    report = json.loads(started.command("audit", "--network", slug, "--json").stdout)
    assert (report["passed"], report["streams"]) == (True, 1)
    unknown = started.command("audit", "--network", "atlantis")
    assert (unknown.returncode, "atlantis" in unknown.stderr) == (2, True)


def test_where_nothing_runs_it_cannot_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMENSPEL_HOME", str(tmp_path))
    assert main(["audit", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["passed"] is None
    assert main(["parked", "list"]) == 2


def test_a_service_is_silent_without_a_working_instance() -> None:
    beats = {
        "cards-0": {"service": "cards", "broken": False},
        "budget-0": {"service": "budget", "broken": True},
    }
    assert silent(beats, ["cards", "budget", "gateway"]) == ["budget", "gateway"]
    assert silent(beats, ["cards"], ever=["cards-0", "cards-1"]) == ["cards-1"]
