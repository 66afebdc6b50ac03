"""A closed loop: so many requests in flight for so many seconds, each answered before the next."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

Request = TypeVar("Request")
ANSWER_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Window:
    """What one window saw. Latencies in milliseconds, sorted, of the wishes that came true in it.

    `completed` counts those that came true before and behind it too: what the CPU was spent on.
    `refused` are other answers: a no, or `Pending` where it took too long.
    """

    seconds: float
    done: int
    completed: int
    refused: int
    latencies: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Wishes that came true, per second."""
        return self.done / self.seconds

    def percentile(self, percent: float) -> float:
        """A latency in milliseconds; nothing answered counts as endless."""
        if not self.latencies:
            return float("inf")
        place = min(len(self.latencies) - 1, int(len(self.latencies) * percent / 100))
        return self.latencies[place]


@dataclass(slots=True)
class Tally:
    """Counts answers. The window opens once as many have come as are in flight: before that
    the loop fills up, and a slow side would seem slower than it is."""

    in_flight: int
    seconds: float
    latencies: list[float] = field(default_factory=list)
    answered: int = 0
    completed: int = 0
    end: float | None = None

    def over(self) -> bool:
        """Whether the window has closed."""
        return self.end is not None and time.perf_counter() >= self.end

    def note(self, asked: float, *, done: bool) -> None:
        """An answer to what was asked then, in seconds of the performance counter."""
        now = time.perf_counter()
        self.answered += 1
        self.completed += done
        if self.end is None:
            if self.answered >= self.in_flight:
                self.end = now + self.seconds
        elif done and now <= self.end:
            self.latencies.append((now - asked) * 1000)

    def window(self) -> Window:
        """What the window saw."""
        latencies = tuple(sorted(self.latencies))
        refused = self.answered - self.completed
        return Window(self.seconds, len(latencies), self.completed, refused, latencies)


async def run_window(
    ask: Callable[[Request], Awaitable[bool]],
    requests: Iterator[Request],
    *,
    in_flight: int,
    seconds: float,
) -> Window:
    """Keep `in_flight` requests on their way; the first and the last ones are not counted.

    `ask` answers whether the wish came true. Raises TimeoutError where an answer stays out.
    """
    tally = Tally(in_flight, seconds)

    async def worker() -> None:
        while not tally.over():
            asked = time.perf_counter()
            tally.note(asked, done=await ask(next(requests)))

    async with asyncio.timeout(seconds + ANSWER_SECONDS), asyncio.TaskGroup() as group:
        for _number in range(in_flight):
            group.create_task(worker())
    return tally.window()
