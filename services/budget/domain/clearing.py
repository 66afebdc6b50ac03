"""What another network owes, line by line as it comes about, until a claim takes it. Pure.

Where she lives, or as was agreed for a child of two networks, another network pays in the end. The
provider is owed by this one all the same: from the account `clearing`, not from an own envelope.
Claims: `clearing_claim.py`. The other network's side: `clearing_debt.py`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID, uuid5

from services.budget.contracts.buckets import month_of
from services.budget.contracts.events import Account, Transfer
from services.budget.domain.ledger import account
from services.kernel.ids import SAMENSPEL
from services.kernel.state import Change, Place, Row, State

LineStatus = Literal["open", "claimed", "accepted", "disputed", "borne", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingYear(Row):
    """What another network owes in a year's books. Key: network:year.

    `months`: those with lines that no claim has taken yet. `number`: that of the last claim.
    """

    table: ClassVar[str] = "clearing_years"
    months: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingMonth(Row):
    """The lines of a month, by their number in it. Key: network:year:month.

    Those from `first` to `last` are in no claim yet.
    """

    table: ClassVar[str] = "clearing_months"
    first: int = 1
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingLineRow(Row):
    """A line. `back_cents`: what later lines took back of it. `names`: the one it takes back."""

    table: ClassVar[str] = "clearing_lines"
    network_id: str
    year: int
    participation_id: str
    offer_id: str
    day: date
    sources: tuple[str, ...]
    cents: int
    names: str | None = None
    status: LineStatus = "open"
    claim_id: str | None = None
    back_cents: int = 0

    @property
    def left_cents(self) -> int:
        """What nothing took back."""
        return self.cents - self.back_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingOf(Row):
    """The line that stands for a participation now. Key: participation."""

    table: ClassVar[str] = "clearing_of"
    line_id: str


def clearing_account(stream: str, year: int, network: str) -> Account:
    """What a network owes in a year's books; below zero, what it still owes."""
    return account(stream=stream, kind="clearing", year=year, organisation=network)


def year_key(network: str, year: int) -> str:
    """Where a network's year is."""
    return f"{network}:{year}"


def month_key(network: str, year: int, month: str) -> str:
    """Where a month is."""
    return f"{network}:{year}:{month}"


def line_id(stream: str, month: str, number: int) -> UUID:
    """The id of a line: it follows from its place."""
    return uuid5(SAMENSPEL, json.dumps(["clearing", stream, month, number]))


def needs_clearing(
    participation: object, network: str | None, year: int, day: date, state: State
) -> Iterable[Place]:
    """All that a line of a day touches; nothing where no other network pays."""
    if network is None:
        return
    yield ClearingOf.at(participation)
    yield ClearingYear.at(year_key(network, year))
    yield ClearingMonth.at(month_key(network, year, month_of(day)))
    before = state.peek(ClearingOf, participation)
    if before is not None:
        yield ClearingLineRow.at(before.line_id)


def clearing_side(transfers: Iterable[Transfer]) -> Account | None:
    """The account of the other network that transfers touch; None where they touch none."""
    for one in transfers:
        for side in (one.debit, one.credit):
            if side.kind == "clearing":
                return side
    return None


def owed_more(transfers: Iterable[Transfer]) -> int:
    """What another network owes more after these; below zero: less."""
    posted = [one for one in transfers if one.kind in ("posted", "taken", "reversal")]
    more = sum(one.cents for one in posted if one.debit.kind == "clearing")
    return more - sum(one.cents for one in posted if one.credit.kind == "clearing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The participation that transfers are about."""

    participation_id: UUID
    offer_id: str
    day: date
    sources: tuple[str, ...] = ()


def cleared(
    transfers: tuple[Transfer, ...], taken: Taken, stream: str, state: State
) -> Iterable[Change]:
    """What transfers of a participation add to the lines, or take back."""
    side = clearing_side(transfers)
    if side is None:
        return
    cents = owed_more(transfers)
    before = _standing(taken.participation_id, state)
    if cents < 0 and before is not None:
        yield from _taken_back(before, -cents, stream, state)
    elif cents > 0:
        line = ClearingLineRow(
            key="",
            network_id=str(side.organisation_id),
            year=side.year,
            participation_id=str(taken.participation_id),
            offer_id=taken.offer_id,
            day=taken.day,
            sources=taken.sources,
            cents=cents,
        )
        yield from with_line(line, stream, state)


def _standing(participation: UUID, state: State) -> ClearingLineRow | None:
    current = state.get(ClearingOf, participation)
    return None if current is None else state.get(ClearingLineRow, current.line_id)


def _taken_back(before: ClearingLineRow, cents: int, stream: str, state: State) -> Iterable[Change]:
    """Less is owed: by a line of its own, but where the line was disputed and nobody pays it."""
    after = replace(before, back_cents=before.back_cents + cents)
    if before.status == "disputed":
        yield replace(after, status="disputed" if after.left_cents > 0 else "withdrawn")
        return
    yield after
    line = replace(
        before,
        cents=-cents,
        names=before.key,
        status="open",
        claim_id=None,
        back_cents=0,
    )
    yield from with_line(line, stream, state)


def with_line(line: ClearingLineRow, stream: str, state: State) -> Iterable[Change]:
    """One more line of the month of its day. One that takes nothing back stands from now on."""
    month = month_of(line.day)
    key = month_key(line.network_id, line.year, month)
    found = state.get(ClearingMonth, key) or ClearingMonth(key=key)
    own = str(line_id(stream, key, found.last + 1))
    yield replace(found, last=found.last + 1)
    yield replace(line, key=own)
    if line.names is None:
        yield ClearingOf(key=line.participation_id, line_id=own)
    year = state.get(ClearingYear, year_key(line.network_id, line.year))
    year = year or ClearingYear(key=year_key(line.network_id, line.year))
    if month not in year.months:
        yield replace(year, months=(*year.months, month))
