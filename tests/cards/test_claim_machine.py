"""Claims and slips among all that happens at the point of use: nothing is promised twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.budget.contracts.commands import ExpireHold
from services.budget.domain.allowance import Allowance
from services.budget.domain.participation import OpenHold
from services.budget.domain.participation import Participation as Agreed
from services.cards.contracts.commands import (
    CompleteClaim,
    DecideClaim,
    ReverseClaim,
    VoidSlip,
    WithdrawClaim,
)
from services.cards.domain.claim_state import Claim
from services.cards.domain.numbers import SlipByToken
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import SealedReason
from services.cards.domain.slip_state import Slip
from tests.cards.test_buying_machine import BENEFIT, DAYS, Buying
from tests.kit.claims import ClaimTown

DAY, UNTIL = date(2026, 7, 4), date(2026, 8, 1)
OF_CLAIMS = {"open": "held", "granted": "confirmed", "reversed": "cancelled"}
"""What the participation of a claim is, where the claim is so."""


class Promising(Buying):
    """Persons also pay first and claim, or have a slip; desks decide, providers redeem."""

    def a_town(self) -> ClaimTown:
        self.claims_town = ClaimTown(BENEFIT)
        return self.claims_town

    @initialize()
    def open(self) -> None:
        """Something is promised from the first step on, so that there is what to go on with."""
        Buying.open(self)
        holder, _right = self.people[0]
        one, _two, camp, other = self.offers
        self.claims_town.file(holder, other, 700, on=DAY)
        self.claims_town.issue_slip(holder, one, 900, UNTIL, on=DAY)
        self.claims_town.file(holder, camp, 300, seen=("payment",), on=DAY)

    def claims(self) -> list[Claim]:
        return list(self.town.driver.all_rows("cards", self.town.stream, Claim))

    def slips(self) -> list[Slip]:
        return list(self.town.driver.all_rows("cards", self.town.stream, Slip))

    @rule(data=st.data(), day=DAYS, paid=st.integers(1, 3_000), complete=st.booleans())
    def a_person_claims(self, data: st.DataObject, day: date, paid: int, complete: bool) -> None:
        holder, _right = data.draw(st.sampled_from(self.people))
        offer = data.draw(st.sampled_from(self.offers))
        seen = ("payment", "stamp") if complete else ("payment",)
        self.claims_town.file(holder, offer, paid, seen=seen, on=day)

    @rule(
        data=st.data(),
        kind=st.sampled_from(("complete", "grant", "refuse", "withdraw", "reverse")),
    )
    def a_desk_goes_on_with_a_claim(self, data: st.DataObject, kind: str) -> None:
        if not (claims := self.claims()):
            return
        claim = data.draw(st.sampled_from(claims))
        about: dict[str, Any] = {"holder_id": claim.holder_id, "claim_id": claim.key}
        reason = SealedReason("sealed reason")
        match kind:
            case "complete":
                self.town.ask(CompleteClaim(**about, seen=("stamp",)))
            case "grant":
                self.town.ask(DecideClaim(**about, granted=True))
            case "refuse":
                self.town.ask(DecideClaim(**about, granted=False, reason="for cards"), reason)
            case "withdraw":
                self.town.ask(WithdrawClaim(**about))
            case _:
                self.town.ask(ReverseClaim(**about, reason="for cards"), reason)

    @rule(data=st.data(), day=DAYS, price=st.integers(1, 3_000), days=st.integers(0, 30))
    def a_person_is_given_a_slip(
        self, data: st.DataObject, day: date, price: int, days: int
    ) -> None:
        holder, _right = data.draw(st.sampled_from(self.people))
        offer = data.draw(st.sampled_from(self.offers))
        until = self.town.driver.now.date() + timedelta(days=days)
        self.claims_town.issue_slip(holder, offer, price, until, on=day)

    @rule(data=st.data(), asked=st.integers(1, 3_000))
    def a_provider_redeems_a_slip(self, data: st.DataObject, asked: int) -> None:
        if slips := self.slips():
            slip = data.draw(st.sampled_from(slips))
            self.claims_town.redeem(slip.token, UUID(slip.offer_id), min(asked, slip.price_cents))

    @rule(data=st.data())
    def a_slip_is_taken_back(self, data: st.DataObject) -> None:
        if slips := self.slips():
            self.town.ask(VoidSlip(slip_id=UUID(data.draw(st.sampled_from(slips)).key)))

    @rule(days=st.integers(0, 95))
    def whatever_is_due_runs_out(self, days: int) -> None:
        if self.town.driver.now + timedelta(days=days) < datetime(2026, 12, 1, tzinfo=UTC):
            self.town.at(self.town.driver.now + timedelta(days=days))
        for hold in list(self.town.driver.all_rows("budget", self.town.stream, OpenHold)):
            if hold.hold_until <= self.town.driver.now:
                expire = ExpireHold(participation_id=UUID(hold.key))
                self.town.driver.send(expire, stream=self.town.stream)

    # -- what always holds ----------------------------------------------------------------------

    def row_of(self, participation_id: str) -> Participation:
        return self.town.driver.row("cards", self.town.stream, Participation, participation_id)

    @invariant()
    def what_budget_holds_is_what_is_open(self) -> None:
        year_sums = [
            sum(row.held_debit_cents for row in self.town.accounts(kind, year))
            for year in (2025, 2026, 2027)
            for kind in ("drawing_right", "own_contribution")
        ]
        held = [row.network_cents for row in self.participations() if row.status == "held"]
        aside = self.town.driver.all_rows("budget", self.town.stream, Allowance)
        assert sum(year_sums) == sum(held) + sum(row.held_cents for row in aside)

    @invariant()
    def cards_and_budget_say_the_same_of_what_was_agreed(self) -> None:
        for row in self.town.driver.all_rows("budget", self.town.stream, Agreed):
            settled = self.row_of(row.key)
            told = (settled.status, settled.network_cents)
            assert told == (row.status, row.network_cents)

    @invariant()
    def a_claim_is_what_its_participation_is(self) -> None:
        for claim in self.claims():
            if claim.status in OF_CLAIMS:
                assert claim.participation_id is not None
                assert self.row_of(claim.participation_id).status == OF_CLAIMS[claim.status]
            elif claim.participation_id is not None:
                assert self.row_of(claim.participation_id).stage == "undone"

    @invariant()
    def a_slip_is_what_its_participation_is_and_found_only_while_it_is_good(self) -> None:
        good = set()
        for slip in self.slips():
            assert self.row_of(slip.participation_id).status == slip.status
            good |= {slip.token} if slip.status == "held" else set()
        rows = self.town.driver.all_rows("cards", self.town.stream, SlipByToken)
        assert {row.key for row in rows} == good

    @invariant()
    def nobody_is_paid_more_than_was_promised(self) -> None:
        for slip in self.slips():
            assert self.row_of(slip.participation_id).network_cents <= slip.network_cents

    @invariant()
    def what_is_payable_to_holders_is_what_was_granted(self) -> None:
        owed = [
            row.balance_cents
            for year in (2025, 2026, 2027)
            for row in self.town.accounts("payable", year)
            if row.organisation_id is None
        ]
        granted = [
            self.row_of(claim.participation_id).network_cents
            for claim in self.claims()
            if claim.status == "granted" and claim.participation_id is not None
        ]
        assert sum(owed) == sum(granted)


TestPromising = Promising.TestCase
TestPromising.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
