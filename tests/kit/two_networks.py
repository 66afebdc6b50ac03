"""Two networks side by side, one of which pays for children who take part in the other. Pure.

What one tells the other goes through a post bag that a test empties: in any order, and as often as
it likes.
"""

from datetime import date
from typing import Any
from uuid import UUID

from services.budget.consumers import RULES as BUDGET
from services.budget.contracts.commands import (
    AnswerClearing,
    DrawUpClearing,
    Objection,
    TakeClearingAnswer,
    TakeClearingClaim,
)
from services.budget.contracts.events import (
    ClearingClaimed,
    Decision,
    ParticipationConfirmed,
    ParticipationCorrected,
)
from services.budget.domain.ledger import AccountRow
from services.cards.consumers import RULES as CARDS
from services.cards.contracts.commands import (
    AgreeCoParenting,
    CorrectParticipation,
    RegisterParticipation,
)
from services.cards.contracts.events import CoParentingAgreed
from services.kernel.contract import Command, Event
from services.kernel.rules import Context
from services.partners.consumers import RULES as PARTNERS
from tests.kit.rules import Driver
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import Town, an_opening, expect

PERIOD = date(2025, 1, 1), date(2027, 12, 31)
UNTIL = date(2026, 7, 1)
SPRING = date(2026, 4, 4)


class Posting(Driver):
    """Keeps what networks tell each other until it is delivered."""

    def __init__(self, *drives: Any, **more: Any) -> None:
        super().__init__(*drives, **more)
        self.bag: list[tuple[Command, Context]] = []

    def deliver(self, service: str, message: Command | Event, context: Context) -> None:
        """Put it in the inbox; what is for another network, in the bag."""
        if isinstance(message, TakeClearingClaim | TakeClearingAnswer):
            self.bag.append((message, context))
        else:
            super().deliver(service, message, context)

    def hand_over(self, place: int, *, keep: bool = False) -> None:
        """Deliver one of the bag; kept, it comes once more later."""
        message, context = self.bag[place] if keep else self.bag.pop(place)
        super().deliver("budget", message, context)
        self.settle()

    def hand_over_all(self) -> None:
        """Empty the bag, the latest first."""
        while self.bag:
            self.hand_over(len(self.bag) - 1)


class TwoNetworks:
    """`here` she takes part; `there` pays for it. `post` drives them, where it is given."""

    def __init__(self, post: Posting | None = None, **there: Any) -> None:
        self.post = post or Posting(PARTNERS, CARDS, BUDGET)
        self.here = SchemeTown(eighty_percent(), an_opening(period=PERIOD), self.post)
        opening = an_opening(
            slug="beveren", name="Beveren", municipalities=("46030",), period=PERIOD, **there
        )
        self.there = Town(opening, self.post)
        self.club = self.here.a_provider()

    def a_child(self) -> str:
        """A child of parents who live in both, paid for there; the token of her card here."""
        holder, card = self.here.an_entitled()
        agreed = AgreeCoParenting(
            holder_id=holder,
            share_percent=50,
            other_network_id=UUID(self.there.stream),
            payer_network_id=UUID(self.there.stream),
        )
        expect(self.here.ask(agreed), CoParentingAgreed)
        return card.token

    def takes_part(self, cents: int, on: date = SPRING) -> ParticipationConfirmed:
        """Such a child takes part here: the club's price, of which 80% is the network's."""
        offer = self.here.an_offer_of(cents, provider=self.club)
        wish = RegisterParticipation(card_token=self.a_child(), offer_id=offer, on=on)
        return expect(self.here.ask(wish), ParticipationConfirmed)

    def given_back(self, participation: UUID, cents: int) -> None:
        """So much of its price goes back, by decision."""
        decided = Decision(body="municipal_council", on=SPRING, reference="2026/77")
        wish = CorrectParticipation(
            participation_id=participation,
            reason="stopped_early",
            decision=decided,
            refund_cents=cents,
        )
        expect(self.here.ask(wish), ParticipationCorrected)

    def claim(self, until: date = UNTIL, year: int = 2026) -> Event:
        """The outcome of claiming what is owed."""
        other = UUID(self.there.stream)
        return self.here.ask(DrawUpClearing(network_id=other, year=year, until=until))

    def claimed(self) -> ClearingClaimed:
        """A claim, which the other network has got."""
        made = expect(self.claim(), ClearingClaimed)
        self.post.hand_over_all()
        return made

    def answer(self, claim: UUID, *disputed: UUID) -> Event:
        """The outcome of accepting a claim but for some lines."""
        objections = tuple(Objection(line_id=one, reason="not_ours") for one in disputed)
        return self.there.ask(AnswerClearing(clearing_id=claim, disputed=objections))

    def balance(self, town: Town, kind: str) -> int:
        """The balance of all accounts of a kind that name the other network, in cents."""
        other = self.there.stream if town is self.here else self.here.stream
        rows = self.post.all_rows("budget", town.stream, AccountRow)
        return sum(
            row.balance_cents for row in rows if row.kind == kind and row.organisation_id == other
        )
