"""Claims and guarantee slips in a town with a scheme: asked as a desk asks them. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

from services.budget.contracts.events import ParticipationHeld
from services.cards.contracts.commands import (
    CompleteClaim,
    DecideClaim,
    FileClaim,
    IssueSlip,
    RedeemSlip,
)
from services.cards.contracts.events import ClaimIncomplete, SlipIssued
from services.cards.domain.claim_state import Claim
from services.cards.domain.prepared import Candidate, CardCandidates, SealedReason
from services.cards.domain.slip_state import Slip
from services.kernel.contract import Event
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import SUMMER, expect


class ClaimTown(SchemeTown):
    """A town whose holders pay first, or show a slip."""

    def file(self, holder: UUID, offer: UUID, paid_cents: int, **more: Any) -> Event:
        """The outcome of filing a claim; both proofs were seen where nothing else is said."""
        wish = {"required": ("payment", "stamp"), "seen": ("payment", "stamp"), "on": SUMMER}
        return self.ask(
            FileClaim(
                holder_id=holder,
                scheme_id=self.scheme,
                offer_id=offer,
                paid_cents=paid_cents,
                **{**wish, **more},
            )
        )

    def an_open_claim(self, holder: UUID, offer: UUID, paid_cents: int, **more: Any) -> UUID:
        """A complete claim whose share is held; its id."""
        expect(self.file(holder, offer, paid_cents, **more), ParticipationHeld)
        return self.last_claim()

    def an_incomplete_claim(self, holder: UUID, offer: UUID, paid_cents: int) -> UUID:
        """A claim that lacks the stamp; its id."""
        made = self.file(holder, offer, paid_cents, seen=("payment",))
        return expect(made, ClaimIncomplete).claim_id

    def complete(self, holder: UUID, claim: UUID, *seen: Any) -> Event:
        """The outcome of seeing more proofs."""
        return self.ask(CompleteClaim(holder_id=holder, claim_id=claim, seen=seen))

    def decide(self, holder: UUID, claim: UUID, *, granted: bool) -> Event:
        """The outcome of deciding; a refusal has its reason."""
        reason = None if granted else "for cards only"
        wish = DecideClaim(holder_id=holder, claim_id=claim, granted=granted, reason=reason)
        return self.ask(wish, None if granted else SealedReason("sealed reason"))

    def last_claim(self) -> UUID:
        """The claim that was filed last."""
        return UUID(list(self.driver.all_rows("cards", self.stream, Claim))[-1].key)

    def claim(self, claim: UUID) -> Claim:
        """A claim as cards keeps it."""
        return self.driver.row("cards", self.stream, Claim, claim)

    def issue_slip(
        self, holder: UUID, offer: UUID, price_cents: int, until: date, **more: Any
    ) -> Event:
        """The outcome of asking for a slip."""
        self.cards += 1
        numbers = CardCandidates(
            tuple(Candidate(f"slip-{self.cards}-{n}", f"sealed number {n}") for n in range(3))
        )
        wish = {"on": SUMMER, **more}
        command = IssueSlip(
            holder_id=holder,
            scheme_id=self.scheme,
            offer_id=offer,
            price_cents=price_cents,
            valid_until=until,
            **wish,
        )
        return self.ask(command, numbers)

    def a_slip(self, holder: UUID, offer: UUID, price_cents: int, until: date) -> SlipIssued:
        """A slip whose share is held."""
        expect(self.issue_slip(holder, offer, price_cents, until), ParticipationHeld)
        issued = [f.event for f in self.driver.journal if isinstance(f.event, SlipIssued)]
        return issued[-1]

    def redeem(self, token: str, offer: UUID, price_cents: int) -> Event:
        """The outcome of what the provider asks."""
        return self.ask(RedeemSlip(slip_token=token, offer_id=offer, price_cents=price_cents))

    def slip(self, slip: UUID) -> Slip:
        """A slip as cards keeps it."""
        return self.driver.row("cards", self.stream, Slip, slip)
