"""What comes late into a year whose books are locked. Pure.

A cost taken back after that is reversed where it stood, and what comes free there goes on at once
to the same source of the current year: the locked year's money stays at nothing, and nobody
loses a cent. What is charged late is booked in the current year (`drawing.py`, `expense.py`).
"""

from collections.abc import Iterable, Iterator, Sequence

from services.budget.contracts.events import SOURCE_KINDS, Account, Transfer
from services.budget.domain.book import Book, source_account
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import (
    AccountRow,
    TransferRow,
    follow_up,
    places,
)
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs_reversal(
    ids: Iterable[str], year: int, context: Context, state: State
) -> Iterable[Place]:
    """The books of the year, of those whose money paid by these transfers, and of today; where
    one of the first is locked, today's sources."""
    now = day_of(context.time).year
    yield from (Book.at(year), Book.at(now))
    for one in {year, *_years_of(ids, state)}:
        yield Book.at(one)
        book = state.peek(Book, one)
        if book is not None and book.status == "locked":
            yield from places(same_source(each, now, context.stream) for each in book.sources)


def _years_of(ids: Iterable[str], state: State) -> Iterator[int]:
    """The years whose money paid by transfers, as far as these are loaded."""
    rows = (state.peek(TransferRow, one) for one in ids)
    paying = (state.peek(AccountRow, row.debit_id) for row in rows if row is not None)
    return (one.year for one in paying if one is not None)


def same_source(found: Account, year: int, stream: str) -> Account:
    """The same source of another year, for what is not set apart."""
    kind = next(one for one in SOURCE_KINDS if one == found.kind)
    return source_account(
        stream,
        kind=kind,
        year=year,
        municipality=found.municipality,
        entity=None if found.entity_id is None else str(found.entity_id),
    )


def reversed_in(
    rows: Sequence[TransferRow], context: Context, state: State
) -> tuple[Transfer, ...]:
    """Reversals of `rows`; what comes free in a year whose books are locked goes on to the current
    year, as of that earlier one."""
    back = follow_up(rows, "reversal", context, state)
    now = day_of(context.time).year
    current = state.get(Book, now)
    if current is None or current.status == "locked":
        return back
    on = [
        Transfer(
            transfer_id=context.make_id(f"on:{one.transfer_id}"),
            kind="posted",
            debit=one.credit,
            credit=same_source(one.credit, now, context.stream),
            cents=one.cents,
            for_year=one.credit.year,
        )
        for one in back
        if one.credit.kind in SOURCE_KINDS and _is_locked(one.credit.year, state)
    ]
    return (*back, *on)


def _is_locked(year: int, state: State) -> bool:
    book = state.get(Book, year)
    return book is not None and book.status == "locked"
