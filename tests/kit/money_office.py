"""A finance office: what is due and what came too late, accounts at banks, a year locked. Pure."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision
from tests.kit.heard import Heard
from tests.kit.town import Town, an_opening, expect

SPRING: Final = datetime(2026, 4, 2, 10, tzinfo=UTC)
COUNCIL: Final = Decision(body="municipal_council", on=date(2026, 4, 1), reference="2026/9")
SEALED: Final = "c2VhbGVk"


class MoneyOffice(Heard):
    """A club that sells at 10.00, of which the network pays 4.00."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        years = date(2026, 1, 1), date(2027, 12, 31)
        self.town = Town(an_opening(period=years), self.driver)
        self.town.at(SPRING)
        self.club = self.town.a_provider()
        self.offer = self.town.an_offer(1_000, split_percent=(20, 40, 40), provider=self.club)
        self._enters()
        self._is_due()
        self._has_accounts()
        self._pays_by_bank()
        self._spends()
        self._ends()

    def _sells(self, on: date) -> UUID:
        done = self.town.register(self.town.a_card(), self.offer, on=on)
        return expect(done, budget.ParticipationConfirmed).participation_id

    # -- what there is ----------------------------------------------------------------------------

    def _enters(self) -> None:
        entity = commands.RegisterLegalEntity(name="OCMW", kind="welfare_centre")
        self.entity = self.ask(entity, budget.LegalEntityRegistered).entity_id
        for cents in (100_000, 90_000):
            money = commands.EnterFunding(
                year=2026, source="welfare_fund", total_cents=cents, entity_id=self.entity
            )
            self.ask(money, budget.FundingEntered)
        opening = commands.OpenEnvelope(year=2026, action="Feest", category="support")
        self.envelope = self.ask(opening, budget.EnvelopeOpened).envelope_id
        terms = commands.ChangeEnvelope(
            envelope_id=self.envelope,
            category="support",
            bbc="0740-01",
            when_empty="own_contribution",
            warn_at_percent=(80,),
        )
        self.ask(terms, budget.EnvelopeChanged)
        for where, cents in (("to_envelope", 60_000), ("from_envelope", 10_000)):
            moved = {where: self.envelope, "cents": cents, "decision": COUNCIL}
            self.ask(commands.MoveMoney(year=2026, **moved), budget.MoneyMoved)
        self._receives()

    def _receives(self) -> None:
        """The advance came in; what was noted twice is taken back."""
        came = {"source": "drawing_right", "part": "advance", "cents": 50_000, "on": COUNCIL.on}
        for number in range(2):
            receipt = commands.RecordReceipt(year=2026, reference=f"VO {number}", **came)
            noted = self.ask(receipt, budget.ReceiptRecorded).receipt_id
        self.ask(commands.TakeReceiptBack(receipt_id=noted), budget.ReceiptTakenBack)

    # -- statements -------------------------------------------------------------------------------

    def _is_due(self) -> None:
        """March is due; a line of January is let in, another is refused."""
        terms = commands.SetSettlementTerms(
            organisation_id=self.club, period="month", minimum_cents=500, claim_within_days=15
        )
        self.ask(terms, budget.SettlementTermsSet)
        for _child in range(2):
            self._sells(date(2026, 3, 20))
        odd = self._sells(date(2026, 3, 21))
        admitted, refused = self._sells(date(2026, 1, 10)), self._sells(date(2026, 1, 11))
        self.due = commands.DrawUpDueStatements(organisation_ids=(self.club,), year=2026)
        self.statement = self.ask(self.due, budget.StatementDrawnUp).statement_id
        for line, lets_in, told in (
            (admitted, True, budget.LateLineAdmitted),
            (refused, False, budget.ParticipationReversed),
        ):
            wish = commands.DecideLateLine(
                participation_id=line, admitted=lets_in, decision=COUNCIL
            )
            self.ask(wish, told)
        found = commands.JudgeFinding(
            statement_id=self.statement, finding="sample", participation_id=odd, judgement="fine"
        )
        self.ask(found, budget.FindingJudged)
        later = self._sells(date(2026, 4, 1))
        wrong = {"finding": "price_differs", "participation_id": later, "judgement": "dispute"}
        self.ask(commands.JudgeFinding(statement_id=self.statement, **wrong), budget.FindingJudged)

    # -- accounts and payments --------------------------------------------------------------------

    def _has_accounts(self) -> None:
        payer = commands.SetPayerAccount(
            name="Stad", kbo="0207437468", iban="BE62510007547061", entity_id=self.entity
        )
        self.ask(payer, budget.PayerAccountSet)
        self.ask(commands.SetCoolingOff(days=0), budget.CoolingOffSet)
        self._account()
        second = self._account()
        told = commands.RecordPayeeNotice(
            payee_account_id=second, notified_through="post", notified_on=SPRING.date()
        )
        self.ask(told, budget.PayeeNoticeRecorded)
        stop = commands.StopPayeeAccount(payee_account_id=second, stopped_for="doubt")
        self.ask(stop, budget.PayeeAccountStopped)
        self._account()

    def _account(self) -> UUID:
        """An account of the club that a second person confirmed."""
        told = commands.ProposePayeeAccount(
            organisation_id=self.club, account_sealed=SEALED, heard_through="mail"
        )
        own = self.ask(told, budget.PayeeAccountProposed).payee_account_id
        confirmed = commands.ConfirmPayeeAccount(
            payee_account_id=own, confirmed_through="phone", note_sealed=SEALED
        )
        self.ask(confirmed, budget.PayeeAccountConfirmed, who="bo")
        return own

    def _pays_by_bank(self) -> None:
        """Cancelled, bounced, executed."""
        run = self._proposed(self.statement)
        self.ask(commands.CancelPaymentRun(run_id=run.run_id), budget.PaymentRunCancelled)
        bounce = commands.RecordPaymentBounced(
            payment_id=self._paid(self.statement), reason="account_closed"
        )
        self.ask(bounce, budget.PaymentBounced)
        self._executed(self.statement)

    def _proposed(self, item: UUID) -> budget.PaymentRunProposed:
        wish = commands.ProposePaymentRun(
            item_ids=(item,), execution_on=self.driver.now.date(), payer_id=self.entity
        )
        return self.ask(wish, budget.PaymentRunProposed)

    def _paid(self, item: UUID) -> UUID:
        """The payment of a run that a second person approved."""
        run = self._proposed(item)
        approval = commands.ApprovePaymentRun(run_id=run.run_id)
        self.ask(approval, budget.PaymentRunApproved, who="bo")
        return run.payments[0].payment_id

    def _executed(self, item: UUID) -> None:
        wish = commands.RecordPaymentExecuted(
            payment_id=self._paid(item), on=self.driver.now.date()
        )
        self.ask(wish, budget.PaymentExecuted)

    # -- the year ---------------------------------------------------------------------------------

    def _spends(self) -> None:
        """Owed to the club and paid, paid already, and taken back."""
        self._executed(self._booked(20_000, organisation_id=self.club))
        self._booked(5_000)
        wrong = self._booked(5_000, organisation_id=self.club)
        self.ask(commands.ReverseExpense(expense_id=wrong), budget.ExpenseReversed)

    def _booked(self, cents: int, **more: Any) -> UUID:
        wish = commands.BookExpense(
            envelope_id=self.envelope,
            kind="invoice",
            on=date(2026, 4, 1),
            document="F-1",
            cents=cents,
            **more,
        )
        return self.ask(wish, budget.ExpenseBooked).expense_id

    def _ends(self) -> None:
        """Locked with all carried, opened again, locked with all returned, and accounted for."""
        self.town.at(datetime(2027, 1, 15, 9, tzinfo=UTC))
        drawn = commands.DrawUpStatements(
            organisation_ids=(self.club,), year=2026, until=date(2026, 12, 31), clear=True
        )
        self.ask(drawn, budget.StatementDrawnUp)
        ratio = commands.SetRatio(year=2026, ratio_tenths=20, variant="pro_rata")
        self.ask(ratio, budget.RatioSet)
        self.ask(commands.CloseBooks(year=2026), budget.BooksClosing)
        self._locks("carried")
        self._sells(date(2026, 12, 30))
        again = commands.ReopenBooks(year=2026, decision=COUNCIL)
        self.ask(again, budget.BooksReopened)
        self._locks("returned")
        self.ask(commands.DraftReport(year=2026, text="Meer mensen."), budget.ReportDrafted)
        steps: tuple[tuple[Any, dict[str, Any]], ...] = (
            ("approved_locally", {"decision": COUNCIL}),
            ("submitted", {}),
            ("accepted", {}),
            ("settled", {"cents": -100}),
        )
        for step, more in steps:
            wish = commands.AdvanceReport(year=2026, step=step, on=date(2027, 1, 15), **more)
            self.ask(wish, budget.ReportAdvanced)

    def _locks(self, unspent: Any) -> None:
        lock = commands.LockBooks(
            year=2026, drawing_right=unspent, other_sources=unspent, decision=COUNCIL
        )
        self.ask(lock, budget.BooksLocked)
