"""Starts the processes in order, keeps them alive, and stops them in reverse."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from deploy.embedded.child import Child, State
from deploy.embedded.lock import start_time
from deploy.embedded.ports import LOOPBACK, taken
from deploy.embedded.processes import Process
from deploy.embedded.state import PlatformState, ProcessState, write_state

HOPELESS_FAILURES = 5
"""A platform that was never ready gives up when a process has died so often in a row."""

UP = (State.READY, State.DONE)

Show = Callable[[PlatformState], None]


class PlatformFailed(Exception):
    """The platform could not be started."""


class Supervisor:
    """Runs the processes of one home."""

    def __init__(self, home: Path, port: int, processes: list[Process], show: Show) -> None:
        self._home = home
        self._port = port
        self._show = show
        self._since = time.time()
        self._ready_seconds: float | None = None
        self._stop = asyncio.Event()
        self._phase = "starting"
        self._problem: str | None = None
        self.children = {
            process.name: Child(process, home / "logs", self._changed) for process in processes
        }

    async def run(self) -> None:
        """Run until a signal says stop. Raises PlatformFailed where it cannot be started."""
        self._refuse_taken_ports()
        self._listen_to_signals()
        self._publish()
        tasks = [asyncio.create_task(self._run_child(child)) for child in self.children.values()]
        await self._stop.wait()
        self._phase = "stopping"
        self._publish()
        for layer in sorted({child.process.layer for child in self.children.values()})[::-1]:
            await asyncio.gather(
                *(c.stop() for c in self.children.values() if c.process.layer == layer)
            )
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for child in self.children.values():
            child.log.close()
        self._phase = "failed" if self._problem else "stopped"
        self._publish()
        if self._problem:
            raise PlatformFailed(self._problem)

    def request_stop(self) -> None:
        """Stop in order; asked again, without patience."""
        if self._stop.is_set():
            for child in self.children.values():
                child.stop_now()
        self._stop.set()

    async def _run_child(self, child: Child) -> None:
        for name in child.process.after:
            if name in self.children:
                await self.children[name].came_up.wait()
        await child.run()

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.request_stop)

    def _refuse_taken_ports(self) -> None:
        ports = {c.process.name: c.process.port for c in self.children.values() if c.process.port}
        if any(name.startswith("gateway") for name in ports):
            ports["gateway"] = self._port
        busy = [f"{port} ({name})" for name, port in ports.items() if taken(port)]
        if busy:
            raise PlatformFailed(
                f"these ports are taken: {', '.join(busy)}; set SAMENSPEL_PORT to another number"
            )

    def _changed(self, child: Child) -> None:
        up = all(one.state in UP for one in self.children.values())
        if self._phase in ("starting", "ready", "degraded"):
            if up and self._ready_seconds is None:
                self._ready_seconds = round(time.time() - self._since, 2)
            if self._ready_seconds is not None:
                self._phase = "ready" if up else "degraded"
            elif child.failures >= HOPELESS_FAILURES and self._problem is None:
                self._problem = f"{child.process.name} does not start:\n" + "\n".join(
                    child.log.tail
                )
                self._stop.set()
        self._publish()

    def _publish(self) -> None:
        state = self._state()
        write_state(self._home, state)
        self._show(state)

    def _state(self) -> PlatformState:
        pid = os.getpid()
        return PlatformState(
            state=self._phase,
            pid=pid,
            started=start_time(pid),
            since=self._since,
            ready_seconds=self._ready_seconds,
            port=self._port,
            url=f"http://{LOOPBACK}:{self._port}",
            processes={name: _entry(child) for name, child in self.children.items()},
        )


def _entry(child: Child) -> ProcessState:
    return ProcessState(
        state=child.state.value,
        detail=child.detail,
        pid=child.pid,
        started=child.started,
        port=child.process.port,
        restarts=child.restarts,
        since=child.since,
    )
