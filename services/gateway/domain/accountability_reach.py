"""How many people a report may say were reached, per action and in all. Pure.

The rule is that of `disclosure.py`. An action of which one municipality's count is small is
withheld in the report of the whole: who has the other municipalities' reports could subtract.
"""

from dataclasses import dataclass

from services.gateway.domain.accountability import Action, Reached, Report, cell_of
from services.gateway.domain.disclosure import disclose, disclose_distinct


@dataclass(frozen=True, slots=True)
class ShownReach:
    """Per action in the order of the report, and in all; None is withheld, a zero is a zero."""

    actions: tuple[Reached | None, ...]
    people: int | None
    participations: int | None


def shown_reach(report: Report) -> ShownReach:
    """What may be told."""
    cells = [cell_of(action.reached) for action in report.actions]
    disclosed = disclose(cells)
    telling = [_one_is_small(action) for action in report.actions]
    shown = tuple(
        None
        if cell is None or tells
        else Reached(people=cell.holders, participations=cell.participations)
        for cell, tells in zip(disclosed.cells, telling, strict=True)
    )
    if any(telling):
        return ShownReach(shown, None, None)
    total = disclosed.total
    return ShownReach(
        shown,
        disclose_distinct(report.people_reached, disclosed),
        None if total is None else total.participations,
    )


def _one_is_small(action: Action) -> bool:
    return any(cell_of(one).small for one in action.by_municipality)
