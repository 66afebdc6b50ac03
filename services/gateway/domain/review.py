"""Odd patterns in a statement, and samples of its lines, for a person to look at. Pure.

Nothing here says that anything is wrong: it says where to look. The same lines give the same
findings, in whatever order they come.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Kind = Literal[
    "sample",
    "price_differs",
    "card_twice_a_day",
    "price_at_ceiling",
    "all_on_last_day",
    "far_above_usual",
]
SAMPLE_PERCENT: Final = 5
SAMPLE_MIN: Final = 3
SAMPLE_MAX: Final = 25
"""Of a statement's lines so many percent are drawn, at least and at most so many."""
LAST_DAY_LINES_MIN: Final = 5
LAST_DAY_PERCENT: Final = 80
"""From so many lines on it is odd that so many percent are of one day, the last."""
USUAL_TIMES: Final = 3
"""More than so many times the average of the statements before it is far above the usual."""
USUAL_STATEMENTS_MIN: Final = 3
USUAL_CENTS_MIN: Final = 10_000
"""Below a hundred euro nothing is far above the usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it is looked at. `card`: tells one card from another, and is shown to nobody.

    `offered_cents`: the price of the offer; none where it is not known. `at_ceiling`: the share
    of the network was cut off by the ceiling of the person.
    """

    participation: str
    day: date
    offer: str
    card: str | None
    price_cents: int
    offered_cents: int | None
    at_ceiling: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What was found, in which line; none: in the statement as a whole.

    `cents`: the amount that it was held against: the price of the offer, the usual total.
    """

    kind: Kind
    participation: str | None = None
    cents: int | None = None


def findings(
    statement: str, lines: Sequence[Line], total_cents: int, totals_before: Sequence[int]
) -> list[Finding]:
    """All that is to be looked at of a statement: what is odd first, then the sample."""
    odd = [
        *_whole(lines, total_cents, totals_before),
        *_differing(lines),
        *_twice(lines),
        *(Finding("price_at_ceiling", one.participation) for one in lines if one.at_ceiling),
    ]
    drawn = [Finding("sample", one) for one in sample(statement, lines)]
    return [*sorted(odd, key=_order), *drawn]


def _order(finding: Finding) -> tuple[str, str]:
    return finding.kind, finding.participation or ""


def sample(statement: str, lines: Sequence[Line]) -> list[str]:
    """Lines drawn by the statement's own id: whoever draws again draws the same."""
    wanted = max(SAMPLE_MIN, -(-len(lines) * SAMPLE_PERCENT // 100))

    def lot(participation: str) -> str:
        return hashlib.sha256(f"{statement}:{participation}".encode()).hexdigest()

    ranked = sorted({one.participation for one in lines}, key=lot)
    return ranked[: min(wanted, SAMPLE_MAX)]


def _differing(lines: Iterable[Line]) -> Iterator[Finding]:
    """A price that is not that of its offer."""
    for one in lines:
        if one.offered_cents is not None and one.price_cents != one.offered_cents:
            yield Finding("price_differs", one.participation, one.offered_cents)


def _twice(lines: Iterable[Line]) -> Iterator[Finding]:
    """The same card, more than once a day at the same offer: all of these lines."""
    seen: dict[tuple[str, date, str], list[str]] = defaultdict(list)
    for one in lines:
        if one.card is not None:
            seen[one.card, one.day, one.offer].append(one.participation)
    for together in seen.values():
        if len(together) > 1:
            yield from (Finding("card_twice_a_day", one) for one in together)


def _whole(
    lines: Sequence[Line], total_cents: int, totals_before: Sequence[int]
) -> Iterator[Finding]:
    """What is odd about the statement as a whole."""
    if len(lines) >= LAST_DAY_LINES_MIN:
        last = max(one.day for one in lines)
        there = sum(one.day == last for one in lines)
        if 100 * there >= LAST_DAY_PERCENT * len(lines):
            yield Finding("all_on_last_day")
    if len(totals_before) >= USUAL_STATEMENTS_MIN and total_cents >= USUAL_CENTS_MIN:
        usual = sum(totals_before) // len(totals_before)
        if total_cents > USUAL_TIMES * max(usual, 0):
            yield Finding("far_above_usual", cents=usual)
