"""Two networks, one of which pays for children who take part in the other: claimed, answered,
disputed, paid. Pure."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision
from services.cards.contracts.commands import CancelParticipation
from tests.kit.heard import Heard, Listening
from tests.kit.town import expect
from tests.kit.two_networks import UNTIL, Posting, TwoNetworks

DECIDED: Final = Decision(body="municipal_executive", on=UNTIL, reference="2026/118")


OWN: Final = 10_500
"""What the network that pays has: less than is claimed of it in the end."""


class Overheard(Posting, Listening):
    """Keeps what budget hears of two networks, in the order in which the post is handed over."""


class MoneyNeighbours(Heard):
    """A club that sells at whole tens of euros, of which the other network pays 80%."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.driver = self.post = Overheard(label)
        self.two = TwoNetworks(self.post, drawing_right_cents=0, own_contribution_cents=OWN)
        self.town = self.two.here
        self._pays()
        self._disputes()
        self._takes_back()
        self._is_uncovered()

    @property
    def streams(self) -> Sequence[str]:
        """Those of both."""
        return [self.two.here.stream, self.two.there.stream]

    def _pays(self) -> None:
        """Claimed, accepted in whole, paid by an ordinary run, come in, and the club is paid."""
        self.two.takes_part(4_000)
        claim = self.two.claimed().clearing_id
        expect(self.two.answer(claim), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()
        self._pays_there(claim)
        for cents in (1_200, 2_000):
            self._comes_in(claim, cents)
        wrong = self._comes_in(self._claimed_again(), 100)
        self.ask(commands.TakeReceiptBack(receipt_id=wrong), budget.ReceiptTakenBack)
        drawn = commands.DrawUpStatements(
            organisation_ids=(self.two.club,), year=2026, until=UNTIL, clear=True
        )
        item = self.ask(drawn, budget.StatementDrawnUp).statement_id
        self.ask(commands.PayBeside(item_id=item, way="cash"), budget.PaidBeside)

    def _claimed_again(self) -> UUID:
        """Another claim, which the other network accepts and has not paid yet."""
        self.two.takes_part(1_000)
        claim = self.two.claimed().clearing_id
        expect(self.two.answer(claim), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()
        return claim

    def _pays_there(self, item: UUID) -> None:
        self.driver.actor = "an"
        wish = commands.ProposePaymentRun(item_ids=(item,), execution_on=UNTIL)
        run = expect(self.two.there.ask(wish), budget.PaymentRunProposed)
        self.driver.actor = "bo"
        approval = commands.ApprovePaymentRun(run_id=run.run_id)
        expect(self.two.there.ask(approval), budget.PaymentRunApproved)

    def _comes_in(self, claim: UUID, cents: int) -> UUID:
        wish = commands.RecordClearingPayment(
            clearing_id=claim, cents=cents, on=UNTIL, reference=f"V2026-{cents}"
        )
        return self.ask(wish, budget.ClearingPaymentReceived).receipt_id

    def _disputes(self) -> None:
        """Of three lines two are in dispute: one is claimed again, one is borne here after all."""
        for cents in (1_000, 2_000, 3_000):
            self.two.takes_part(cents)
        claim = self.two.claimed()
        again, borne, _taken = (line.line_id for line in claim.lines)
        answered = self.two.answer(claim.clearing_id, again, borne)
        expect(answered, budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()
        for line, way in ((again, "again"), (borne, "bear")):
            wish = commands.SettleClearingDispute(line_id=line, way=way)
            self.ask(wish, budget.ClearingDisputeSettled)
        expect(self.two.answer(self.two.claimed().clearing_id), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()

    def _takes_back(self) -> None:
        """One is given back in part before it is claimed and in whole after it."""
        taken = self.two.takes_part(5_000).participation_id
        self.two.given_back(taken, 1_000)
        expect(self.two.answer(self.two.claimed().clearing_id), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()
        self.ask(CancelParticipation(participation_id=taken), budget.ParticipationReversed)
        expect(self.two.answer(self.two.claimed().clearing_id), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()

    def _is_uncovered(self) -> None:
        """More is accepted than there is left: it stands as uncovered there: one until money
        comes, one until a decision pays it before, one for good."""
        _covered, decided, left = (self.two.takes_part(cents) for cents in (20_000, 5_000, 9_000))
        expect(self.two.answer(self.two.claimed().clearing_id), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()
        self._has_there(OWN + 2_000)
        wish = commands.CoverUncovered(
            participation_id=decided.participation_id, reason="money", decision=DECIDED
        )
        expect(self.two.there.ask(wish), budget.UncoveredDecided)
        self._has_there(OWN + 17_000)
        assert len(self.told(budget.UncoveredCovered)) == 1
        self.two.given_back(left.participation_id, 1_000)
        expect(self.two.answer(self.two.claimed().clearing_id), budget.ClearingClaimAnswered)
        self.two.post.hand_over_all()

    def _has_there(self, cents: int) -> None:
        """So much own money there is there, in all."""
        wish = commands.EnterFunding(year=2026, source="own_contribution", total_cents=cents)
        expect(self.two.there.ask(wish), budget.FundingEntered)
