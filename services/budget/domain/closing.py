"""The end of a year: how much own money it asks, closing, locking, and taking the lock off. Pure.

open → closing → locked. While it is closing it can still be booked in. The lock moves what is
left, by a decision; what is payable stays where it is, so that it can be paid and can bounce.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.budget.contracts.commands import CloseBooks, LockBooks, ReopenBooks, SetRatio
from services.budget.contracts.events import (
    Account,
    BooksClosing,
    BooksLocked,
    BooksReopened,
    Decision,
    RatioSet,
)
from services.budget.contracts.ratio import RATIO_MAX_TENTHS, RatioVariant
from services.budget.domain.accountability import Report
from services.budget.domain.book import (
    Book,
    Funding,
    book_of,
    brought_over,
    in_envelope,
    open_book,
    outside,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import (
    account_row,
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
    within_limits,
)
from services.budget.domain.left_over import Leaving, moved_out
from services.budget.domain.prior import same_source
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_year(
    command: SetRatio | CloseBooks, _context: Context, _state: State
) -> Iterable[Place]:
    """The book."""
    return [Book.at(command.year)]


def set_ratio(command: SetRatio, _context: Context, state: State) -> Sequence[Event]:
    """Say what the regulation asks."""
    open_book(command.year, state)
    if not 0 <= command.ratio_tenths <= RATIO_MAX_TENTHS:
        raise Refusal("ratio_invalid", "ratio_tenths")
    return [RatioSet(book_year=command.year, **command.model_dump(exclude={"year"}))]


def ratio_set(event: RatioSet, _context: Context, state: State) -> Iterable[Change]:
    """The book asks so much."""
    book = state.get(Book, event.book_year) or Book(key=str(event.book_year))
    variant: RatioVariant = "pro_rata" if event.variant == "pro_rata" else "full_right"
    yield replace(book, ratio_tenths=event.ratio_tenths, variant=variant)


def close(command: CloseBooks, context: Context, state: State) -> Sequence[Event]:
    """Begin to close a year that is over or in its last month."""
    book = open_book(command.year, state)
    today = day_of(context.time)
    if (today.year, today.month) < (command.year, 12):
        raise Refusal("year_not_over", "year", year=command.year)
    if book.status == "closing":
        raise Refusal("books_closing", "year", year=command.year)
    return [BooksClosing(book_year=command.year)]


def closing(event: BooksClosing, _context: Context, state: State) -> Iterable[Change]:
    """The book is closing."""
    book = state.get(Book, event.book_year) or Book(key=str(event.book_year))
    yield replace(book, status="closing")


def needs_of_locking(command: LockBooks, context: Context, state: State) -> Iterable[Place]:
    """The books of the year and the next, every source with its parts, and where they go."""
    yield from (Book.at(command.year), Book.at(command.year + 1))
    book = state.peek(Book, command.year)
    if book is None:
        return
    for source in book.sources:
        following = same_source(source, command.year + 1, context.stream)
        yield from (Funding.at(source.account_id), Funding.at(following.account_id))
        yield from places((outside(context.stream, source), following))
        yield from places(parts_of(book, source, context.stream))


def parts_of(book: Book, source: Account, stream: str) -> list[Account]:
    """A source and the parts of it that envelopes have."""
    named = (None, *(one.envelope_id for one in book.envelopes))
    return [in_envelope(stream, source, one) for one in named]


def lock(command: LockBooks, context: Context, state: State) -> Sequence[Event]:
    """Lock it. Refused while something is held, and before the year is over."""
    book = book_of(command.year, state)
    if book.status != "closing":
        code = "books_locked" if book.status == "locked" else "books_not_closing"
        raise Refusal(code, "year", year=command.year)
    if day_of(context.time).year <= command.year:
        raise Refusal("year_not_over", "year", year=command.year)
    following = state.get(Book, command.year + 1)
    if following is not None and following.status == "locked":
        raise Refusal("books_locked", "year", year=command.year + 1)
    decided(command.decision, context)
    parts = {
        source: [account_row(one, state) for one in parts_of(book, source, context.stream)]
        for source in book.sources
    }
    held = sum(row.held_debit_cents for rows in parts.values() for row in rows)
    if held:
        raise Refusal("holds_open", "year", held_cents=held)
    leaving = moved_out(command, book, parts, context, state)
    within_limits(leaving.transfers, state)
    return [_locked(command, leaving, context)]


def decided(decision: Decision, context: Context) -> None:
    """Refuses a decision of a day that has not come yet."""
    if decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")


def _locked(command: LockBooks, leaving: Leaving, context: Context) -> BooksLocked:
    following = command.year + 1
    onward = [one for one in leaving.transfers if one.credit.year == following]
    returned = [one for one in leaving.transfers if one.credit.kind == "external"]
    return BooksLocked(
        lock_id=context.make_id("lock"),
        book_year=command.year,
        drawing_right=command.drawing_right,
        other_sources=command.other_sources,
        decision=command.decision,
        reattributed_cents=leaving.reattributed_cents,
        carried_cents=sum(one.cents for one in onward),
        returned_cents=sum(one.cents for one in returned),
        carried=tuple(dict.fromkeys(one.credit for one in onward)),
        transfers=leaving.transfers,
    )


def locked(event: BooksLocked, _context: Context, state: State) -> Iterable[Change]:
    """The book is locked; the next one has what was carried."""
    book = state.get(Book, event.book_year) or Book(key=str(event.book_year))
    ids = tuple(str(one.transfer_id) for one in event.transfers)
    yield replace(book, status="locked", locked_by=ids)
    yield from _carried(event.book_year + 1, event, 1, state)
    yield from booked(event.transfers, state, entry=event.lock_id)


def _carried(
    year: int, event: BooksLocked | BooksReopened, sign: int, state: State
) -> Iterable[Change]:
    """What came to the sources of the next year, or is taken from them again."""
    cents: dict[Account, int] = {}
    for one in event.transfers:
        source = one.credit if sign > 0 else one.debit
        if source.year == year and source.kind != "external":
            cents[source] = cents.get(source, 0) + sign * one.cents
    yield from brought_over(cents, state.get(Book, year) or Book(key=str(year)), state)


def needs_of_reopening(command: ReopenBooks, context: Context, state: State) -> Iterable[Place]:
    """The book and the report; then what the lock moved, and the next year's sources."""
    yield from (Book.at(command.year), Book.at(command.year + 1), Report.at(command.year))
    book = state.peek(Book, command.year)
    if book is None:
        return
    yield from needs_of_transfers(book.locked_by, state)
    for source in book.sources:
        yield Funding.at(same_source(source, command.year + 1, context.stream).account_id)


def reopen(command: ReopenBooks, context: Context, state: State) -> Sequence[Event]:
    """Take the lock off: refused where what was carried is spent, and once it is accepted."""
    book = book_of(command.year, state)
    if book.status != "locked":
        raise Refusal("books_not_locked", "year", year=command.year)
    decided(command.decision, context)
    report = state.get(Report, command.year)
    if report is not None and report.status in ("accepted", "settled"):
        raise Refusal("report_accepted", "year", year=command.year)
    rows = transfers_named(book.locked_by, state)
    back = follow_up(list(reversed(rows)), "reversal", context, state)
    return [
        BooksReopened(
            lock_id=context.make_id("lock"),
            book_year=command.year,
            decision=command.decision,
            transfers=within_limits(back, state),
        )
    ]


def reopened(event: BooksReopened, _context: Context, state: State) -> Iterable[Change]:
    """It is closing again, with what its lock had moved."""
    book = state.get(Book, event.book_year) or Book(key=str(event.book_year))
    yield replace(book, status="closing", locked_by=())
    yield from _carried(event.book_year + 1, event, -1, state)
    yield from booked(event.transfers, state, entry=event.lock_id)
