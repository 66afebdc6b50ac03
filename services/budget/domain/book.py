"""The book of a calendar year: its funding sources and its envelopes, in their order. Pure.

One row a year, so that whatever is paid in it finds its accounts in one more look.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.events import ALL_OFFERS, Account, EnvelopeTerms, SourceKind
from services.budget.contracts.ratio import USUAL_RATIO_TENTHS, RatioVariant
from services.budget.domain.ledger import account
from services.kernel.refusal import Refusal
from services.kernel.state import Place, Row, State

ENVELOPES_MAX: Final = 200
SOURCES_MAX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Row):
    """A year. Key: the year. `sources` are their accounts of what is not set apart.

    `ratio_tenths` and `variant`: how much own money each euro of the drawing right asks, and what
    happens where less was spent (`contracts/ratio.py`). `locked_by`: the transfers by which its
    lock moved what was left.
    """

    table: ClassVar[str] = "books"
    status: Literal["open", "closing", "locked"] = "open"
    sources: tuple[Account, ...] = ()
    envelopes: tuple[EnvelopeTerms, ...] = ()
    ratio_tenths: int = USUAL_RATIO_TENTHS
    variant: RatioVariant = "full_right"
    locked_by: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.key)

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

    `carried_cents`: what came besides, left over from the year before.
    """

    table: ClassVar[str] = "fundings"
    total_cents: int
    carried_cents: int = 0


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


def sources_for(book: Book, municipality: str | None) -> list[Account]:
    """The sources that may pay for who lives in a municipality: the network's, and its own."""
    return [one for one in book.sources if one.municipality in (None, municipality)]


def needs_books(years: Iterable[int]) -> list[Place]:
    """Where the books of these years are."""
    return [Book.at(year) for year in dict.fromkeys(years)]
