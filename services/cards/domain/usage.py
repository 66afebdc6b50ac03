"""What persons and households use of their rights in a scheme, counted per period. Pure.

A count belongs to a person, not to a card or a right: so it survives replacement and renewal. It
is written under the person whose card was used, and read over her and those who were merged into
her; so undoing a merge is exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import (
    Count,
    Counted,
    Stage,
    Tally,
    Used,
    counted,
    rows_on,
)
from services.kernel.state import Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage(Row):
    """The counts of a person or household in a scheme over a year, or over all time.

    `of_id`: only what was used of one offer or at one provider. Key: `usage_key`.
    """

    table: ClassVar[str] = "usages"
    subject_id: str
    scheme_id: str
    of_id: str | None
    period: str
    counts: tuple[Count, ...] = ()

    def plus(self, count: UsageCount, stage: Stage, sign: Literal[1, -1]) -> "Usage":
        """The same with one count more, or less, of a participation in this stage."""
        more = Count(name=count.name, used_cents=count.cents, times=count.times)
        return replace(self, counts=counted(self.counts, more, stage, sign))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Whose counts matter to a participation. `person_ids`: she, and who was merged into her."""

    scheme_id: str
    writes_to_id: str
    person_ids: tuple[str, ...]
    household_id: str | None
    offer_id: str
    organisation_id: str


def usage_key(subject: object, scheme: object, period: str, of: object | None = None) -> str:
    """The key of the counts of one person or household."""
    within = f":{of}" if of is not None else ""
    return f"{subject}:{scheme}{within}:{period}"


def key_of(count: UsageCount) -> str:
    """The key of the row that holds a count."""
    return usage_key(count.subject, count.scheme_id, count.period, count.of_id)


def places(counting: Counting, on: date) -> Iterable[Place]:
    """Where all that counts on a day is kept, and will be."""
    scheme = counting.scheme_id
    for period in rows_on(on):
        for person in {*counting.person_ids, counting.writes_to_id}:
            for of in (None, counting.offer_id, counting.organisation_id):
                yield Usage.at(usage_key(person, scheme, period, of))
        if counting.household_id is not None:
            yield Usage.at(usage_key(counting.household_id, scheme, period))


def used_by(counting: Counting, on: date, state: State) -> Used:
    """What has been used so far. Who lives in no household counts for one. Raises NotLoaded."""
    cents: dict[Tally, int] = {}
    times: dict[Tally, int] = {}
    households = counting.person_ids if counting.household_id is None else (counting.household_id,)
    for period in rows_on(on):
        for person in counting.person_ids:
            for one in _counts(state, counting, person, period):
                _add(cents, Tally(row=period, name=one.name), one.cents)
            for one in _counts(state, counting, person, period, counting.offer_id):
                _add(times, Tally(on="offer", row=period, name=one.name), one.times)
            for one in _counts(state, counting, person, period, counting.organisation_id):
                _add(times, Tally(on="provider", row=period, name=one.name), one.times)
        for household in households:
            for one in _counts(state, counting, household, period):
                _add(cents, Tally(of="household", row=period, name=one.name), one.cents)
    return Used(cents=cents, times=times)


def _counts(
    state: State, counting: Counting, subject: str, period: str, of: str | None = None
) -> Sequence[Count]:
    row = state.get(Usage, usage_key(subject, counting.scheme_id, period, of))
    return row.counts if row is not None else ()


def _add(total: dict[Tally, int], tally: Tally, more: int) -> None:
    total[tally] = total.get(tally, 0) + more


def as_counts(adding: Sequence[Counted], counting: Counting) -> tuple[UsageCount, ...]:
    """What a price counts on, with whose counts those are."""
    of = {"offer": UUID(counting.offer_id), "provider": UUID(counting.organisation_id)}
    household = counting.household_id or counting.writes_to_id
    return tuple(
        UsageCount(
            subject=UUID(household if one.tally.of == "household" else counting.writes_to_id),
            scheme_id=UUID(counting.scheme_id),
            of_id=None if one.tally.on is None else of[one.tally.on],
            period=one.tally.row,
            name=one.tally.name,
            cents=one.cents,
            times=one.times,
        )
        for one in adding
    )


Staged = tuple[Sequence[UsageCount], Stage]
"""What a participation counts on, and in which stage it is."""


def recounted(before: Staged, after: Staged, state: State) -> Iterable[Usage]:
    """The rows of its counts once a participation went from one stage to another."""
    rows: dict[str, Usage] = {}
    changes: tuple[tuple[Staged, Literal[1, -1]], ...] = ((before, -1), (after, 1))
    for (counts, stage), sign in changes:
        for count in counts:
            key = key_of(count)
            row = rows.get(key) or state.get(Usage, key) or _empty(key, count)
            rows[key] = row.plus(count, stage, sign)
    return rows.values()


def _empty(key: str, count: UsageCount) -> Usage:
    return Usage(
        key=key,
        subject_id=str(count.subject),
        scheme_id=str(count.scheme_id),
        of_id=None if count.of_id is None else str(count.of_id),
        period=count.period,
    )
