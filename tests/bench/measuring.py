"""The measuring itself: platform, bare, platform, bare… level by level, in one run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from tests.bench.load import Window, run_window
from tests.bench.machine import Machine
from tests.bench.measured import Measured, Run
from tests.bench.measured import Path as Way
from tests.bench.profiling import Recorder
from tests.bench.quiet import Rest
from tests.bench.sides import Side

SPARE = 1.3
"""How many more requests are made ahead than the last window needed."""

FIRST_STOCK_EACH = 10
WARM_SECONDS, WARM_IN_FLIGHT = 2.0, 16
PROFILED = ("cards-0", "budget-0", "gateway-0")


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how often. `seconds` is the length of one window."""

    seconds: float
    rounds: int
    levels: tuple[int, ...]
    networks: int
    cards: int
    offers: int
    profile_seconds: int
    profile_in_flight: int
    folder: Path


class Bench:
    """Runs windows and remembers what they showed."""

    def __init__(self, machine: Machine, rest: Rest, options: Options, progress: Progress) -> None:
        self.rest = rest
        self._machine, self._options = machine, options
        self._progress = progress
        self._rates: dict[tuple[str, str, int], float] = {}
        self.run = Run()

    async def warm(self, sides: Sequence[Side]) -> None:
        """Let everything be imported, planned and connected before anything counts."""
        task = self._progress.add_task("warming up", total=len(sides))
        for side in sides:
            side.supply.stock_up(WARM_IN_FLIGHT * FIRST_STOCK_EACH)
            await run_window(side.ask, side.supply, in_flight=WARM_IN_FLIGHT, seconds=WARM_SECONDS)
            await self.rest.wait()
            self._progress.advance(task)

    async def compare(self, way: Way, sides: Sequence[Side]) -> None:
        """All levels and rounds of one comparison, its sides taking turns."""
        options = self._options
        task = self._progress.add_task(way, total=len(options.levels) * options.rounds * len(sides))
        for in_flight in options.levels:
            self._say(f"{way}: {in_flight} in flight")
            for number in range(options.rounds):
                for side in sides:
                    self._progress.update(
                        task, description=f"{way}: {in_flight} in flight, {side.name}"
                    )
                    await self._measure(way, side, in_flight, number)
                    self._progress.advance(task)
        self._progress.update(task, description=way)

    def _say(self, what: str) -> None:
        """Where no bar can move, a line tells how far it is."""
        if not self._progress.console.is_terminal:
            self._progress.console.print(what)

    async def _measure(self, way: Way, side: Side, in_flight: int, number: int) -> None:
        seconds, place = self._options.seconds, (way, side.name, in_flight)
        expected = self._rates.get(place, in_flight * FIRST_STOCK_EACH) * seconds * SPARE
        side.supply.stock_up(int(expected) + in_flight)
        await self.rest.wait()
        before = self._machine.usage()
        window = await run_window(side.ask, side.supply, in_flight=in_flight, seconds=seconds)
        await self.rest.wait()
        after = self._machine.usage()
        used, others = after.since(before), after.others_since(before)
        self._rates[place] = window.per_second
        way_of = "strawberry" if side.name == "strawberry" else way
        self.run.windows.append(_measured(way_of, side, in_flight, number, window, used, others))

    async def profile(self, side: Side, pids: dict[str, int], folder: Path) -> None:
        """Record the platform's services under one more window."""
        options = self._options
        if not options.profile_seconds:
            return
        task = self._progress.add_task("profile", total=1)
        recorder = Recorder(
            folder, {name: pids[name] for name in PROFILED}, options.profile_seconds
        )
        await run_window(
            side.ask,
            side.supply,
            in_flight=options.profile_in_flight,
            seconds=options.profile_seconds + 2.0,
        )
        self.run.profiles = dict(recorder.finish())
        self._progress.advance(task)


def _measured(
    way: Way,
    side: Side,
    in_flight: int,
    number: int,
    window: Window,
    used: dict[str, float],
    others: float,
) -> Measured:
    return Measured(
        path=way,
        side=side.name,
        in_flight=in_flight,
        round=number,
        seconds=window.seconds,
        done=window.done,
        completed=window.completed,
        refused=window.refused,
        per_second=window.per_second,
        p50=window.percentile(50),
        p99=window.percentile(99),
        cpu={name: seconds for name, seconds in used.items() if _belongs(name, side.name)},
        others=others,
    )


SHARED = ("postgres", "kafka")
Belongs = Callable[[str, str], bool]


def _belongs(process: str, side: str) -> bool:
    """Whose work it was. PostgreSQL and Kafka serve whichever side is measured."""
    if side == "strawberry":
        return process == "strawberry"
    if process in SHARED:
        return True
    return process.startswith("bare-") == (side == "bare") and process not in ("strawberry",)
