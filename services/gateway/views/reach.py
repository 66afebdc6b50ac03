"""Whom the actions of a year reached, counted as participations come and go. Pure.

Counted where the network's money paid: in the books of the year in which it is booked. Each
person counts once in each action, in her municipality, and in all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.budget.contracts.events import (
    InstalmentConfirmed,
    ParticipationConfirmed,
    ParticipationReversed,
)
from services.gateway.views.rows import Participation
from services.gateway.views.year_rows import BookYear, Reach, ReachedHolder
from services.kernel.state import Change, Place, State

ALL = "-"
NO_ENVELOPE = "none"


def places(row: Participation) -> Iterable[Place]:
    """Every counter of a participation."""
    if row.book_year is None or row.holder_id is None:
        return
    for key, _, _ in _keys(row):
        yield from (Reach.at(key), ReachedHolder.at(f"{key}:{row.holder_id}"))


def _keys(row: Participation) -> Iterator[tuple[str, str | None, str | None]]:
    """Where it counts: each with its envelope and its municipality, None for all."""
    for envelope in (None, row.envelope_id or NO_ENVELOPE):
        for town in (None, row.municipality):
            yield f"{row.book_year}:{envelope or ALL}:{town or ALL}", envelope, town


def reached(old: Participation, new: Participation, state: State) -> Iterable[Change]:
    """The counters after this row changed; they exist once both sources have told of it."""
    if new.book_year is None or new.holder_id is None:
        return
    more = _counts(new) - _counts(old)
    for key, envelope, town in dict.fromkeys(_keys(new)):
        person = state.get(ReachedHolder, f"{key}:{new.holder_id}")
        person = person or ReachedHolder(key=f"{key}:{new.holder_id}")
        times = person.times + more
        yield replace(person, times=times)
        total = state.get(Reach, key)
        total = total or Reach(key=key, year=new.book_year, envelope=envelope, municipality=town)
        yield replace(
            total,
            people=total.people + (times > 0) - (person.times > 0),
            participations=total.participations + more,
        )


def _counts(row: Participation) -> int:
    """1 where it counts, once both sources have told of it."""
    return 1 if row.reached and row.holder_id is not None else 0


Booking = ParticipationConfirmed | InstalmentConfirmed | ParticipationReversed


def booked(event: Booking, row: Participation, state: State) -> Participation:
    """Where it is booked, and whether it counts: one that is cancelled after the books of its year
    were locked still does, so that what was reported stays so. For the same reason it stays where
    its first instalment counted, whatever year pays the others."""
    if not isinstance(event, ParticipationReversed):
        if not event.transfers or (isinstance(event, InstalmentConfirmed) and row.reached):
            return row
        envelope = None if event.envelope_id is None else str(event.envelope_id)
        year = event.transfers[0].debit.year
        return replace(row, envelope_id=envelope, book_year=year, reached=True)
    if row.book_year is None:
        return row
    book = state.get(BookYear, row.book_year)
    return replace(row, reached=book is not None and book.status == "locked")


def needs_booking(event: Booking, row: Participation, state: State) -> Iterable[Place]:
    """The book of a year; then the counters."""
    if isinstance(event, ParticipationReversed) and row.book_year is not None:
        yield BookYear.at(row.book_year)
        if not state.has(BookYear.at(row.book_year)):
            return
    yield from places(booked(event, row, state))
