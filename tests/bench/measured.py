"""What a run of the bench measured, and the medians and ratios drawn from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

Path = Literal["graphql", "kafka", "strawberry"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One window. Latencies in ms; `cpu`: seconds by process, for all `completed`.

    `others`: cores that work which is none of ours took meanwhile.
    """

    path: Path
    side: str
    in_flight: int
    round: int
    seconds: float
    done: int
    completed: int
    refused: int
    per_second: float
    p50: float
    p99: float
    cpu: dict[str, float]
    others: float


@dataclass(frozen=True, slots=True)
class Span:
    """A median over the rounds, with the lowest and the highest."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Span":
        """Of at least one value."""
        found = sorted(values)
        return cls(median(found), found[0], found[-1])


@dataclass
class Run:
    """All windows of a run, and what was looked at beside them."""

    windows: list[Measured] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    profiles: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def levels(self, path: Path) -> list[int]:
        """How many in flight, ascending."""
        return sorted({window.in_flight for window in self.windows if window.path == path})

    def of(self, path: Path, side: str, in_flight: int) -> list[Measured]:
        """The windows of one side, by round."""
        return [
            window
            for window in self.windows
            if (window.path, window.side, window.in_flight) == (path, side, in_flight)
        ]

    def figure(self, path: Path, side: str, in_flight: int, name: str) -> float:
        """The median of a figure."""
        values: list[float] = [getattr(window, name) for window in self.of(path, side, in_flight)]
        return median(values)

    def ratio(self, path: Path, in_flight: int, name: str) -> Span:
        """Platform to bare, round by round: both of a round saw the same machine."""
        ours, bare = (self.of(path, side, in_flight) for side in ("platform", "bare"))
        pairs = zip(ours, bare, strict=True)
        return Span.of(
            getattr(one, name) / getattr(other, name) if getattr(other, name) else float("nan")
            for one, other in pairs
        )

    def cpu_each(self, path: Path, side: str, in_flight: int) -> dict[str, float]:
        """Milliseconds of CPU for one wish that came true, by process; median over the rounds."""
        windows = [window for window in self.of(path, side, in_flight) if window.completed]
        names = dict.fromkeys(name for window in windows for name in window.cpu)
        return {
            name: median(window.cpu.get(name, 0.0) * 1000 / window.completed for window in windows)
            for name in names
        }

    def cpu_ratio(self, path: Path, in_flight: int) -> float:
        """CPU of all processes for one wish, platform to bare."""
        ours, bare = (
            sum(self.cpu_each(path, side, in_flight).values()) for side in ("platform", "bare")
        )
        return ours / bare if bare else float("nan")

    def gateway_share(self, in_flight: int) -> Span:
        """Mutations per CPU second of the gateway's process, to the bare Strawberry app's."""
        ours = self.of("graphql", "platform", in_flight)
        bare = self.of("strawberry", "strawberry", in_flight)
        return Span.of(
            per_cpu_second(one, "gateway-0") / per_cpu_second(other, "strawberry")
            for one, other in zip(ours, bare, strict=True)
        )


def per_cpu_second(window: Measured, process: str) -> float:
    """Wishes that came true for each second of CPU that a process used."""
    used = window.cpu.get(process, 0.0)
    return window.completed / used if used else float("nan")


def as_plain(windows: Sequence[Measured]) -> list[dict[str, Any]]:
    """Windows as JSON-ready data."""
    return [{name: getattr(window, name) for name in Measured.__slots__} for window in windows]
