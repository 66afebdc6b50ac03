"""What each process costs: CPU seconds and memory, PostgreSQL's backends counted with it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import psutil

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds since each process began, by name; of the client; and of the whole machine."""

    seconds: Mapping[str, float]
    client: float
    machine: float
    at: float

    def since(self, before: "Usage") -> dict[str, float]:
        """CPU seconds that were used in between."""
        return {
            name: max(seconds - before.seconds.get(name, 0.0), 0.0)
            for name, seconds in self.seconds.items()
        }

    def others_since(self, before: "Usage") -> float:
        """How many cores work that is none of ours took in between."""
        ours = sum(self.since(before).values()) + self.client - before.client
        elapsed = self.at - before.at
        return max(self.machine - before.machine - ours, 0.0) / elapsed if elapsed else 0.0


@dataclass
class Machine:
    """The processes of both sides. A process is a name and its id; its children count with it."""

    pids: Mapping[str, int]
    _gone: dict[str, dict[int, float]] = field(default_factory=dict)

    def usage(self) -> Usage:
        """CPU seconds now."""
        whole, client = psutil.cpu_times(), psutil.Process().cpu_times()
        idle = whole.idle + getattr(whole, "iowait", 0.0)
        return Usage(
            seconds={name: self._seconds(name, pid) for name, pid in self.pids.items()},
            client=client.user + client.system,
            machine=sum(whole[:8]) - idle,
            at=time.monotonic(),
        )

    def _seconds(self, name: str, pid: int) -> float:
        """Of a process and its children. A child that has ended still counts."""
        known = self._gone.setdefault(name, {})
        for process in _family(pid):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            known[process.pid] = times.user + times.system
        return sum(known.values())

    def memory(self) -> dict[str, float]:
        """Proportional memory in MiB: pages that processes share are counted once, in parts."""
        return {name: _proportional(pid) for name, pid in self.pids.items()}


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _proportional(pid: int) -> float:
    total = 0
    for process in _family(pid):
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return float(total / MEBIBYTE)
