"""A club whose season fee runs over the new year, in a network of three years. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.budget.contracts.commands import CarryInstalments, CloseBooks, LockBooks
from services.budget.contracts.events import BooksClosing, InstalmentConfirmed
from services.budget.domain.ledger import AccountRow
from tests.kit.season import Season, terms_of
from tests.kit.town import Town, an_opening, expect
from tests.kit.year_end import BY_THE_COUNCIL

YEARS = (date(2026, 1, 1), date(2028, 12, 31))
OVER_NEW_YEAR = terms_of(times=5, first_due=date(2026, 11, 1))
"""November, December, and three in the new year."""


class LongSeason(Season):
    """A club in a network of three years."""

    def __init__(self, **more: Any) -> None:
        super().__init__(town=more.pop("town", None) or Town(an_opening(period=YEARS)), **more)

    def in_(self, year: int, month: int, day: int = 3) -> None:
        """Go on to a day."""
        self.town.at(datetime(year, month, day, 10, tzinfo=UTC))

    def begun(self, price_cents: int = 11_900) -> UUID:
        """Somebody of whose five instalments two are confirmed in the first year."""
        own = self.registers(price_cents, OVER_NEW_YEAR)
        for number in (1, 2):
            self.in_(2026, 10 + number)
            expect(self.confirms(own, number), InstalmentConfirmed)
        return own

    def closes(self, year: int = 2026) -> None:
        """Its books are closing, in January of the next year."""
        self.in_(year, 12, 31)
        expect(self.town.ask(CloseBooks(year=year)), BooksClosing)
        self.in_(year + 1, 1, 4)

    def carries(self, own: UUID, year: int = 2026) -> None:
        """The clock asks it."""
        wish = CarryInstalments(participation_id=own, year=year)
        self.town.driver.send(wish, stream=self.town.stream)

    def lock(self, year: int = 2026) -> Any:
        """The outcome of locking; all that is left goes on."""
        return self.town.ask(
            LockBooks(
                year=year,
                drawing_right="carried",
                other_sources="carried",
                decision=BY_THE_COUNCIL,
            )
        )

    def left(self, year: int) -> int:
        """What may be spent of the sources of a year, in cents."""
        kinds = ("drawing_right", "own_contribution")
        rows = [one for one in self.rows(AccountRow) if one.kind in kinds and one.year == year]
        return sum(one.available_cents for one in rows)

    def held(self, year: int) -> int:
        """What is held of the money of a year, in cents."""
        return sum(one.held_debit_cents for one in self.rows(AccountRow) if one.year == year)
