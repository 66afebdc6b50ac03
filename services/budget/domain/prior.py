"""What comes late into a year whose books are locked. Pure.

A cost taken back after that is reversed where it stood, and what comes free there goes on at once
to the same source of the current year: the locked year's money stays at nothing, and nobody
loses a cent. What is charged late is booked in the current year (`drawing.py`, `expense.py`).
"""

from collections.abc import Iterable, Sequence

from services.budget.contracts.events import SOURCE_KINDS, Account, Transfer
from services.budget.domain.book import Book, source_account
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import (
    TransferRow,
    follow_up,
    places,
)
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs_reversal(year: int, context: Context, state: State) -> Iterable[Place]:
    """The books of the year and of today; where the first are locked, today's sources."""
    now = day_of(context.time).year
    yield from (Book.at(year), Book.at(now))
    book = state.peek(Book, year)
    if book is not None and book.status == "locked":
        yield from places(same_source(one, now, context.stream) for one in book.sources)


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
    rows: Sequence[TransferRow], year: int, context: Context, state: State
) -> tuple[Transfer, ...]:
    """Reversals of `rows`, which stand in the books of a year; where those are locked, what comes
    free goes on to the current year, as of that earlier one."""
    back = follow_up(rows, "reversal", context, state)
    book, now = state.get(Book, year), day_of(context.time).year
    current = state.get(Book, now)
    if book is None or book.status != "locked" or current is None or current.status == "locked":
        return back
    on = [
        Transfer(
            transfer_id=context.make_id(f"on:{one.transfer_id}"),
            kind="posted",
            debit=one.credit,
            credit=same_source(one.credit, now, context.stream),
            cents=one.cents,
            for_year=year,
        )
        for one in back
        if one.credit.kind in SOURCE_KINDS and one.credit.year == year
    ]
    return (*back, *on)
