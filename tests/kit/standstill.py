"""Processes that stand still for a while: away as far as anyone can tell, and then back."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from tests.kit.platform import RunningPlatform


@contextmanager
def away(started: RunningPlatform, service: str) -> Iterator[None]:
    """All processes of a service, with their children, stand still."""
    names = [name for name in started.platform.pids() if name.split("-")[0] == service]
    pids = [pid for name in names for pid in _with_children(started.pid(name))]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _with_children(pid: int) -> list[int]:
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
