"""Legal entities, and what a funding source has in a year: entered by who keeps the books. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from stdnum.be import vat

from services.budget.contracts.commands import EnterFunding, RegisterLegalEntity
from services.budget.contracts.events import (
    Account,
    FundingEntered,
    LegalEntityRegistered,
    Transfer,
)
from services.budget.domain.book import (
    SOURCES_MAX,
    Book,
    Funding,
    open_book,
    outside,
    source_account,
    total_of,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import SELF, Network
from services.budget.domain.covering import covered_by, filled_by, needs_of_covering
from services.budget.domain.ledger import booked, places, within_limits
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

NAME_MAX: Final = 140
TOTAL_MAX: Final = 10_000_000_000
"""A hundred million euro a year and source: beyond it somebody mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity(Row):
    """A legal entity whose money the network spends."""

    table: ClassVar[str] = "legal_entities"
    name: str
    kind: str
    kbo: str | None
    municipality: str | None


def register(command: RegisterLegalEntity, context: Context, state: State) -> Sequence[Event]:
    """Register it. KBO: ten digits, the last two a check modulo 97 (Crossroads Bank rules)."""
    name = command.name.strip()
    if not name or len(name) > NAME_MAX:
        raise Refusal("name_invalid", "name")
    if command.kbo is not None and not vat.is_valid(command.kbo):
        raise Refusal("kbo_invalid", "kbo")
    ours(command.municipality, state)
    return [
        LegalEntityRegistered(
            entity_id=context.make_id("entity"),
            name=name,
            kind=command.kind,
            kbo=None if command.kbo is None else vat.compact(command.kbo),
            municipality=command.municipality,
        )
    ]


def needs_of_registering(
    _command: RegisterLegalEntity, _context: Context, _state: State
) -> Iterable[Place]:
    """The network, for its municipalities."""
    return [Network.at(SELF)]


def registered(event: LegalEntityRegistered, _context: Context, _state: State) -> Iterable[Change]:
    """The entity is there."""
    yield LegalEntity(
        key=str(event.entity_id),
        name=event.name,
        kind=event.kind,
        kbo=event.kbo,
        municipality=event.municipality,
    )


def ours(municipality: str | None, state: State) -> None:
    """Refuses a municipality that the network does not consist of."""
    network = state.get(Network, SELF)
    if municipality is not None and (network is None or municipality not in network.municipalities):
        raise Refusal("municipality_not_ours", "municipality")


def known_entity(own_id: UUID | None, municipality: str | None, state: State) -> None:
    """Refuses a legal entity that the network does not have, or that is of another municipality
    than the one whose money it is said to be."""
    if own_id is None:
        return
    found = state.get(LegalEntity, own_id)
    if found is None:
        raise Refusal("legal_entity_unknown", "entity_id")
    if None not in (municipality, found.municipality) and municipality != found.municipality:
        raise Refusal("entity_of_another_municipality", "entity_id")


def account_of(command: EnterFunding, stream: str) -> Account:
    """The account of the source that a command is about."""
    return source_account(
        stream,
        kind=command.source,
        year=command.year,
        municipality=command.municipality,
        entity=None if command.entity_id is None else str(command.entity_id),
    )


def needs_of_entering(command: EnterFunding, context: Context, state: State) -> Iterable[Place]:
    """The book, the source and where it is filled from."""
    source = account_of(command, context.stream)
    yield from (Network.at(SELF), Book.at(command.year), Funding.at(source.account_id))
    yield from places((source, outside(context.stream, source)))
    if command.entity_id is not None:
        yield LegalEntity.at(command.entity_id)
    book = state.peek(Book, command.year)
    if book is not None:
        purses = filled_by(context.stream, book.with_source(source))
        yield from needs_of_covering(purses, state)


def enter(command: EnterFunding, context: Context, state: State) -> Sequence[Event]:
    """Fill the source up to the total, or give back what is more; never what is spent already.

    The drawing right is what the government's table gives, in whole euros (domain.md 1.3).
    """
    book, source = book_to_fill(command, context, state), account_of(command, context.stream)
    checked_total(command)
    ours(command.municipality, state)
    known_entity(command.entity_id, command.municipality, state)
    if source not in book.sources and len(book.sources) == SOURCES_MAX:
        raise Refusal("too_many", "source", most=SOURCES_MAX)
    first = outside(context.stream, source)
    more = command.total_cents - total_of(source, state)
    transfers: tuple[Transfer, ...] = ()
    if more:
        debit, credit = (first, source) if more > 0 else (source, first)
        transfers = within_limits(
            (
                Transfer(
                    transfer_id=context.make_id("funding"),
                    kind="posted",
                    debit=debit,
                    credit=credit,
                    cents=abs(more),
                ),
            ),
            state,
        )
    filled = FundingEntered(
        funding_id=source.account_id,
        year=command.year,
        account=source,
        total_cents=command.total_cents,
        decision=command.decision,
        transfers=transfers,
    )
    if state.get(Book, command.year) is None:
        return [filled]
    purses = filled_by(context.stream, book.with_source(source))
    return [filled, *covered_by(purses, transfers, context, state)]


def book_to_fill(command: EnterFunding, context: Context, state: State) -> Book:
    """The book of the year; a new one for this year or the next, where there is none yet."""
    near = abs(command.year - day_of(context.time).year) <= 1
    if near and state.get(Book, command.year) is None:
        return Book(key=str(command.year))
    return open_book(command.year, state)


def checked_total(command: EnterFunding) -> None:
    """Refuses an amount that cannot be meant."""
    if not 0 <= command.total_cents <= TOTAL_MAX:
        raise Refusal("total_invalid", "total_cents")
    if command.source == "drawing_right" and command.total_cents % 100:
        raise Refusal("whole_euros", "total_cents")


def entered(event: FundingEntered, _context: Context, state: State) -> Iterable[Change]:
    """The source has so much."""
    book = state.get(Book, event.year) or Book(key=str(event.year))
    yield book.with_source(event.account)
    before = state.get(Funding, event.account.account_id)
    yield Funding(
        key=str(event.account.account_id),
        total_cents=event.total_cents,
        carried_cents=0 if before is None else before.carried_cents,
    )
    yield from booked(event.transfers, state)
