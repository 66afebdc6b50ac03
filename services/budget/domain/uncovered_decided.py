"""What is uncovered of a participation, paid by a decision about it alone. Pure.

The only way for what lies beyond a ceiling or limit; it also passes others over that wait for
money, which is why it asks for a decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import CoverUncovered
from services.budget.contracts.events import Account, UncoveredDecided
from services.budget.contracts.uncovered import uncovered_id
from services.budget.domain.book import Book, book_of, check_one_municipality, needs_books
from services.budget.domain.calendar import day_of
from services.budget.domain.drawing import Purse, draw, purse_of, purse_places
from services.budget.domain.ledger import places
from services.budget.domain.uncovered import left_after, paid_place
from services.budget.domain.uncovered_queue import (
    UncoveredItem,
    UncoveredOf,
    item_key,
    needs_of_leaving,
    of_key,
    uncovered_account,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: CoverUncovered, context: Context, state: State) -> Iterable[Place]:
    """Where it waits, the books of its year and of today; then what pays, and what is owed."""
    yield from needs_of_leaving(command.participation_id, state)
    found = state.peek(UncoveredOf, of_key(command.participation_id, command.reason))
    if found is None:
        return
    books = needs_books((found.year, day_of(context.time).year))
    yield from books
    item = state.peek(UncoveredItem, item_key(found.queue, found.number))
    if item is None:
        return
    yield from places([_owed(found, item, context.stream)])
    yield from paid_place(item)
    if all(state.has(place) for place in books):
        try:
            purse = _purse(command, found, item, context, state)
        except Refusal:
            return
        yield from purse_places(purse)


def _owed(found: UncoveredOf, item: UncoveredItem, stream: str) -> Account:
    envelope = None if found.envelope_id is None else UUID(found.envelope_id)
    return uncovered_account(stream, found.year, envelope, item.municipality)


def decide(command: CoverUncovered, context: Context, state: State) -> Sequence[Event]:
    """Pay it whole. Refuses what is not uncovered, and an envelope that has too little."""
    found = state.get(UncoveredOf, of_key(command.participation_id, command.reason))
    if found is None:
        raise Refusal("not_uncovered", "participation_id")
    if command.decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")
    item = state.get(UncoveredItem, item_key(found.queue, found.number))
    assert item is not None
    only = _sources(command, item)
    purse = _purse(command, found, item, context, state)
    owed = _owed(found, item, context.stream)
    transfers = draw(item.cents, purse, owed, context, state, only=only, role="decided")
    return [
        UncoveredDecided(
            uncovered_id=uncovered_id(command.participation_id, command.reason),
            participation_id=command.participation_id,
            year=found.year,
            envelope_id=None if found.envelope_id is None else UUID(found.envelope_id),
            reason=command.reason,
            paid_by=command.from_envelope,
            cents=item.cents,
            left_cents=left_after(item, state),
            decision=command.decision,
            transfers=transfers,
            line_id=None if item.line_id is None else UUID(item.line_id),
        )
    ]


def _sources(command: CoverUncovered, item: UncoveredItem) -> tuple[str, ...]:
    """The kinds of sources that pay. Refuses one that may not carry the holder."""
    if command.source is None:
        return item.sources
    if item.sources and command.source not in item.sources:
        raise Refusal("source_may_not_carry", "source")
    return (command.source,)


def _purse(
    command: CoverUncovered,
    found: UncoveredOf,
    item: UncoveredItem,
    context: Context,
    state: State,
) -> Purse:
    """What pays: of the year in which it stands, or of today where the books of that are locked.
    Refuses the envelope of another municipality than hers."""
    book, for_year = _open_book(found.year, context, state)
    terms = book.envelope(command.from_envelope)
    if command.from_envelope is not None and terms is None:
        raise Refusal("envelope_unknown", "from_envelope")
    check_one_municipality(item.municipality, terms)
    purse = purse_of(context.stream, book, terms, municipality=item.municipality, for_year=for_year)
    return replace(purse, steps_in=False)


def _open_book(year: int, context: Context, state: State) -> tuple[Book, int | None]:
    book = book_of(year, state)
    if book.status != "locked":
        return book, None
    now = book_of(day_of(context.time).year, state)
    if now.status == "locked":
        raise Refusal("books_locked", "participation_id", year=now.year)
    return now, year
