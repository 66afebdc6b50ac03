"""A desk that gives cards of a scheme: its persons, cards, stock and group passes, in memory.

Numbers come as `handlers/preparing_numbers.py` makes them ready; a token stands for a number.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.cards.contracts.commands import (
    IssueSchemeCard,
    OpenCounter,
    OrderPack,
    ReceivePack,
    ReplaceCard,
    RevokeCards,
)
from services.cards.contracts.events import (
    CounterOpened,
    PackOrdered,
    PackReceived,
    SchemeCardIssued,
)
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.domain.card import Card
from services.cards.domain.prepared import Candidate, CardCandidates, SealedReason
from services.cards.domain.stock import Stock, stock_key
from services.kernel.contract import Event
from services.partners.contracts.commands import OpenNetwork
from tests.kit.casework import ENTITLED, Desk
from tests.kit.regulations import a_document
from tests.kit.town import expect

LIFELONG = {
    "validity": {"term": {"kind": "months", "months": 12}, "lifelong_card": True},
}


class CardDesk(Desk):
    """A desk of one scheme; its cards are for life unless a test says otherwise."""

    def __init__(
        self, document: RegulationDocument | None = None, opening: OpenNetwork | None = None
    ) -> None:
        super().__init__(document or a_document(**LIFELONG), opening)

    def fresh(self, count: int = 3) -> CardCandidates:
        """Numbers that nobody has."""
        first = self.cards
        self.cards += count
        return scanned(*(f"token-{n}" for n in range(first, self.cards)))

    def give(self, holder: UUID, reason: str = "first", **wish: Any) -> Event:
        """The outcome of giving a card, freshly drawn."""
        command = IssueSchemeCard(
            holder_id=holder,
            **{"scheme_id": self.scheme, "reason": reason, **wish},
        )
        return self.ask(command, self.fresh())

    def a_scheme_card(self, holder: UUID | None = None, **wish: Any) -> SchemeCardIssued:
        """A first card of a person."""
        return expect(self.give(holder or self.a_holder(), **wish), SchemeCardIssued)

    def give_from_stock(self, holder: UUID, token: str, reason: str = "first") -> Event:
        """The outcome of giving a printed card."""
        command = IssueSchemeCard(
            holder_id=holder, scheme_id=self.scheme, reason=reason, number="sealed"
        )
        return self.ask(command, scanned(token))

    def replace(self, card: SchemeCardIssued, why: str = "lost", **wish: Any) -> Event:
        """The outcome of replacing a card."""
        command = ReplaceCard(card_id=card.card_id, holder_id=card.holder_id, why=why, **wish)
        return self.ask(command, self.fresh())

    def revoke(self, holder: UUID) -> Event:
        """The outcome of revoking a person's cards."""
        command = RevokeCards(holder_id=holder, scheme_id=self.scheme, reason="for cards only")
        return self.ask(command, SealedReason("sealed reason"))

    def entitle(self, holder: UUID) -> None:
        """A right from today on."""
        self.decide(holder, ENTITLED)

    def card(self, issued: SchemeCardIssued) -> Card:
        """The row of a card."""
        return self.driver.row("cards", self.stream, Card, issued.card_id)

    def works(self, issued: SchemeCardIssued, at: datetime | None = None) -> bool:
        """Whether a card works, now or at an instant."""
        return self.card(issued).works_at(at or self.driver.now)

    # -- stock ------------------------------------------------------------------------------

    def a_counter(self, name: str = "Balie Heist", **wish: Any) -> UUID:
        """A place where cards wait."""
        return expect(self.ask(OpenCounter(name=name, **wish)), CounterOpened).counter_id

    def a_pack(self, counter: UUID, count: int = 3, *, received: bool = True) -> PackOrdered:
        """A pack of cards of the scheme."""
        order = OrderPack(counter_id=counter, scheme_id=self.scheme, carrier="card", count=count)
        pack = expect(self.ask(order, self.fresh(count + 3)), PackOrdered)
        if received:
            expect(self.ask(ReceivePack(pack_id=pack.pack_id)), PackReceived)
        return pack

    def in_stock(self, counter: UUID) -> int:
        """How many cards lie at a counter, by the books."""
        row = self.driver.rows["cards", self.stream].get(
            Stock.at(stock_key(counter, self.scheme, "card"))
        )
        return row.count if isinstance(row, Stock) else 0


def scanned(*tokens: str) -> CardCandidates:
    """Numbers as they were read or drawn."""
    return CardCandidates(tuple(Candidate(token, f"sealed {token}") for token in tokens))
