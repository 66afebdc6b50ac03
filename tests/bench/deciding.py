"""How many decisions a core makes by the richest regulation, beside the same written out in Python.

`python -m tests.bench.deciding [--write-docs]`. CPU time of this process, both sides taking turns.
"""

import argparse
import os
import platform as computer
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from services.cards.contracts.regulation.consistency import placed
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from tests.bench.bare import deciding as bare
from tests.kit import schemes

RICHEST: Final = "12014-heist-op-den-berg"
ROUNDS, SECONDS, PER_TURN = 5, 0.5, 20
PAGE: Final = schemes.ROOT / "docs" / "bench-deciding.md"


@dataclass(frozen=True, slots=True)
class Rates:
    """Decisions a CPU second of either side: of each round."""

    predicates: int
    people: int
    regulation: tuple[float, ...]
    bare: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long a decision takes as data than written out."""
        return median(b / r for b, r in zip(self.bare, self.regulation, strict=True))

    def lines(self) -> list[str]:
        """What it found, in words."""
        return [
            f"{median(self.regulation):,.0f} decisions a core and second by the richest regulation"
            f" ({RICHEST}, {self.predicates} predicates), every step explained",
            f"{median(self.bare):,.0f} by the same written out in Python, nothing explained:"
            f" {self.ratio:.1f} times as many",
        ]


def richness(document: RegulationDocument) -> int:
    """How many predicates a document has, those within others with them."""
    return sum(len(list(placed("", route.conditions))) for route in document.routes)


def people() -> tuple[dict[str, Any], list[Person]]:
    """The people of the richest regulation, and the file they stand in."""
    file = schemes.load(schemes.PEOPLE / f"{RICHEST}.yaml")
    everyone = file.get("everyone", {})
    return file, [schemes.person(everyone, each.get("facts", {})) for each in file["people"]]


def measure(rounds: int = ROUNDS, seconds: float = SECONDS) -> Rates:
    """Decide all of them again and again, both sides in turn."""
    document = schemes.documents()[RICHEST]
    file, persons = people()
    on = date.fromisoformat(file["on"])
    places = frozenset(file["municipalities"])
    plain = [bare.facts_of(person) for person in persons]

    def by_document() -> None:
        for person in persons:
            decide(document, person, on=on, municipalities=places)

    def written_out() -> None:
        for facts in plain:
            bare.decide(facts, places)

    pairs = [
        (_rate(by_document, len(persons), seconds), _rate(written_out, len(persons), seconds))
        for _round in range(rounds)
    ]
    return Rates(
        richness(document),
        len(persons),
        tuple(pair[0] for pair in pairs),
        tuple(pair[1] for pair in pairs),
    )


def _rate(work: Callable[[], None], each: int, seconds: float) -> float:
    begun, done = process_time(), 0
    while (taken := process_time() - begun) < seconds:
        for _turn in range(PER_TURN):
            work()
        done += PER_TURN * each
    return done / taken


PAGE_TEXT: Final = """\
# Deciding by a regulation

Written by `python -m tests.bench.deciding --write-docs` (`make bench` only shows it), not by hand.
CPU
time of one process; what counts is the ratio.

Measured {at} UTC: {cores} cores, Python {python}; {rounds} rounds, {people} people decided in turn.

{lines}

As data, a regulation tells for each route and predicate its figure, limit, clause and outcome, and
what proof is missing; `tests/bench/bare/deciding.py` answers only yes, no or not known.
"""


def write(rates: Rates, page: Path = PAGE) -> None:
    """Write the page."""
    text = PAGE_TEXT.format(
        at=datetime.now(UTC).isoformat(timespec="minutes"),
        cores=os.cpu_count(),
        python=computer.python_version(),
        rounds=len(rates.bare),
        people=rates.people,
        lines="\n".join(f"- {line}" for line in rates.lines()),
    )
    page.write_text(text, "utf-8")


def main() -> int:
    """Measure, print, and write the page where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.deciding", description=__doc__)
    parser.add_argument("--write-docs", action="store_true", help=f"renew {PAGE.name}")
    arguments = parser.parse_args()
    rates = measure()
    print("\n".join(rates.lines()))
    if arguments.write_docs:
        write(rates)
        print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
