"""Kill -9 of every kind of process while a season is loading: it finishes, nothing is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.embedded.processes import ROOT
from tests.kit.platform import RunningPlatform, running_platform, wait_until

KINDS = ("cards-0", "partners-0", "budget-0", "gateway-0", "kafka", "postgres")
SEASON_SECONDS = 600.0


@pytest.mark.timeout(900)
def test_one_kill_of_each_kind_while_a_season_loads(tmp_path: Path) -> None:
    with running_platform(tmp_path) as running:
        _season_with_kills(running, participations=60, kills=KINDS)


@pytest.mark.slow
@pytest.mark.timeout(3_000)
def test_two_instances_and_two_gateways_are_killed_in_turn_under_load(tmp_path: Path) -> None:
    settings = {"SAMENSPEL_INSTANCES": "2", "SAMENSPEL_GATEWAYS": "2"}
    twins = ("cards-1", "budget-1", "partners-1", "gateway-1")
    with running_platform(tmp_path, settings=settings) as running:
        _season_with_kills(running, participations=1_500, kills=(*twins, *KINDS, *twins))


def _season_with_kills(
    running: RunningPlatform, *, participations: int, kills: Sequence[str]
) -> None:
    """Load a season; kill one process after the other, each when its forerunner is back."""
    with _season(running, participations) as season:
        for name in kills:
            running.kill(name)
            running.wait_ready()
        wait_until(
            lambda: season.poll() is not None, what="the season is in", seconds=SEASON_SECONDS
        )
        assert season.returncode == 0, (running.home / "demo.log").read_text()[-4_000:]
    audit = running.command("audit", "--json")
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert json.loads(audit.stdout)


@contextmanager
def _season(running: RunningPlatform, participations: int) -> Iterator["subprocess.Popen[bytes]"]:
    """`samenspel demo` on its way, with everything opened before the first kill."""
    output = running.home / "demo.log"
    with output.open("wb") as file:
        season = subprocess.Popen(
            [sys.executable, "-m", "deploy.cli", "demo", "--participations", str(participations)],
            cwd=ROOT,
            env=running.environment,
            stdout=file,
            stderr=file,
        )
    try:
        yield season
    finally:
        if season.poll() is None:
            season.kill()
            season.wait()
