"""Which numbers the umbrella may see: a cell of fewer than five persons is withheld. Pure.

- A cell with 1 to 4 holders is withheld. A network where nobody took part shows zeros: a zero
  tells nothing of a person, and no cell is ever hidden behind it.
- A single withheld cell takes the smallest shown one (with anybody in it) with it, since the
  total less the others would give it away.
- The total is shown only where no number of a withheld cell can be computed from it, even by a
  reader who knows these rules; else it is withheld too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MIN_HOLDERS: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """Counted over one network and year: distinct persons, participations, cents."""

    holders: int
    participations: int
    network_cents: int

    @property
    def small(self) -> bool:
        """Too few persons to be shown."""
        return 0 < self.holders < MIN_HOLDERS

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Holders, participations, cents."""
        return self.holders, self.participations, self.network_cents


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What is shown: a cell per network in the order given, None where it is withheld."""

    cells: tuple[Cell | None, ...]
    total: Cell | None


def disclose(cells: Sequence[Cell]) -> Disclosed:
    """Withhold what could tell of a few persons."""
    withheld = {place for place, cell in enumerate(cells) if cell.small}
    if len(withheld) == 1:
        others = [place for place, cell in enumerate(cells) if cell.holders >= MIN_HOLDERS]
        if others:
            withheld.add(min(others, key=lambda place: (cells[place].holders, place)))
    shown = tuple(None if place in withheld else cell for place, cell in enumerate(cells))
    total = (
        Cell(*(sum(numbers) for numbers in zip(*(c.numbers for c in cells), strict=True)))
        if cells
        else Cell(0, 0, 0)
    )
    safe = not withheld or _hides([cells[place] for place in sorted(withheld)], shown)
    return Disclosed(shown, total if safe else None)


def _hides(hidden: Sequence[Cell], shown: Sequence[Cell | None]) -> bool:
    """Whether the sum over the hidden cells leaves every number of each of them open."""
    if len(hidden) < 2 or sum(cell.holders for cell in hidden) < MIN_HOLDERS:
        return False
    most = min((c.holders for c in shown if c is not None and c.holders), default=None)
    holder_bounds = [_holder_bounds(cell, most) for cell in hidden]
    # Somebody takes part at least once; a share may be nothing.
    participation_bounds = [(low, None) for low, _ in holder_bounds]
    cents_bounds = [(0, None) for _ in hidden]
    bounds = (holder_bounds, participation_bounds, cents_bounds)
    return all(
        _open(sum(cell.numbers[measure] for cell in hidden), bounds[measure])
        for measure in range(3)
    )


Bound = tuple[int, int | None]


def _holder_bounds(cell: Cell, most: int | None) -> Bound:
    """What a reader knows of a hidden cell: 1 to 4, or 5 up to the smallest shown."""
    if cell.small:
        return 1, MIN_HOLDERS - 1
    return MIN_HOLDERS, most


def _open(total: int, bounds: Sequence[Bound]) -> bool:
    """Whether, given the sum, each number could still be one of at least two."""
    for place in range(len(bounds)):
        others = [bound for other, bound in enumerate(bounds) if other != place]
        low, high = bounds[place]
        highest = total - sum(bound[0] for bound in others)
        if high is not None:
            highest = min(highest, high)
        if all(bound[1] is not None for bound in others):
            low = max(low, total - sum(bound[1] or 0 for bound in others))
        if low >= highest:
            return False
    return True


def disclose_distinct(people: int, shown: Disclosed) -> int | None:
    """The distinct persons over all cells together, unless that number tells of a withheld cell.

    Persons of one cell can be in another too. The number is shown where nothing is withheld, or
    where every size that a withheld cell may have goes with it: no more than there are if each
    has one, no fewer than the largest shown cell, which is no smaller than a withheld one.
    """
    hidden = [cell for cell in shown.cells if cell is None]
    if not hidden:
        return people
    seen = [cell.holders for cell in shown.cells if cell is not None and cell.holders]
    if not seen:
        return None
    least = sum(seen) + len(hidden)
    return people if max(seen) <= people <= least else None
