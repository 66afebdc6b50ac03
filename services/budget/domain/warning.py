"""Levels of an envelope at which somebody is told: once for each level and direction. Pure.

The clock looks after money has moved, so that nothing is asked of a participation for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from services.budget.contracts.commands import LookAtEnvelope
from services.budget.contracts.events import (
    Account,
    EnvelopeChanged,
    EnvelopeOpened,
    EnvelopeWarned,
    MoneyMoved,
)
from services.budget.domain.book import Book, in_envelope
from services.budget.domain.ledger import account_row, places
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeWarnings(Row):
    """What decisions brought an envelope less what they took, its levels in percent, and which of
    them are known to be reached. Key: the envelope."""

    table: ClassVar[str] = "envelope_warnings"
    year: int
    set_apart_cents: int = 0
    levels: tuple[int, ...] = ()
    reached: tuple[int, ...] = ()


def needs(command: LookAtEnvelope, context: Context, state: State) -> Iterable[Place]:
    """The levels and the book; then the money."""
    yield from (EnvelopeWarnings.at(command.envelope_id), Book.at(command.year))
    book = state.peek(Book, command.year)
    if book is not None:
        yield from places(_accounts(book, command.envelope_id, context.stream))


def _accounts(book: Book, envelope: UUID, stream: str) -> list[Account]:
    return [in_envelope(stream, one, envelope) for one in book.sources]


def look(command: LookAtEnvelope, context: Context, state: State) -> Sequence[Event]:
    """Say which levels were passed, the lowest first. In locked books nobody is warned."""
    known = state.get(EnvelopeWarnings, command.envelope_id)
    book = state.get(Book, command.year)
    terms = None if book is None else book.envelope(command.envelope_id)
    if known is None or book is None or terms is None or book.status == "locked":
        return []
    accounts = _accounts(book, command.envelope_id, context.stream)
    left = sum(account_row(one, state).available_cents for one in accounts)
    now = reached_levels(known.levels, known.set_apart_cents, left)
    return [
        EnvelopeWarned(
            envelope_id=command.envelope_id,
            year=command.year,
            percent=level,
            reached=level in now,
            set_apart_cents=known.set_apart_cents,
            left_cents=left,
            municipality=terms.municipality,
        )
        for level in sorted(now ^ set(known.reached))
    ]


def reached_levels(levels: Iterable[int], set_apart_cents: int, left_cents: int) -> set[int]:
    """Which percentages of what was set apart are spent or held."""
    if set_apart_cents <= 0:
        return set()
    gone = set_apart_cents - left_cents
    return {level for level in levels if gone * 100 >= level * set_apart_cents}


def with_levels(event: EnvelopeOpened | EnvelopeChanged, state: State) -> Iterable[Change]:
    """An envelope has these levels."""
    before = None
    if isinstance(event, EnvelopeChanged):
        before = state.get(EnvelopeWarnings, event.envelope_id)
    before = before or EnvelopeWarnings(key=str(event.envelope_id), year=event.terms.year)
    yield replace(before, levels=event.terms.warn_at_percent)


def with_money(event: MoneyMoved, state: State) -> Iterable[Change]:
    """More is set apart here, less there."""
    for envelope, sign in ((event.from_envelope, -1), (event.to_envelope, 1)):
        before = None if envelope is None else state.get(EnvelopeWarnings, envelope)
        if before is not None:
            yield replace(before, set_apart_cents=before.set_apart_cents + sign * event.cents)


def warned(event: EnvelopeWarned, _context: Context, state: State) -> Iterable[Change]:
    """It was said."""
    before = state.get(EnvelopeWarnings, event.envelope_id)
    if before is not None:
        rest = set(before.reached) - {event.percent}
        reached = rest | {event.percent} if event.reached else rest
        yield replace(before, reached=tuple(sorted(reached)))
