"""One process kept alive: started, watched until it is ready, started again when it dies."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from deploy.embedded.launch import die_with_parent
from deploy.embedded.lock import start_time
from deploy.embedded.logs import ProcessLog
from deploy.embedded.processes import ROOT, Process

POLL_SECONDS = 0.05
RECHECK_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 10.0
STEADY_SECONDS = 30.0

NOT_STARTED = 256
"""Instead of an exit status, which is a byte."""


class State(StrEnum):
    """Where a process is."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    UNREADY = "not ready"
    RESTARTING = "restarting"
    DONE = "done"
    STOPPING = "stopping"
    STOPPED = "stopped"


class Child:
    """Runs one process of the table until it is told to stop."""

    def __init__(self, process: Process, logs: Path, changed: Callable[["Child"], None]) -> None:
        self.process = process
        self.log = ProcessLog(logs, process.name, self._progress)
        self.state = State.WAITING
        self.detail = ""
        self.pid: int | None = None
        self.started: float | None = None
        self.since = time.time()
        self.restarts = 0
        self.failures = 0
        """How often it died in a row without having run for a while."""
        self.came_up = asyncio.Event()
        self._changed = changed
        self._stopping = asyncio.Event()
        # Whoever stops it must not look between the decision to start it and its being there.
        self._spawning = asyncio.Lock()
        self._gone = asyncio.Event()
        self._gone.set()

    async def run(self) -> None:
        """Start it, and start it again whenever it dies, until `stop`."""
        while not self._stopping.is_set():
            begun = time.monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                break
            if self.process.one_shot and code == 0:
                self._become(State.DONE)
                self.came_up.set()
                return
            self.failures = 1 if time.monotonic() - begun > STEADY_SECONDS else self.failures + 1
            self.restarts += 1
            pause = pause_before_restart(self.failures)
            self._become(State.RESTARTING, f"{_ending(code)}; again in {pause:.1f} s")
            self.log.note(f"{_ending(code)}, restart {self.restarts} in {pause:.1f} s")
            await _wait(self._stopping, pause)
        self._become(State.STOPPED)

    async def stop(self) -> None:
        """End it: politely, and after its grace for certain."""
        self._stopping.set()
        async with self._spawning:
            if self._gone.is_set():
                return
        self._become(State.STOPPING)
        self.signal(self.process.stop_signal)
        await _wait(self._gone, self.process.grace_seconds)
        if not self._gone.is_set():
            self.log.note(f"did not end within {self.process.grace_seconds:.0f} s, killed")
            self.signal(signal.SIGKILL)
            await self._gone.wait()

    def stop_now(self) -> None:
        """End it without asking."""
        self._stopping.set()
        self.signal(signal.SIGKILL)

    def signal(self, with_signal: signal.Signals) -> None:
        """Send a signal if it is there."""
        if self.pid is not None and not self._gone.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, with_signal)

    async def _run_once(self) -> int:
        reading, writing = os.pipe()
        try:
            async with self._spawning:
                running = await self._spawn(writing)
        finally:
            os.close(writing)
        if running is None:
            os.close(reading)
            return NOT_STARTED
        following = asyncio.create_task(self._follow(reading))
        watching = asyncio.create_task(self._watch())
        try:
            return await running.wait()
        finally:
            self._gone.set()
            self.pid = self.started = None
            watching.cancel()
            # A grandchild may hold the pipe open: what is said by then is enough.
            await asyncio.wait([following], timeout=0.5)
            following.cancel()

    async def _spawn(self, output: int) -> asyncio.subprocess.Process | None:
        if self._stopping.is_set():
            return None
        try:
            running = await asyncio.create_subprocess_exec(
                *self.process.command,
                env=self.process.environment,
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Ctrl-C in a terminal reaches the supervisor alone, which stops all in order.
                start_new_session=True,
                preexec_fn=die_with_parent(self.process.stop_signal),
            )
        except OSError as error:
            self.log.note(f"could not be started: {error}")
            return None
        self._gone.clear()
        self.pid, self.started = running.pid, start_time(running.pid)
        self._become(State.STARTING)
        return running

    async def _follow(self, reading: int) -> None:
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        pipe = os.fdopen(reading, "rb", buffering=0)
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), pipe
        )
        try:
            await self.log.follow(reader)
        finally:
            transport.close()

    async def _watch(self) -> None:
        """Say when it becomes ready, and when it no longer is."""
        probe = self.process.ready
        while probe is not None:
            answers = await probe()
            if answers and self.state in (State.STARTING, State.UNREADY):
                self._become(State.READY)
                self.came_up.set()
            elif not answers and self.state is State.READY:
                self._become(State.UNREADY)
            await asyncio.sleep(RECHECK_SECONDS if answers else POLL_SECONDS)

    def _progress(self, line: str) -> None:
        if self.state is State.STARTING:
            self._become(State.STARTING, line)

    def _become(self, state: State, detail: str = "") -> None:
        if state is not self.state:
            self.since = time.time()
        self.state, self.detail = state, detail
        self._changed(self)


def pause_before_restart(failures: int) -> float:
    """At once the first time, then ever more slowly."""
    return 0.0 if failures <= 1 else min(0.5 * 2.0 ** (failures - 2), LONGEST_PAUSE_SECONDS)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


def _ending(code: int) -> str:
    if code == NOT_STARTED:
        return "could not be started"
    return f"ended with {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
