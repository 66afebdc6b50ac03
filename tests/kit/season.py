"""A club that takes its season fee in instalments. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.budget.contracts.commands import ConfirmInstalment, StopInstalments
from services.budget.contracts.events import (
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentTerms,
)
from services.cards.contracts.commands import RegisterInInstalments
from services.cards.domain.participation import Participation as Known
from services.kernel.contract import Event
from tests.budget.test_statement import Club
from tests.kit.town import expect


def terms_of(**terms: Any) -> InstalmentTerms:
    """Terms; the provider confirms where nothing else is said."""
    return InstalmentTerms(**{"confirmed_by": "provider", **terms})


SEPTEMBER = datetime(2026, 9, 1, 10, tzinfo=UTC)
MONTHLY = terms_of(times=4, first_due=date(2026, 9, 1))


class Season(Club):
    """A club that takes its season fee in instalments, from September on."""

    def __init__(self, split: tuple[int, int, int] = (20, 40, 40), **town: Any) -> None:
        super().__init__(**town)
        self.town.at(SEPTEMBER)
        self.split = split
        self.right = self.town.a_right(20_000)

    def asks(self, price_cents: int = 11_900, terms: InstalmentTerms = MONTHLY) -> Event:
        """The outcome of registering somebody in instalments."""
        offer = self.town.an_offer(price_cents, split_percent=self.split, provider=self.id)
        card = self.town.a_card(self.right)
        wish = RegisterInInstalments(
            card_token=card.token, offer_id=offer, on=date(2026, 9, 1), terms=terms
        )
        return self.town.ask(wish)

    def registers(self, price_cents: int = 11_900, terms: InstalmentTerms = MONTHLY) -> UUID:
        """Somebody who pays in instalments; her participation."""
        return expect(self.asks(price_cents, terms), InstalmentsAgreed).participation_id

    def confirms(self, own: UUID, number: int) -> Event:
        """The outcome of confirming an instalment."""
        return self.town.ask(ConfirmInstalment(participation_id=own, number=number))

    def confirmed(self, own: UUID, number: int) -> InstalmentConfirmed:
        """An instalment in its month."""
        self.town.at(datetime(2026, 8 + number, 3, 10, tzinfo=UTC))
        return expect(self.confirms(own, number), InstalmentConfirmed)

    def stops(self, own: UUID) -> Event:
        """The outcome of her leaving the club."""
        return self.town.ask(StopInstalments(participation_id=own))

    def told(self, kind: type[Event]) -> list[Any]:
        """What happened of a kind, in order."""
        return [fact.event for fact in self.town.driver.journal if isinstance(fact.event, kind)]

    def known(self) -> Known:
        """The participation as cards has it."""
        [row] = self.town.driver.all_rows("cards", self.town.stream, Known)
        return row


def shares(event: Any) -> tuple[int, int, int]:
    """What each payer bears."""
    return event.holder_cents, event.organisation_cents, event.network_cents
