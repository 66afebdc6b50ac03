"""The view of what is used in a scheme: it follows from the rows of participations.

As with the counters beside it, what a row contributes after a change takes the place of what it
contributed before: so it comes out the same in whatever order the two sources are read.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import Count, Stage, counted
from services.gateway.views.rows import Participation
from services.gateway.views.usage_rows import Usage
from services.kernel.state import Change, Place, State


def key_of(count: UsageCount) -> str:
    """The key of the row that holds a count."""
    within = f":{count.of_id}" if count.of_id is not None else ""
    return f"{count.subject}:{count.scheme_id}{within}:{count.period}"


def places(counts: Iterable[UsageCount]) -> Iterable[Place]:
    """Where these counts are kept."""
    return [Usage.at(key_of(count)) for count in counts]


def stage_of(row: Participation) -> Stage:
    """How far a participation is; as if it had not been, before cards has told of it."""
    if row.day is None:
        return "undone"
    if row.status == "confirmed":
        return "used"
    return "pending" if row.status in (None, "waiting", "held") else "undone"


def recounted(old: Participation, new: Participation, state: State) -> Iterable[Change]:
    """The counts after a participation changed."""
    rows: dict[str, Usage] = {}
    signs: tuple[tuple[Participation, Literal[1, -1]], ...] = ((old, -1), (new, 1))
    for row, sign in signs:
        for count in row.counts:
            key = key_of(count)
            found = rows.get(key) or state.get(Usage, key) or _empty(key, count, new)
            more = Count(name=count.name, used_cents=count.cents, times=count.times)
            counts = counted(found.counts, more, stage_of(row), sign)
            rows[key] = replace(found, counts=counts)
    return rows.values()


def _empty(key: str, count: UsageCount, row: Participation) -> Usage:
    subject = str(count.subject)
    return Usage(
        key=key,
        subject_id=subject,
        municipality=row.municipality if subject == row.holder_id else None,
        scheme_id=str(count.scheme_id),
        of_id=None if count.of_id is None else str(count.of_id),
        period=count.period,
    )
