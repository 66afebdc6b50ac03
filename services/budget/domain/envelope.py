"""Envelopes: money that is set apart for an action, moved by decisions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import ChangeEnvelope, MoveMoney, OpenEnvelope
from services.budget.contracts.events import (
    SOURCE_KINDS,
    Account,
    EnvelopeChanged,
    EnvelopeOpened,
    EnvelopeTerms,
    MoneyMoved,
    Transfer,
)
from services.budget.domain.book import (
    ENVELOPES_MAX,
    Book,
    check_one_municipality,
    envelope_like,
    in_envelope,
    money_of,
    open_book,
    whose_money,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import SELF, Network
from services.budget.domain.covering import (
    covered_by,
    filled_at,
    needs_of_covering,
    taken_in,
)
from services.budget.domain.drawing import ANYTHING, Purse, drawn_from, purse_of
from services.budget.domain.funding import LegalEntity, known_entity, ours
from services.budget.domain.ledger import booked, places
from services.budget.domain.promoting import needs_of_allowances, needs_of_promoting, promoted
from services.budget.domain.warning import EnvelopeWarnings, with_levels, with_money
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, Row, State

ACTION_MAX: Final = 120
BBC_MAX: Final = 40
WARNINGS_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeYear(Row):
    """In which book an envelope stands. Key: the envelope."""

    table: ClassVar[str] = "envelope_years"
    year: int


def needs_of_opening(command: OpenEnvelope, _context: Context, _state: State) -> Iterable[Place]:
    """The book of the year, and the network for its municipalities."""
    return [Book.at(command.year), Network.at(SELF)]


def open_envelope(command: OpenEnvelope, context: Context, state: State) -> Sequence[Event]:
    """Open it, empty: money comes by a decision."""
    book = open_book(command.year, state)
    action = command.action.strip()
    if not action or len(action) > ACTION_MAX:
        raise Refusal("action_invalid", "action")
    ours(command.municipality, state)
    if len(book.envelopes) == ENVELOPES_MAX:
        raise Refusal("too_many", "action", most=ENVELOPES_MAX)
    given = command.model_dump() | {"action": action, "envelope_id": context.make_id("envelope")}
    terms = EnvelopeTerms(**given)
    if envelope_like(book, terms) is not None:
        raise Refusal("envelope_exists", "action")
    checked(terms)
    return [EnvelopeOpened(envelope_id=terms.envelope_id, terms=terms)]


def checked(terms: EnvelopeTerms) -> None:
    """Refuses terms that cannot be carried out."""
    if terms.bbc is not None and not 0 < len(terms.bbc) <= BBC_MAX:
        raise Refusal("bbc_invalid", "bbc")
    percents = terms.warn_at_percent
    if len(percents) > WARNINGS_MAX or any(not 0 < one <= 100 for one in percents):
        raise Refusal("percent_invalid", "warn_at_percent")
    for part in terms.funding:
        if not part.sources or not set(part.sources) <= set(SOURCE_KINDS):
            raise Refusal("source_unknown", "funding")


def needs_of_changing(command: ChangeEnvelope, context: Context, state: State) -> Iterable[Place]:
    """Where the envelope is, the book in which it stands, and who waits for its money."""
    yield from needs_envelope(command.envelope_id, state)
    yield EnvelopeWarnings.at(command.envelope_id)
    found = state.peek(EnvelopeYear, command.envelope_id)
    if found is not None:
        yield from needs_of_promoting(found.year, command.envelope_id, context, state)


def needs_envelope(own_id: UUID, state: State) -> Iterable[Place]:
    """Where an envelope is, and the book in which it stands."""
    yield EnvelopeYear.at(own_id)
    found = state.peek(EnvelopeYear, own_id)
    if found is not None:
        yield Book.at(found.year)


def change(command: ChangeEnvelope, context: Context, state: State) -> Sequence[Event]:
    """Give it other terms, for what comes from now on, and for who waits."""
    book, before = envelope_of(command.envelope_id, state)
    terms = EnvelopeTerms(**before.model_dump() | command.model_dump())
    checked(terms)
    purse = purse_of(context.stream, book.with_envelope(terms), terms)
    return [
        EnvelopeChanged(envelope_id=terms.envelope_id, terms=terms),
        *promoted(purse, context, state),
    ]


def envelope_of(own_id: UUID, state: State) -> tuple[Book, EnvelopeTerms]:
    """An envelope and its book. Refuses one that is unknown, and a locked book."""
    found = state.get(EnvelopeYear, own_id)
    if found is None:
        raise Refusal("envelope_unknown", "envelope_id")
    book = open_book(found.year, state, "envelope_id")
    terms = book.envelope(own_id)
    assert terms is not None
    return book, terms


def needs_of_moving(command: MoveMoney, context: Context, state: State) -> Iterable[Place]:
    """The book, and the accounts on both sides."""
    yield from (Book.at(command.year), Network.at(SELF))
    for own_id in (command.from_envelope, command.to_envelope):
        if own_id is not None:
            yield EnvelopeWarnings.at(own_id)
    if command.entity_id is not None:
        yield LegalEntity.at(command.entity_id)
    book = state.peek(Book, command.year)
    if book is not None:
        yield from places(_sides(command, book, context.stream))
        yield from needs_of_covering(filled_at(command.to_envelope, context.stream, book), state)
    yield from needs_of_promoting(command.year, command.to_envelope, context, state)
    if command.to_envelope is not None:
        yield from needs_of_allowances(command.year, command.to_envelope, context, state)


def _sides(command: MoveMoney, book: Book, stream: str) -> list[Account]:
    """The accounts of both envelopes, of whatever source."""
    return [
        in_envelope(stream, source, one)
        for one in (command.from_envelope, command.to_envelope)
        for source in book.sources
    ]


def move(command: MoveMoney, context: Context, state: State) -> Sequence[Event]:
    """Move it, source by source, to where it has the same source: all of it or nothing."""
    book = open_book(command.year, state)
    if command.cents <= 0:
        raise Refusal("total_invalid", "cents")
    giving = _named(command.from_envelope, book, "from_envelope")
    taking = _named(command.to_envelope, book, "to_envelope")
    if giving == taking:
        raise Refusal("envelope_same", "to_envelope")
    if command.decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")
    ours(command.municipality, state)
    known_entity(command.entity_id, command.municipality, state)
    transfers = moved_between(command, book, giving, taking, context, state)
    moved = MoneyMoved(
        move_id=context.make_id("move"),
        year=command.year,
        from_envelope=command.from_envelope,
        to_envelope=command.to_envelope,
        cents=command.cents,
        decision=command.decision,
        transfers=transfers,
    )
    purses = filled_at(command.to_envelope, context.stream, book)
    covers = covered_by(purses, transfers, context, state)
    after = Overlay(state)
    after.apply(booked(transfers, after))
    taken_in(covers, context, after)
    more = promoted(purses[0], context, after) if taking else []
    return [moved, *covers, *more]


def _named(own_id: UUID | None, book: Book, field: str) -> EnvelopeTerms | None:
    found = book.envelope(own_id)
    if own_id is not None and found is None:
        raise Refusal("envelope_unknown", field)
    return found


def moved_between(
    command: MoveMoney,
    book: Book,
    giving: EnvelopeTerms | None,
    taking: EnvelopeTerms | None,
    context: Context,
    state: State,
) -> tuple[Transfer, ...]:
    """Drawn in the parts by which the receiving envelope is funded, each source for itself.

    Only sources that both may have: those of the whole network, and of the one municipality.
    """
    check_one_municipality(command.municipality, giving, taking)
    whose = command.municipality, command.entity_id
    purse = replace(
        purse_of(context.stream, money_of(book, *whose), giving),
        parts=(taking and taking.funding) or ANYTHING,
        municipality=whose_money(book, *whose, giving, taking),
        steps_in=False,
    )
    only = () if command.source is None else (command.source,)
    target = dict(zip(purse.accounts(), _parts_of(purse, command.to_envelope), strict=True))
    terms = taking or giving
    return tuple(
        Transfer(
            transfer_id=context.make_id(f"moved:{row.key}"),
            kind="posted",
            debit=row.as_account(),
            credit=target[row.as_account()],
            cents=cents,
            bbc=None if terms is None else terms.bbc,
        )
        for row, cents in drawn_from(command.cents, purse, state, only=only)
    )


def _parts_of(purse: Purse, envelope: UUID | None) -> list[Account]:
    """The accounts of the same sources in another envelope."""
    return replace(purse, envelope_id=envelope).accounts()


def opened(event: EnvelopeOpened, _context: Context, state: State) -> Iterable[Change]:
    """The envelope stands in its book."""
    book = state.get(Book, event.terms.year) or Book(key=str(event.terms.year))
    yield book.with_envelope(event.terms)
    yield EnvelopeYear(key=str(event.envelope_id), year=event.terms.year)
    yield from with_levels(event, state)


def changed(event: EnvelopeChanged, _context: Context, state: State) -> Iterable[Change]:
    """It has these terms."""
    book = state.get(Book, event.terms.year) or Book(key=str(event.terms.year))
    yield book.with_envelope(event.terms)
    yield from with_levels(event, state)


def moved(event: MoneyMoved, _context: Context, state: State) -> Iterable[Change]:
    """The money is there."""
    yield from with_money(event, state)
    yield from booked(event.transfers, state, entry=event.move_id)
