"""Finding a person among a million in all networks, beside a thousand in one.

`python -m tests.bench.lookup [--people N] [--write-docs]`. The same network of a thousand people,
alone in its database and in one that is full of other networks; both take turns.
"""

import argparse
import asyncio
import os
import platform as computer
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

from services.gateway.domain.lookup import asked
from services.gateway.storage import lookups
from services.gateway.storage.reading import Bounds, Database
from tests.bench import crowd

HERE_COUNT: Final = 1_000
PEOPLE: Final = 1_000_000
ROUNDS, SEARCHES, SHOWN = 5, 100, 20
ELSEWHERE_EVERY: Final = 25
IN_LARGEST: Final = 5
WANTED: Final = 1.5
PAGE: Final = Path(__file__).parents[2] / "docs" / "bench-lookup.md"


@dataclass(frozen=True, slots=True)
class Search:
    """What a desk looks for."""

    text: str | None
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Medians:
    """Milliseconds of half the searches, of each round."""

    people: int
    crowded: tuple[float, ...]
    alone: tuple[float, ...]
    largest: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as long it takes in the crowd, of each round."""
        return tuple(c / a for c, a in zip(self.crowded, self.alone, strict=True))

    @property
    def reached(self) -> bool:
        """Whether it takes no longer than was promised."""
        return median(self.ratios) <= WANTED

    def lines(self) -> list[str]:
        """What it found, in words."""
        ratios = self.ratios
        return [
            f"ratio {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}), wanted at most"
            f" {WANTED}: {'reached' if self.reached else '**not reached**'}",
            f"{median(self.crowded):.2f} ms for half the searches in a network of {HERE_COUNT:,}"
            f" among {self.people:,} people in {crowd.OTHERS + 1} networks",
            f"{median(self.alone):.2f} ms in the same network alone",
            f"{median(self.largest):.2f} ms in the largest of the networks, not part of the ratio:"
            " more people there share a name",
        ]


def searches(here: Sequence[crowd.Somebody], seed: int = 5) -> list[Search]:
    """By name, by name and birth date, with a letter forgotten, by family name, by birth date."""
    rng = Random(seed)
    found = []
    for place in range(SEARCHES):
        one = rng.choice(here)
        name = f"{one.given_name} {one.family_name}"
        letter = rng.randrange(2, len(name))
        found.append(
            (
                Search(name, None),
                Search(name, one.birth_date),
                Search(name[:letter] + name[letter + 1 :], one.birth_date),
                Search(one.family_name, None),
                Search(None, one.birth_date),
            )[place % 5]
        )
    return found


async def look(database: Database, network: str, search: Search) -> list[str]:
    """The two reads of `findHolders`: who may be the one, and the page that is shown."""
    bounds = Bounds(streams=network)
    tokens = asked(crowd.KEY, network, search.text, search.birth_date)
    found = await lookups.by_tokens(database, bounds, network, tokens)
    keys = [row["key"] for row in found]
    await lookups.by_keys(database, bounds, network, keys[:SHOWN])
    return keys


async def halves_of(
    sides: Sequence[tuple[Database, str, str]], asked_for: Sequence[Search]
) -> list[float]:
    """Milliseconds of half the searches on each side, search by search in turn.

    A side is a database, the network in it, and another where now and then is looked, not counted.
    """
    taken: list[list[float]] = [[] for _side in sides]
    for place, search in enumerate(asked_for):
        for (database, network, between), own in zip(sides, taken, strict=True):
            if place % ELSEWHERE_EVERY == 0:
                await look(database, between, search)
            begun = perf_counter()
            await look(database, network, search)
            own.append(1_000 * (perf_counter() - begun))
    return [median(own) for own in taken]


async def check_same(alone: Database, crowded: Database, asked_for: Sequence[Search]) -> None:
    """Raises RuntimeError where not the same persons are found on both sides, or nobody."""
    for search in asked_for:
        both = [await look(one, crowd.HERE, search) for one in (alone, crowded)]
        if not both[0] or both[0] != both[1]:
            raise RuntimeError(f"not the same persons are found for {search}")


async def measure(people: int = PEOPLE, rounds: int = ROUNDS) -> Medians:
    """Fill both databases, and look in them by turns."""
    here = crowd.neighbours(HERE_COUNT)
    async with crowd.server() as server:
        await crowd.fill(server.admin_of(crowd.ALONE), here, 0)
        await crowd.fill(server.admin_of(crowd.CROWDED), here, people - len(here))
        return await by_turns(server, searches(here), people, rounds)


async def by_turns(
    server: crowd.Server, wanted: Sequence[Search], people: int, rounds: int
) -> Medians:
    """Look in both databases by turns."""
    alone, crowded = [
        await Database.connect(server.dsn(name), 1, "bench")
        for name in (crowd.ALONE, crowd.CROWDED)
    ]
    sides = [(crowded, crowd.HERE, crowd.LARGEST), (alone, crowd.HERE, crowd.HERE)]
    largest = [(crowded, crowd.LARGEST, crowd.HERE)]
    try:
        await check_same(alone, crowded, wanted[:20])
        told = [
            (
                *await halves_of(sides, wanted),
                *await halves_of(largest, wanted[:IN_LARGEST]),
            )
            for _round in range(rounds)
        ]
    finally:
        await alone.close()
        await crowded.close()
    crowded_ms, alone_ms, largest_ms = zip(*told, strict=True)
    return Medians(people, crowded_ms, alone_ms, largest_ms)


PAGE_TEXT: Final = """\
# Finding a person in a crowd

Written by `python -m tests.bench.lookup --write-docs` (`make bench` only shows it), not by hand.
What
counts is the ratio: both sides ran on the same PostgreSQL, search by search in turn.

Measured {at} UTC: {cores} cores, Python {python}; {rounds} rounds of {searches} searches a side.

{lines}

The same network of {here:,} people stands in two databases: alone, and among people of {others}
other networks, the second half as large as the first, and so on. All have one of the common
Flemish names of the demo, so that the tokens by which they are found are frequent. Looked for is
by given and family name, with birth date, with a letter forgotten, by family name alone and by
birth date alone; now and then one search was made elsewhere, in the largest of the other networks
where there are some. Measured are the two reads of `findHolders`, with the role, the bounds and
the row level security of a request; opening what is sealed and putting it in order hangs on how
many were found, which is the same on both sides.
"""


def write(medians: Medians, page: Path = PAGE) -> None:
    """Write the page."""
    text = PAGE_TEXT.format(
        at=datetime.now(UTC).isoformat(timespec="minutes"),
        cores=os.cpu_count(),
        python=computer.python_version(),
        rounds=len(medians.alone),
        searches=SEARCHES,
        here=HERE_COUNT,
        others=crowd.OTHERS,
        lines="\n".join(f"- {line}" for line in medians.lines()),
    )
    page.write_text(text, "utf-8")


def main() -> int:
    """Measure, print, and write the page where asked. 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lookup", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="in all networks")
    parser.add_argument("--write-docs", action="store_true", help=f"renew {PAGE.name}")
    arguments = parser.parse_args()
    medians = asyncio.run(measure(arguments.people))
    print("\n".join(medians.lines()))
    if arguments.write_docs:
        write(medians)
        print(f"written: {PAGE}")
    return 0 if medians.reached else 1


if __name__ == "__main__":
    sys.exit(main())
