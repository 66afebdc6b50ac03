"""Lines that become payable to a provider, gathered by month until a statement takes them. Pure.

A bucket holds the lines of one provider, of one year's books and of the month of their days.
Once a statement has taken it, what comes later for that month goes into the next bucket, and so
into a later statement: nothing that was drawn up ever changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from services.budget.contracts.buckets import bucket_id, bucket_key, late_bucket, month_of
from services.budget.domain.calendar import day_of
from services.budget.domain.terms import Terms, comes_late
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket(Row):
    """A month of a provider in a year's books. Key: organisation:year:month.

    `generation`: how often a statement has taken it. `lines` and `cents` are of the present one.
    """

    table: ClassVar[str] = "buckets"
    generation: int = 0
    lines: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderYear(Row):
    """A provider in a year's books. Key: organisation:year.

    `months`: those with lines that no statement has taken yet. `carried_cents`: what the last
    statement carried over; below zero, what the provider owes.
    """

    table: ClassVar[str] = "provider_years"
    months: tuple[str, ...] = ()
    carried_cents: int = 0


def needs_bucket(organisation: str, year: int, day: date) -> list[Place]:
    """All that a line of a day touches."""
    return [
        Bucket.at(bucket_key(organisation, year, month_of(day))),
        ProviderYear.at(f"{organisation}:{year}"),
        Terms.at(organisation),
    ]


def bucket_now(stream: str, organisation: str, year: int, day: date, state: State) -> UUID:
    """The bucket into which a line of a day goes now."""
    key = bucket_key(organisation, year, month_of(day))
    found = state.get(Bucket, key)
    return bucket_id(stream, key, 0 if found is None else found.generation)


def bucket_for(
    line: UUID, organisation: str, year: int, day: date, context: Context, state: State
) -> UUID:
    """The bucket into which a new line goes: one that comes too late waits apart."""
    if comes_late(organisation, day, day_of(context.time), state):
        return late_bucket(line)
    return bucket_now(context.stream, organisation, year, day, state)


def with_line(
    organisation: str, year: int, day: date, cents: int, state: State
) -> Iterable[Change]:
    """One line more, of so many cents; below zero where it is taken back."""
    month = month_of(day)
    key = bucket_key(organisation, year, month)
    found = state.get(Bucket, key) or Bucket(key=key)
    yield replace(found, lines=found.lines + 1, cents=found.cents + cents)
    own = state.get(ProviderYear, f"{organisation}:{year}")
    own = own or ProviderYear(key=f"{organisation}:{year}")
    if month not in own.months:
        yield replace(own, months=(*own.months, month))
