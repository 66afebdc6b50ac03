"""`samenspel audit` as an operator runs it: exit status, table and JSON. On real Kafka."""

import json
from pathlib import Path

import pytest

from deploy.audit.findings import Invariant
from deploy.cli.__main__ import main
from services.kernel.heartbeat import TOPIC
from tests.audit.operator import as_json, samenspel
from tests.kit import faults
from tests.kit.no_heartbeats import NO_HEARTBEATS
from tests.kit.platform import RunningPlatform
from tests.kit.talk import Talk


async def test_it_ends_with_1_and_names_what_is_wrong(started: RunningPlatform, talk: Talk) -> None:
    network = await talk.a_network()
    audit = ("audit", "--network", network.stream, "--all", "--standstill", "1")
    status, output, errors = await samenspel(started, *audit)
    assert (status, errors) == (0, "")
    assert "nothing lost, nothing doubled" in output
    where = {"stream": network.stream, "key": network.stream}
    async with (
        faults.database(talk.platform, "cards") as database,
        faults.removed(database, "networks", **where),
    ):
        wrong, shown, _ = await samenspel(started, *audit)
        told, report = await as_json(started, *audit)
    assert (wrong, told) == (1, 1)
    assert f"row_missing: cards {network.stream} networks/{network.stream}" in " ".join(
        shown.split()
    )
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
    _, report = await as_json(started, "audit", "--network", slug)
    assert (report["passed"], report["streams"]) == (True, 1)
    status, _, errors = await samenspel(started, "audit", "--network", "atlantis")
    assert (status, "atlantis" in errors) == (2, True)


async def test_a_record_that_is_no_heartbeat_stops_no_audit(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network()
    for value in NO_HEARTBEATS:
        await talk.outbox.send_record(TOPIC, "x", value, [])
    _, report = await as_json(started, "audit", "--network", network.stream)
    assert (report["passed"], report["streams"]) == (True, 1)


def test_where_nothing_runs_it_cannot_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMENSPEL_HOME", str(tmp_path))
    assert main(["audit", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["passed"] is None
    assert main(["parked", "list"]) == 2
