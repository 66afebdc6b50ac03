"""Who waits for money of an envelope, in the order in which they came. Pure.

A list for each envelope of a year. Numbers only grow, so that nothing moves up when one leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from services.budget.contracts.events import ParticipationWaitlisted
from services.budget.domain.calendar import end_of
from services.kernel.state import Change, Gone, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingList(Row):
    """How long a list is. Key: year:envelope. Nobody with a number under `first` can get money
    any more; `last` was given out last."""

    table: ClassVar[str] = "waiting_lists"
    first: int = 1
    last: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlace(Row):
    """A place in a list, and all that is needed to look up what its turn touches.
    Key: year:envelope:number.

    `counts_on`: allowances that pay first, the envelope in which each is held, and how much.
    """

    table: ClassVar[str] = "waiting_places"
    list_key: str
    number: int
    participation_id: str
    organisation_id: str
    day: date
    counts_on: tuple[tuple[str, str | None, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Row):
    """A participation that waits, until its day is over. Key: the participation.

    `sources`: only these kinds may pay it; none: all. `municipality`: as in `drawing.py`.
    """

    table: ClassVar[str] = "waits"
    list_key: str
    number: int
    sources: tuple[str, ...]
    municipality: str | None
    over_at: datetime


def list_key(year: int, envelope: UUID | str | None) -> str:
    """Where the list of an envelope is."""
    return f"{year}:{envelope}"


def place_key(key: str, number: int) -> str:
    """Where a place in a list is."""
    return f"{key}:{number}"


def waiting_in(year: int, envelope: UUID | str | None, state: State) -> int:
    """How many wait for money of an envelope."""
    if envelope is None:
        return 0
    found = state.get(WaitingList, list_key(year, envelope))
    return 0 if found is None else found.count


def joined(event: ParticipationWaitlisted, state: State) -> Iterable[Change]:
    """It waits, behind all who do."""
    key = list_key(event.year, event.envelope_id)
    before = state.get(WaitingList, key) or WaitingList(key=key)
    first = event.number if before.count == 0 else before.first
    yield replace(before, first=first, last=event.number, count=before.count + 1)
    yield WaitingPlace(
        key=place_key(key, event.number),
        list_key=key,
        number=event.number,
        participation_id=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        counts_on=tuple(
            (
                str(one.allowance_id),
                None if one.envelope_id is None else str(one.envelope_id),
                one.cents,
            )
            for one in event.counts_on
        ),
    )
    yield Waiting(
        key=str(event.participation_id),
        list_key=key,
        number=event.number,
        sources=event.sources,
        municipality=event.municipality,
        over_at=end_of(event.on),
    )


def left(participation: UUID, state: State, *, promoted: bool = False) -> Iterable[Change]:
    """It waits no more. Whoever is promoted was the first who could be."""
    own = state.get(Waiting, participation)
    if own is None:
        return
    yield Gone(Waiting.at(own.key))
    yield Gone(WaitingPlace.at(place_key(own.list_key, own.number)))
    before = state.get(WaitingList, own.list_key)
    if before is not None:
        passed = promoted or own.number == before.first
        first = max(before.first, own.number + 1) if passed else before.first
        yield replace(before, first=first, count=before.count - 1)
