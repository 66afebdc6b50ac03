"""The book of a calendar year: its funding sources and its envelopes, in their order. Pure.

One row a year, so that whatever is paid in it finds its accounts in one more look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.events import ALL_OFFERS, Account, EnvelopeTerms, SourceKind
from services.budget.contracts.ratio import RatioVariant, usual_ratio
from services.budget.domain.ledger import account
from services.kernel.refusal import Refusal
from services.kernel.state import Change, Place, Row, State

ENVELOPES_MAX: Final = 200
SOURCES_MAX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Row):
    """A year. Key: the year. `sources` are their accounts of what is not set apart.

    `ratio_tenths` (none: the usual) and `variant`: how much own money each euro of the drawing
    right asks, and what happens where less was spent (`contracts/ratio.py`). `locked_by`: the
    transfers by which its lock moved what was left.
    """

    table: ClassVar[str] = "books"
    status: Literal["open", "closing", "locked"] = "open"
    sources: tuple[Account, ...] = ()
    envelopes: tuple[EnvelopeTerms, ...] = ()
    ratio_tenths: int | None = None
    variant: RatioVariant = "full_right"
    locked_by: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.key)

    @property
    def asked_tenths(self) -> int:
        """How much own money each euro of the drawing right asks, in tenths."""
        told = self.ratio_tenths
        return usual_ratio(self.year).tenths if told is None else told

    def envelope(self, own_id: UUID | None) -> EnvelopeTerms | None:
        """The envelope with this id."""
        return next((one for one in self.envelopes if one.envelope_id == own_id), None)

    def with_source(self, source: Account) -> "Book":
        """The same book, in which this source stands."""
        if source in self.sources:
            return self
        return replace(self, sources=(*self.sources, source))

    def with_envelope(self, terms: EnvelopeTerms) -> "Book":
        """The same book, in which this envelope has these terms."""
        others = [one for one in self.envelopes if one.envelope_id != terms.envelope_id]
        if len(others) == len(self.envelopes):
            return replace(self, envelopes=(*self.envelopes, terms))
        changed = [terms if one.envelope_id == terms.envelope_id else one for one in self.envelopes]
        return replace(self, envelopes=tuple(changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Row):
    """What was put into a source of a year, in cents. Key: its account.

    `carried_cents`: what came besides, left over from the year before or held for what falls due
    in this one; less what went on like that to the next.
    """

    table: ClassVar[str] = "fundings"
    total_cents: int
    carried_cents: int = 0


def brought_over(cents: Mapping[Account, int], following: Book, state: State) -> Iterable[Change]:
    """What came to sources from the year before, or below zero left them: those of the following
    year stand in its book from then on."""
    for source, more in cents.items():
        before = state.get(Funding, source.account_id)
        before = before or Funding(key=str(source.account_id), total_cents=0)
        yield replace(before, carried_cents=before.carried_cents + more)
        if source.year == following.year:
            following = following.with_source(source)
    if cents:
        yield following


def total_of(source: Account, state: State) -> int:
    """What was put into a source so far, in cents."""
    row = state.get(Funding, source.account_id)
    return 0 if row is None else row.total_cents


def book_of(year: int, state: State) -> Book:
    """The book of a year. Refuses `no_budget_for_year` where there is none."""
    found = state.get(Book, year)
    if found is None:
        raise Refusal("no_budget_for_year", "on", year=year)
    return found


def open_book(year: int, state: State, field: str = "year") -> Book:
    """The book of a year in which something can be decided still. Refuses a locked one."""
    found = state.get(Book, year)
    if found is None:
        raise Refusal("no_budget_for_year", field, year=year)
    if found.status == "locked":
        raise Refusal("books_locked", field, year=year)
    return found


def source_account(
    stream: str,
    *,
    kind: SourceKind,
    year: int,
    municipality: str | None = None,
    entity: str | None = None,
) -> Account:
    """The account of a funding source, for what is not set apart of it."""
    return account(stream=stream, kind=kind, year=year, municipality=municipality, entity=entity)


def outside(stream: str, source: Account) -> Account:
    """The account from which a source is filled.

    That of the two with which a network opens is the one of its year; each other has its own.
    """
    own = source.municipality is not None or source.entity_id is not None
    told = None if not own and source.kind in OPENED_WITH else str(source.account_id)
    return account(stream=stream, kind="external", year=source.year, source=told)


OPENED_WITH: Final[tuple[SourceKind, ...]] = ("drawing_right", "own_contribution")
"""The sources with which every network opens, in the order in which they are drawn."""


def in_envelope(stream: str, source: Account, envelope: UUID | None) -> Account:
    """The part of a source that an envelope has; what is not set apart for none."""
    if envelope is None:
        return source
    return account(
        stream=stream,
        kind=source.kind,
        year=source.year,
        envelope=str(envelope),
        municipality=source.municipality,
        entity=None if source.entity_id is None else str(source.entity_id),
    )


def envelope_for(book: Book, category: str, municipality: str | None) -> EnvelopeTerms | None:
    """The envelope that pays for an offer of this category, for who lives there.

    That of the municipality before one of everybody, one that names the category before one for
    all; then the first that was opened.
    """
    fitting = [
        one
        for one in book.envelopes
        if one.municipality in (None, municipality)
        and (category in one.pays_for or ALL_OFFERS in one.pays_for)
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda one: (one.municipality is None, category not in one.pays_for))


def envelope_like(book: Book, terms: EnvelopeTerms) -> EnvelopeTerms | None:
    """The envelope of a book that who reads names could not tell apart from these terms."""
    named = _name_of(terms)
    return next((one for one in book.envelopes if _name_of(one) == named), None)


def _name_of(terms: EnvelopeTerms) -> tuple[str, str, str | None]:
    return terms.action.casefold(), terms.category, terms.municipality


def sources_for(book: Book, municipality: str | None) -> list[Account]:
    """The sources that may pay for who lives in a municipality: its own, then the network's.

    Both in the order in which they stand: so nobody's town spends what is everybody's while it
    has money of its own.
    """
    found = [one for one in book.sources if one.municipality in (None, municipality)]
    return sorted(found, key=lambda one: one.municipality is None)


def money_of(book: Book, municipality: str | None, entity: UUID | None) -> Book:
    """The same book with only the sources of this municipality and of this legal entity."""
    own = tuple(
        one
        for one in book.sources
        if municipality in (None, one.municipality) and entity in (None, one.entity_id)
    )
    return replace(book, sources=own)


def whose_money(
    book: Book, municipality: str | None, entity: UUID | None, *envelopes: EnvelopeTerms | None
) -> str | None:
    """The municipality whose own money moves: that of the envelopes, or the one that is said, or
    that of the entity's sources; None: none's own."""
    for envelope in envelopes:
        if envelope is not None and envelope.municipality is not None:
            return envelope.municipality
    if municipality is None and entity is not None:
        return next((one.municipality for one in money_of(book, None, entity).sources), None)
    return municipality


def check_one_municipality(municipality: str | None, *envelopes: EnvelopeTerms | None) -> None:
    """Refuses the money of one municipality for what is another's."""
    towns = {one.municipality for one in envelopes if one is not None and one.municipality}
    if len(towns) > 1:
        raise Refusal("envelope_of_another_municipality", "to_envelope")
    if towns and municipality is not None and municipality not in towns:
        raise Refusal("envelope_of_another_municipality", "municipality")


def needs_books(years: Iterable[int]) -> list[Place]:
    """Where the books of these years are."""
    return [Book.at(year) for year in dict.fromkeys(years)]
