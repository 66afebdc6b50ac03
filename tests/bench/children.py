"""The bare loop's processes and the bare Strawberry app, as children of the bench."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.embedded.processes import ROOT

STOP_SECONDS = 10.0


@contextmanager
def running(kafka: str, dsn: str, bare_port: int, strawberry_port: int) -> Iterator[dict[str, int]]:
    """Start them; their ids by name. They are gone afterwards."""
    commands = {
        f"bare-{part}": ["tests.bench.bare", part, kafka, dsn, str(bare_port)]
        for part in ("a", "b", "gateway")
    }
    commands["strawberry"] = ["tests.bench.strawberry_app", str(strawberry_port)]
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            started[name] = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT)
        yield {name: process.pid for name, process in started.items()}
    finally:
        for process in started.values():
            process.kill()
        for process in started.values():
            process.wait(STOP_SECONDS)
