"""A closed loop: so many requests in flight for so many seconds, each answered before the next."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Request = TypeVar("Request")
ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Window:
    """What one window saw. Latencies in milliseconds, sorted, of the wishes that came true in it.

    `completed` counts those that came true behind its end too: what the CPU was spent on.
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
class _Tally:
    end: float
    latencies: list[float]
    completed: int = 0
    refused: int = 0


async def run_window(
    ask: Callable[[Request], Awaitable[bool]],
    requests: Iterator[Request],
    *,
    in_flight: int,
    seconds: float,
) -> Window:
    """Keep `in_flight` requests on their way, then wait for the last ones without counting them.

    `ask` answers whether the wish came true. Raises TimeoutError where an answer stays out.
    """
    start = time.perf_counter()
    tally = _Tally(start + seconds, [])

    async def worker() -> None:
        while time.perf_counter() < tally.end:
            asked = time.perf_counter()
            done = await ask(next(requests))
            now = time.perf_counter()
            tally.completed += done
            tally.refused += not done
            if done and now <= tally.end:
                tally.latencies.append((now - asked) * 1000)

    async with asyncio.timeout(seconds + ANSWER_SECONDS), asyncio.TaskGroup() as group:
        for _number in range(in_flight):
            group.create_task(worker())
    latencies = tuple(sorted(tally.latencies))
    return Window(seconds, len(latencies), tally.completed, tally.refused, latencies)
