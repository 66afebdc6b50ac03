"""The supervisor with small stand-in processes: order, patience, giving up, logs."""

import asyncio
import sys
from pathlib import Path

import pytest

from deploy.embedded.child import pause_before_restart
from deploy.embedded.logs import ProcessLog
from deploy.embedded.processes import Process
from deploy.embedded.state import PlatformState, read_state
from deploy.embedded.supervisor import PlatformFailed, Supervisor

POLITE = """
import pathlib, signal, sys
def end(*_):
    with open(sys.argv[2], "a") as file:
        file.write(sys.argv[1] + " ")
    raise SystemExit
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[3]).touch()
while True:
    signal.pause()
"""
STUBBORN = POLITE.replace("    raise SystemExit", "    pass")


def stand_in(folder: Path, name: str, code: str, layer: int, grace_seconds: float = 10) -> Process:
    sign = folder / f"{name}.up"

    async def is_up() -> bool:
        return sign.exists()

    return Process(
        name=name,
        command=[sys.executable, "-c", code, name, str(folder / "ends"), str(sign)],
        environment={},
        layer=layer,
        ready=is_up,
        grace_seconds=grace_seconds,
    )


def run_until_ready(folder: Path, processes: list[Process]) -> list[PlatformState]:
    """Run a supervisor, stop it as soon as all is ready, and return all it showed."""
    seen: list[PlatformState] = []

    async def main() -> None:
        def show(state: PlatformState) -> None:
            seen.append(state)
            if state["state"] == "ready":
                supervisor.request_stop()

        supervisor = Supervisor(folder, 1024, processes, show)
        await supervisor.run()

    asyncio.run(main())
    return seen


def test_services_end_before_kafka_and_kafka_before_the_database(tmp_path: Path) -> None:
    layers = {"database": 0, "kafka": 1, "service": 2}
    run_until_ready(tmp_path, [stand_in(tmp_path, n, POLITE, at) for n, at in layers.items()])
    assert (tmp_path / "ends").read_text().split() == ["service", "kafka", "database"]


def test_what_ignores_the_request_to_stop_is_killed_after_its_grace(tmp_path: Path) -> None:
    run_until_ready(tmp_path, [stand_in(tmp_path, "deaf", STUBBORN, 0, grace_seconds=0.2)])
    assert "did not end within" in (tmp_path / "logs/deaf.log").read_text()
    state = read_state(tmp_path)
    assert state is not None
    assert (state["state"], state["processes"]["deaf"]["pid"]) == ("stopped", None)


def test_one_that_never_starts_ends_the_start_and_says_why(tmp_path: Path) -> None:
    broken = stand_in(tmp_path, "broken", "raise SystemExit('the reason why')", 2)
    with pytest.raises(PlatformFailed, match="the reason why"):
        run_until_ready(tmp_path, [broken, stand_in(tmp_path, "database", POLITE, 0)])
    assert (tmp_path / "ends").read_text().split() == ["database"]


def test_the_first_restart_comes_at_once_and_later_ones_ever_more_slowly() -> None:
    assert [pause_before_restart(failures) for failures in (1, 2, 3, 4, 7, 50)] == [
        0.0,
        0.5,
        1.0,
        2.0,
        10.0,
        10.0,
    ]


def test_logs_are_rotated_by_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.embedded.logs.ROTATE_BYTES", 100)
    log = ProcessLog(tmp_path, "chatty", lambda _line: None)
    for number in range(50):
        log.note(f"line {number}")
    log.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["chatty.log", "chatty.log.1", "chatty.log.2", "chatty.log.3"]
    assert list(log.tail)[-1].endswith("line 49")
