"""What rights promise: vouchers that are held, used, given back and ended, and what somebody used
without a right and pays back. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision
from services.budget.contracts.recoveries import debt_of
from services.cards.contracts import commands as cards
from services.cards.contracts.events import RecoveryDecided, SchemeCardIssued
from services.cards.domain.prepared import Resealed
from tests.kit.heard import Heard
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import an_opening, expect

JUNE: Final = datetime(2026, 6, 1, 10, tzinfo=UTC)
SUMMER: Final = date(2026, 7, 4)
DECIDED: Final = Decision(body="municipal_executive", on=JUNE.date(), reference="2026/60")
VOUCHERS: Final[dict[str, Any]] = {
    "changes": "with_renewal",
    "rules": [{"name": "vouchers", "reduction": {"kind": "full"}, "organisation_percent": 0}],
    "vouchers": {"amounts": [{"cents": 10_000}], "valid_months": 12},
}
"""100.00 a child, for a year; they pay all that they can."""


class MoneyPromised(Heard):
    """A village that gives vouchers from an envelope of its own."""

    town: SchemeTown

    def __init__(self, label: str) -> None:
        super().__init__(label)
        years = date(2026, 1, 1), date(2027, 12, 31)
        self.town = SchemeTown(VOUCHERS, an_opening(period=years), self.driver)
        self.town.at(JUNE)
        self.club = self.town.a_provider()
        wish = commands.OpenEnvelope(
            year=2026, action="Bonnen", category="participation", pays_for=("all",)
        )
        self.envelope = self.ask(wish, budget.EnvelopeOpened).envelope_id
        self._move(15_000)
        self._are_given()
        self._pays_in_parts()
        self._pays_back()
        self._end()

    def _move(self, cents: int) -> None:
        wish = commands.MoveMoney(
            year=2026, to_envelope=self.envelope, cents=cents, decision=DECIDED
        )
        self.ask(wish, budget.MoneyMoved)

    def _child(self) -> tuple[UUID, UUID, SchemeCardIssued]:
        """A child that is entitled from June on, its right and its card."""
        holder = self.town.a_holder()
        right = self.town.entitle(holder, (JUNE.date(), date(2027, 5, 31)))
        return holder, right, self.town.a_scheme_card(holder)

    def _offer(self, cents: int) -> UUID:
        return self.town.an_offer_of(cents, provider=self.club)

    def _buys(self, card: SchemeCardIssued, cents: int) -> UUID:
        done = self.town.take_part(card, self._offer(cents), SUMMER)
        return expect(done, budget.ParticipationConfirmed).participation_id

    def _holds(self, card: SchemeCardIssued, cents: int) -> UUID:
        wish = cards.HoldParticipation(
            card_token=card.token,
            offer_id=self._offer(cents),
            on=SUMMER,
            hold_until=self.driver.now + timedelta(days=6),
        )
        return self.ask(wish, budget.ParticipationHeld).participation_id

    def _send(self, wish: Any) -> None:
        """From the clock, which awaits no answer."""
        self.driver.send(wish, stream=self.stream)

    # -- vouchers ----------------------------------------------------------------------------------

    def _are_given(self) -> None:
        """One child has them at once, the next when money came; both use some and undo some."""
        self.holder, self.right, self.card = self._child()
        _holder, _right, other = self._child()
        [refused] = self.told(budget.AllowanceRefused)
        again = commands.SetAsideAllowance(allowance_id=refused.allowance_id)
        assert self.town.ask(again).declines
        self._move(20_000)
        self.ask(again, budget.AllowanceHeld)
        self.used = self._buys(self.card, 2_000), self._buys(self.card, 3_000)
        held, lapses = self._holds(other, 4_000), self._holds(other, 6_000)
        self.ask(cards.VoidParticipation(participation_id=held), budget.ParticipationVoided)
        self.town.at(JUNE + timedelta(days=7))
        self._send(commands.ExpireHold(participation_id=lapses))
        kept, undone = self._holds(other, 1_500), self._buys(other, 9_000)
        self.ask(cards.ConfirmParticipation(participation_id=kept), budget.ParticipationConfirmed)
        self.ask(cards.CancelParticipation(participation_id=undone), budget.ParticipationReversed)

    def _pays_in_parts(self) -> None:
        """A third pays a fee in instalments with hers, and stops after the first."""
        _holder, _right, card = self._child()
        terms = budget.InstalmentTerms(confirmed_by="provider", times=3, first_due=SUMMER)
        wish = cards.RegisterInInstalments(
            card_token=card.token, offer_id=self._offer(8_000), on=SUMMER, terms=terms
        )
        own = self.ask(wish, budget.InstalmentsAgreed).participation_id
        self.town.at(datetime(2026, 7, 4, 12, tzinfo=UTC))
        first = commands.ConfirmInstalment(participation_id=own, number=1)
        self.ask(first, budget.InstalmentConfirmed)
        assert not self.town.ask(commands.StopInstalments(participation_id=own)).declines

    # -- what is paid back -------------------------------------------------------------------------

    def _pays_back(self) -> None:
        """The first used hers after her status was lost: of two debts one comes back in parts,
        one in part, and what is left of it is written off."""
        learned = cards.LearnLate(
            holder_id=self.holder,
            scheme_id=self.town.scheme,
            fact="status_lost",
            true_until=date(2026, 6, 30),
        )
        assert not self.town.ask(learned).declines
        wish = cards.DecideRecovery(
            holder_id=self.holder,
            right_id=self.right,
            participation_ids=self.used,
            payer="holder",
            reason="sealed",
            decision=DECIDED,
        )
        expect(self.town.ask(wish, Resealed("sealed again")), RecoveryDecided)
        booked = self.told(budget.RecoveryBooked)
        assert [(one.cents, one.code) for one in booked] == [(2_000, None), (3_000, None)]
        for own, cents, way in ((0, 500, "bank"), (0, 1_500, "cash"), (1, 1_000, "bank")):
            self._comes_back(self.used[own], cents, way)
        left = debt_of(self.used[1])
        off = commands.ProposeWriteOff(debt_id=left, decision=DECIDED)
        self.ask(off, budget.WriteOffProposed)
        self.ask(commands.ApproveWriteOff(debt_id=left), budget.DebtWrittenOff, who="bo")

    def _comes_back(self, own: UUID, cents: int, way: Any) -> None:
        wish = commands.ReceiveRepayment(
            debt_id=debt_of(own), cents=cents, way=way, on=self.driver.now.date()
        )
        self.ask(wish, budget.RepaymentReceived)

    # -- the end -----------------------------------------------------------------------------------

    def _end(self) -> None:
        """One right is renewed and its vouchers go on into the next year, one ends before."""
        goes_on, ends = self._child(), self._child()
        self._move(20_000)
        for refused in self.told(budget.AllowanceRefused)[1:]:
            again = commands.SetAsideAllowance(allowance_id=refused.allowance_id)
            self.ask(again, budget.AllowanceHeld)
        self._buys(goes_on[2], 4_000)
        self.town.renew(*goes_on[:2], date(2028, 5, 31))
        self.town.end(*ends[:2], date(2026, 7, 31))
        owned = sorted({one.allowance_id for one in self.told(budget.AllowanceHeld)})
        for at in (datetime(2026, 8, 1, 12, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)):
            self.town.at(at)
            for own in owned:
                self._send(commands.LookAtAllowance(allowance_id=own))
        reasons = {one.reason for one in self.told(budget.AllowanceChanged)}
        assert reasons == {"used", "returned", "lasts", "ended"}
