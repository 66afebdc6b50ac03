"""A town at the end of its year: expenses booked, books closed and locked. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.budget.contracts.commands import (
    BookExpense,
    CloseBooks,
    LockBooks,
    MoveMoney,
    SetRatio,
)
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    Decision,
    ExpenseBooked,
    MoneyMoved,
    RatioSet,
)
from services.budget.domain.book import Book
from tests.kit.town import expect
from tests.kit.treasury import Treasury

HEIST_SPENT = {
    "Kaarten": 1_248_000,
    "Toeleiding": 125_000,
    "Netwerkevenement": 210_000,
    "Den Draai": 300_000,
    "Vrijetijdsmarkt": 64_000,
}
"""What Heist-op-den-Berg spent by action, in cents (acceptance story 6)."""
IN_DECEMBER = datetime(2026, 12, 31, 12, tzinfo=UTC)
FIFTEENTH = datetime(2027, 1, 15, 9, tzinfo=UTC)
BY_THE_COUNCIL = Decision(body="municipal_council", on=date(2026, 12, 31), reference="2026/9")


class YearEnd(Treasury):
    """A town of two years, at the end of the first."""

    def __init__(self, **opening: Any) -> None:
        super().__init__(period=(date(2026, 1, 1), date(2027, 12, 31)), **opening)
        self.town.at(IN_DECEMBER)

    def filled(self, action: str, cents: int, **terms: Any) -> UUID:
        """An envelope with money in it, that pays for nothing by itself."""
        own: UUID = self.envelope(action, pays_for=(), **terms)
        year = terms.get("year", 2026)
        wish = MoveMoney(year=year, to_envelope=own, cents=cents, decision=BY_THE_COUNCIL)
        expect(self.town.ask(wish), MoneyMoved)
        return own

    def expense(self, envelope: UUID, cents: int, **more: Any) -> Any:
        """The outcome of booking an expense of December 2026."""
        given = {"kind": "invoice", "on": date(2026, 12, 1), "document": "F-1", **more}
        return self.town.ask(BookExpense(envelope_id=envelope, cents=cents, **given))

    def spend_as_heist(self) -> None:
        """The year's expenses of story 6, each in an envelope of its own."""
        for action, cents in HEIST_SPENT.items():
            expect(self.expense(self.filled(action, cents), cents), ExpenseBooked)

    def ratio(self, variant: Any = "full_right", tenths: int = 20) -> None:
        """What the regulation asks."""
        wish = SetRatio(year=2026, ratio_tenths=tenths, variant=variant)
        expect(self.town.ask(wish), RatioSet)

    def lock(self, drawing_right: Any = "returned", other_sources: Any = "carried") -> Any:
        """The outcome of locking the books of 2026."""
        return self.town.ask(
            LockBooks(
                year=2026,
                drawing_right=drawing_right,
                other_sources=other_sources,
                decision=BY_THE_COUNCIL,
            )
        )

    def locked(self, **unspent: Any) -> BooksLocked:
        """The books of 2026, closed and then locked on 15 January 2027."""
        expect(self.town.ask(CloseBooks(year=2026)), BooksClosing)
        self.town.at(FIFTEENTH)
        return expect(self.lock(**unspent), BooksLocked)

    def book(self, year: int) -> Book:
        """The book of a year."""
        return self.town.driver.row("budget", self.town.stream, Book, year)

    def left(self, year: int, kind: str) -> int:
        """What a source has left in a year, wherever it stands, in cents."""
        return sum(
            row.balance_cents for row in self.accounts() if (row.kind, row.year) == (kind, year)
        )
