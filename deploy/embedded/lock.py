"""One supervisor per home, and none of the processes that a killed one may have left behind."""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from deploy.embedded import postgres
from deploy.embedded.state import PlatformState, read_state

ORPHAN_GRACE_SECONDS = 5.0
SAME_START_SECONDS = 1.0


class AlreadyRunning(Exception):
    """Another supervisor runs this home."""


@contextmanager
def only_supervisor(home: Path) -> Iterator[None]:
    """Hold this home. The kernel lets go of the lock when the holder dies, however it dies."""
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"a platform runs in {home} already") from None
        end_orphans(home)
        yield


def is_held(home: Path) -> bool:
    """Whether a supervisor runs this home now."""
    path = home / "lock"
    if not path.exists():
        return False
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def end_orphans(home: Path) -> list[str]:
    """End what the last supervisor of this home started and did not end. Only while none runs."""
    state = read_state(home)
    if state is None:
        return []
    orphans = living(state)
    for name, process in orphans.items():
        with_signal = postgres.STOP_SIGNAL if name == "postgres" else signal.SIGTERM
        _send(process, with_signal)
    _, stubborn = psutil.wait_procs(list(orphans.values()), timeout=ORPHAN_GRACE_SECONDS)
    for process in stubborn:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(stubborn, timeout=ORPHAN_GRACE_SECONDS)
    return list(orphans)


def living(state: PlatformState) -> dict[str, psutil.Process]:
    """The processes of this state that still run."""
    found = {}
    for name, entry in state["processes"].items():
        process = find_process(entry["pid"], entry["started"])
        if process is not None:
            found[name] = process
    return found


def find_process(pid: int | None, started: float | None) -> psutil.Process | None:
    """The process with this id, unless the id has passed to another one since."""
    if pid is None or started is None:
        return None
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        if abs(process.create_time() - started) > SAME_START_SECONDS:
            return None
    except psutil.NoSuchProcess:
        return None
    return process


def start_time(pid: int) -> float | None:
    """When this process began: with its id, this names it for good."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return None


def _send(process: psutil.Process, with_signal: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process.pid, with_signal)
