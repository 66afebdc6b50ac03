"""A platform of real processes for a test, started by `samenspel up` in a home of its own."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from deploy.cli.connection import Platform
from deploy.embedded.lock import end_orphans, is_held
from deploy.embedded.ports import taken
from deploy.embedded.processes import ROOT
from deploy.embedded.state import PlatformState, read_state

PORTS_EACH = 60
FIRST_PORT, LAST_PORT = 10_000, 30_000
READY_SECONDS = 120.0
BACK_SECONDS = 60.0
STOP_SECONDS = 60.0


def wait_until(condition: Callable[[], bool], *, what: str, seconds: float = 30.0) -> None:
    """Wait for a condition, looking at it every few hundredths of a second."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.05)


@contextmanager
def free_ports() -> Iterator[int]:
    """A base port whose sixty ports are free, and stay ours among the tests of this machine."""
    for base in range(FIRST_PORT, LAST_PORT, 100):
        claim = Path(tempfile.gettempdir()) / f"samenspel-ports-{base}"
        with claim.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if any(taken(port) for port in range(base, base + PORTS_EACH)):
                continue
            yield base
            return
    raise AssertionError("no free ports on this machine")


class RunningPlatform:
    """One platform under test. Its supervisor is a child of the test."""

    def __init__(
        self,
        home: Path,
        port: int,
        *,
        only: Sequence[str] = (),
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.home = home
        self.port = port
        self._only = only
        self._settings = dict(settings or {})
        self._supervisor: subprocess.Popen[bytes] | None = None

    @property
    def platform(self) -> Platform:
        """How to reach it."""
        return Platform.find(self.home)

    @property
    def supervisor(self) -> "subprocess.Popen[bytes]":
        """The process that keeps the others running."""
        assert self._supervisor is not None, "not started"
        return self._supervisor

    @property
    def state(self) -> PlatformState:
        """What the supervisor says now."""
        state = read_state(self.home)
        assert state is not None
        return state

    def start(self, *, wait: bool = True) -> "RunningPlatform":
        """Start the supervisor, and by default wait until everything is ready."""
        command = [sys.executable, "-m", "deploy.cli", "up", "--plain"]
        self.home.mkdir(parents=True, exist_ok=True)
        with self._output.open("ab") as output:
            self._supervisor = subprocess.Popen(
                [*command, "--only", ",".join(self._only)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until every process is ready; a supervisor that ends says why."""

        def ready() -> bool:
            code = self.supervisor.poll()
            assert code is None, f"samenspel up ended with {code}:\n{self.output()[-4000:]}"
            state = read_state(self.home)
            return state is not None and (state["pid"], state["state"]) == (
                self.supervisor.pid,
                "ready",
            )

        wait_until(ready, seconds=seconds, what=f"the platform is ready:\n{self.output()[-4000:]}")

    def kill(self, name: str, *, wait: bool = True) -> None:
        """Kill -9 one process by its name, and by default wait until its successor is ready."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        if wait:
            self.wait_back(name, pid)

    def wait_back(self, name: str, killed: int) -> None:
        """Wait until another process than the killed one is ready under this name."""

        def back() -> bool:
            process = self.state["processes"][name]
            return process["pid"] not in (None, killed) and process["state"] == "ready"

        wait_until(back, seconds=BACK_SECONDS, what=f"{name} is back")

    def pid(self, name: str) -> int:
        """The process id under this name now."""
        pid = self.state["processes"][name]["pid"]
        assert pid is not None, f"{name} does not run"
        return pid

    def kill_supervisor(self) -> None:
        """Kill -9 the supervisor, and wait until the kernel has ended what it left behind."""
        left = [psutil.Process(pid) for pid in self.platform.pids().values()]
        self.supervisor.kill()
        self.supervisor.wait()
        _, alive = psutil.wait_procs(left, timeout=STOP_SECONDS)
        assert not alive, f"outlived their supervisor: {alive}"

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """Stop it in order; the supervisor's exit status."""
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(with_signal)
        return self.supervisor.wait(STOP_SECONDS)

    def clean_up(self) -> None:
        """Whatever the test did, leave nothing running."""
        if self._supervisor is not None and self._supervisor.poll() is None:
            self.stop()
        if not is_held(self.home):
            end_orphans(self.home)

    def output(self) -> str:
        """What the supervisor has printed."""
        return self._output.read_text() if self._output.exists() else ""

    def log(self, name: str) -> str:
        """What a process has printed."""
        return (self.home / "logs" / f"{name}.log").read_text()

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a `samenspel` command on this platform."""
        return subprocess.run(
            [sys.executable, "-m", "deploy.cli", *arguments],
            cwd=ROOT,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every command about this platform."""
        own = {"SAMENSPEL_HOME": str(self.home), "SAMENSPEL_PORT": str(self.port)}
        return {**os.environ, **own, **self._settings}

    @property
    def _output(self) -> Path:
        return self.home / "up.log"


@contextmanager
def running_platform(
    home: Path, *, only: Sequence[str] = (), settings: Mapping[str, str] | None = None
) -> Iterator[RunningPlatform]:
    """A started platform on free ports, gone afterwards."""
    with free_ports() as port:
        platform = RunningPlatform(home, port, only=only, settings=settings)
        try:
            yield platform.start()
        finally:
            platform.clean_up()
