"""A network's renewals as a job, beside its own desk and beside the desk of another network.

`python -m tests.bench.renewals [--people N] [--write-docs]`. Windows in which the job runs and
windows in which it is stopped take turns, on a platform that is started for it.
"""

import argparse
import asyncio
import os
import platform as computer
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import uvloop

from deploy.cli.connection import Platform
from tests.bench.machine import Machine
from tests.bench.quiet import Busy, Rest
from tests.bench.renewing import CARDS, PAUSE_S, Desk, People, Visit, a_desk, a_town
from tests.kit.city import City, today
from tests.kit.client import Api, Json
from tests.kit.platform import running_platform
from tests.kit.waiting import eventually

PEOPLE, SMALL_PEOPLE = 10_000, 500
ROUNDS, SECONDS = 6, 10.0
WARM_S: Final = 5.0
WANTED: Final = 2.0
LONGEST_S: Final = 3_600.0
PAGE: Final = Path(__file__).parents[2] / "docs" / "bench-renewals.md"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long half the people at a desk waited, of each round: without the job, beside it. Ms."""

    desk: str
    idle: tuple[float, ...]
    beside: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as long it takes beside the job, of each round."""
        return tuple(b / i for b, i in zip(self.beside, self.idle, strict=True))

    @property
    def line(self) -> str:
        """In words."""
        low, high = min(self.ratios), max(self.ratios)
        return (
            f"{self.desk}: {median(self.ratios):.2f} ({low:.2f}–{high:.2f}) times as long;"
            f" {median(self.beside):.1f} ms beside the job, {median(self.idle):.1f} ms without it"
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured. `others`: cores that work other than ours took meanwhile."""

    people: int
    desks: tuple[Waiting, ...]
    beside_per_second: float
    alone_per_second: float
    others: float

    @property
    def ratio(self) -> float:
        """Of the desk that suffers most."""
        return max(median(desk.ratios) for desk in self.desks)

    @property
    def reached(self) -> bool:
        """Whether no desk waits longer than was promised."""
        return self.ratio <= WANTED

    def lines(self) -> list[str]:
        """What was found, in words."""
        return [
            f"ratio {self.ratio:.2f}, wanted at most {WANTED:.0f}:"
            f" {'reached' if self.reached else '**not reached**'}",
            *(desk.line for desk in self.desks),
            f"{self.people:,} renewals; {self.beside_per_second:.0f} a second beside the desks,"
            f" {self.alone_per_second:.0f} a second with nobody at a desk",
            f"other work on the machine took {self.others:.1f} cores",
        ]


class Bench:
    """A started platform with everybody in it."""

    def __init__(self, platform: Platform, city: City, job: str, desks: dict[str, Desk]) -> None:
        self._city, self._job, self._desks = city, job, desks
        self._machine = Machine(platform.pids())
        self._rest = Rest(platform)
        self._rows, self._worked_s = 0, 0.0

    async def measure(self, rounds: int, seconds: float) -> Found:
        """Rounds of a window without and a window with the job; then the job to its end."""
        await self._rest.start()
        try:
            say("serving")
            await self._serve(WARM_S)
            before = self._machine.usage()
            told = [
                (await self._serve(seconds), await self._beside(seconds)) for _ in range(rounds)
            ]
            others = self._machine.usage().others_since(before)
            say("finishing the job")
            alone = await self._finish()
        finally:
            await self._rest.stop()
        desks = tuple(
            Waiting(
                name,
                tuple(_half(idle[name]) for idle, _ in told),
                tuple(_half(beside[name]) for _, beside in told),
            )
            for name in self._desks
        )
        total = (await self._look())["total"]
        return Found(total, desks, self._rows / self._worked_s, alone, others)

    async def _serve(self, seconds: float) -> dict[str, list[Visit]]:
        """All desks at work for so long."""
        served = await asyncio.gather(*(desk.serve(seconds) for desk in self._desks.values()))
        return dict(zip(self._desks, served, strict=True))

    async def _beside(self, seconds: float) -> dict[str, list[Visit]]:
        """The same while the job runs, from its start on."""
        first = (await self._look())["done"]
        begun = perf_counter()
        await self._city.make("startJob", job=self._job)
        served = await self._serve(seconds)
        last = await self._look()
        if last["state"] == "DONE":
            raise RuntimeError("the job was over too soon: measure for less, or more people")
        await self._city.make("stopJob", job=self._job)
        self._rows, self._worked_s = (
            self._rows + last["done"] - first,
            self._worked_s + perf_counter() - begun,
        )
        await self._rest.wait()
        return served

    async def _finish(self) -> float:
        """The rest of the job with nobody at a desk: rows a second."""
        left, begun = (await self._look())["left"], perf_counter()
        await self._city.make("startJob", job=self._job)
        done = await eventually(self._look, lambda one: one["state"] == "DONE", seconds=LONGEST_S)
        if done["refused"]:
            raise RuntimeError(f"{done['refused']} renewals were refused")
        return float(left / (perf_counter() - begun))

    async def _look(self) -> Json:
        return dict(await self._city.read("job", job=self._job))


def _half(visits: Sequence[Visit]) -> float:
    return median(visit.ms for visit in visits)


def say(step: str) -> None:
    """What is going on: it takes minutes."""
    print(f"  {step}", file=sys.stderr, flush=True)


async def measure(platform: Platform, people: int, rounds: int, seconds: float) -> Found:
    """Prepare two networks, one with everybody in it, and measure."""
    async with Api(platform) as api:
        (city, scheme), (other, other_scheme) = await a_town(api), await a_town(api)
        desks = {
            "the desk of that network": await a_desk(city, scheme),
            "the desk of another network": await a_desk(other, other_scheme),
        }
        say(f"registering {people:,} people")
        await People(platform, city, scheme).register(people)
        say("waiting until they stand in the views")
        await _taken_in(platform)
        by = str(today() + timedelta(days=500))
        say("drafting")
        job = await city.make("draftRenewal", scheme=scheme, endsBy=by)
        if job["total"] != people + CARDS:
            raise RuntimeError(f"{job['total']} rights end, and not those of {people + CARDS}")
        try:
            return await Bench(platform, city, job["id"], desks).measure(rounds, seconds)
        finally:
            for desk in desks.values():
                desk.close()


async def _taken_in(platform: Platform) -> None:
    """Wait until everybody stands in the views. Raises Busy."""
    rest = Rest(platform)
    await rest.start()
    try:
        for attempt in range(10):
            try:
                return await rest.wait()
            except Busy:
                if attempt == 9:
                    raise
    finally:
        await rest.stop()


PAGE_TEXT: Final = """\
# Renewing a whole network beside its desk

Written by `python -m tests.bench.renewals --write-docs` (`make bench` only shows it), not by hand.
What counts is the ratio: the desks served people with and without the job by turns, in one run.

Measured {at} UTC: {cores} cores, Python {python}; {rounds} rounds of {seconds:.0f} seconds without
the job and as many beside it.

{lines}

Everything ran on one machine: PostgreSQL, Kafka, one process of each service, and the desks. A
person at a desk asks the price (`quote`) and takes part (`registerParticipation`); measured is how
long she waits for both together, and {pause_ms:.0f} ms later comes the next. The job starts anew
in every round, so that each holds the seconds in which it finds its pace (`docs/bulk.md`). Each
renewal is a decision by the regulation, with a sealed explanation and a letter to send.
"""


def write(found: Found, page: Path = PAGE) -> None:
    """Write the page."""
    text = PAGE_TEXT.format(
        at=datetime.now(UTC).isoformat(timespec="minutes"),
        cores=os.cpu_count(),
        python=computer.python_version(),
        rounds=len(found.desks[0].idle),
        seconds=SECONDS,
        lines="\n".join(f"- {line}" for line in found.lines()),
        pause_ms=1_000 * PAUSE_S,
    )
    page.write_text(text, "utf-8")


def main() -> int:
    """Measure, print, and write the page where asked. 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.renewals", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="whose right is renewed")
    parser.add_argument(
        "--quick", action="store_true", help=f"a first look: {SMALL_PEOPLE} people, two rounds"
    )
    parser.add_argument("--write-docs", action="store_true", help=f"renew {PAGE.name}")
    arguments = parser.parse_args()
    people, rounds = (SMALL_PEOPLE, 2) if arguments.quick else (arguments.people, ROUNDS)
    with (
        tempfile.TemporaryDirectory(prefix="samenspel-bench-") as home,
        running_platform(Path(home)) as started,
    ):
        found = uvloop.run(measure(started.platform, people, rounds, SECONDS))
    print("\n".join(found.lines()))
    if arguments.write_docs:
        write(found)
    return 0 if found.reached else 1


if __name__ == "__main__":
    sys.exit(main())
