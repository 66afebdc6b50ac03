"""What pays, and how much of it: from an envelope's sources, in their order. Pure.

A share is first divided over the parts of the envelope's funding, by the largest remainder in
their stated order; each part is then drawn from its sources, one after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.budget.contracts.events import Account, EnvelopeTerms, FundingPart, Transfer
from services.budget.domain.book import (
    Book,
    book_of,
    envelope_for,
    in_envelope,
    needs_books,
    sources_for,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import AccountRow, account_row, places
from services.kernel.money import largest_remainder
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

ANYTHING: Final = (FundingPart(weight=1, sources=()),)
"""One part, from every source in its order."""


@dataclass(frozen=True, slots=True)
class Purse:
    """What pays for something: the book it is booked in, and the part of it that is drawn on.

    `envelope_id`: that of the envelope; none: what is not set apart. `municipality`: only sources
    of the whole network and of this one. `steps_in`: own contribution that is not set apart pays
    what is missing. `for_year`: it belongs to an earlier year, whose books are locked.
    `waits`: what it cannot pay may wait until it can.
    """

    stream: str
    book: Book
    envelope_id: UUID | None = None
    parts: tuple[FundingPart, ...] = ANYTHING
    municipality: str | None = None
    steps_in: bool = False
    waits: bool = False
    bbc: str | None = None
    for_year: int | None = None

    @property
    def year(self) -> int:
        """The year in which it is booked."""
        return self.book.year

    def accounts(self) -> list[Account]:
        """The accounts that can be drawn on, in their order; what steps in comes last."""
        sources = sources_for(self.book, self.municipality)
        found = [in_envelope(self.stream, one, self.envelope_id) for one in sources]
        return found + self.stepping_in()

    def stepping_in(self) -> list[Account]:
        """Own contribution that is not set apart, where it steps in once the envelope is empty."""
        if self.envelope_id is None or not self.steps_in:
            return []
        sources = sources_for(self.book, self.municipality)
        return [one for one in sources if one.kind == "own_contribution"]


def purse_of(
    stream: str,
    book: Book,
    terms: EnvelopeTerms | None,
    *,
    municipality: str | None = None,
    for_year: int | None = None,
) -> Purse:
    """What an envelope pays with; without one, what is not set apart."""
    if terms is None:
        return Purse(stream, book, municipality=municipality, for_year=for_year)
    return Purse(
        stream,
        book,
        envelope_id=terms.envelope_id,
        parts=terms.funding or ANYTHING,
        municipality=terms.municipality or municipality,
        steps_in=terms.when_empty == "own_contribution",
        waits=terms.when_empty == "waiting_list",
        bbc=terms.bbc,
        for_year=for_year,
    )


def needs_books_for(on: date, time: datetime) -> list[Place]:
    """The book of a day, and that of today: where the day's is locked, today's is booked in."""
    return needs_books((on.year, day_of(time).year))


def purse_for(
    context: Context, state: State, *, on: date, category: str, municipality: str | None
) -> Purse:
    """What pays for something of this day. Refuses `no_budget_for_year`."""
    book, for_year = book_of(on.year, state), None
    if book.status == "locked":
        book, for_year = book_of(day_of(context.time).year, state), on.year
        if book.status == "locked":
            raise Refusal("books_locked", "on", year=book.year)
    terms = envelope_for(book, category, municipality)
    return purse_of(context.stream, book, terms, municipality=municipality, for_year=for_year)


def purse_places(purse: Purse) -> list[Place]:
    """Where the accounts of a purse are."""
    return places(purse.accounts())


def draw(
    cents: int,
    purse: Purse,
    credit: Account,
    context: Context,
    state: State,
    *,
    held: bool = False,
    only: Sequence[str] = (),
    role: str = "drawn",
) -> tuple[Transfer, ...]:
    """Transfers that sum to `cents`, from a purse. Refuses `envelope_empty` where less is left.

    `only`: the kinds of sources that may pay, in their order; none: all (a ground without a means
    test needs another source than the drawing right, which is for people in poverty: decree of
    18 January 2008, art. 22). `role` tells apart what one message draws.
    """
    return tuple(
        Transfer(
            transfer_id=context.make_id(f"{role}:{row.key}"),
            kind="held" if held else "posted",
            debit=row.as_account(),
            credit=credit,
            cents=part,
            bbc=purse.bbc,
            for_year=purse.for_year,
        )
        for row, part in drawn_from(cents, purse, state, only=only)
    )


def drawn_from(
    cents: int, purse: Purse, state: State, *, only: Sequence[str] = ()
) -> list[tuple[AccountRow, int]]:
    """Which accounts of a purse pay how much of an amount, in their order. Refuses as `draw`."""
    rows = [account_row(named, state) for named in purse.accounts()]
    parts = _parts(rows, purse, only)
    if cents and not parts:
        raise Refusal("envelope_empty", left_cents=0)
    left = {row.key: max(row.available_cents, 0) for row in rows}
    drawn: dict[str, int] = {}
    amounts = largest_remainder(cents, tuple(weight for weight, _ in parts)) if parts else ()
    for rest, (_, payers) in zip(amounts, parts, strict=True):
        missing = rest
        for row in payers:
            taken = min(missing, left[row.key])
            left[row.key] -= taken
            missing -= taken
            drawn[row.key] = drawn.get(row.key, 0) + taken
        if missing:
            raise Refusal("envelope_empty", left_cents=_most(parts))
    return [(row, drawn[row.key]) for row in rows if drawn.get(row.key)]


Payers = tuple[int, list[AccountRow]]


def _parts(rows: Sequence[AccountRow], purse: Purse, only: Sequence[str]) -> list[Payers]:
    """The parts that anybody may pay, by weight, each with who pays it in their order."""
    found = ((part.weight, _payers(rows, part.sources, only, purse)) for part in purse.parts)
    return [(weight, payers) for weight, payers in found if payers]


def _most(parts: Sequence[Payers]) -> int:
    """The most that these can pay together, each its part."""
    whole = sum(weight for weight, _ in parts)
    most = (
        sum(max(row.available_cents, 0) for row in payers) * whole // weight
        for weight, payers in parts
    )
    return min(most, default=0)


def _payers(
    rows: Sequence[AccountRow], kinds: Sequence[str], only: Sequence[str], purse: Purse
) -> list[AccountRow]:
    """Which accounts pay for a part, in their order: what steps in comes last."""
    stepping_in = {str(one.account_id) for one in purse.stepping_in()}
    own = [row for row in rows if row.key not in stepping_in]
    late = [row for row in rows if row.key in stepping_in]
    chosen = _in_order(_in_order(own, kinds), only)
    return [*chosen, *_in_order(late, only)]


def _in_order(rows: Iterable[AccountRow], kinds: Sequence[str]) -> list[AccountRow]:
    """The rows of these kinds, in the order of the kinds; all where none is named."""
    found = list(rows)
    if not kinds:
        return found
    return [row for kind in kinds for row in found if row.kind == kind]
