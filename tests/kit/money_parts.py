"""Money in parts: instalments, credit notes, and what the bank books unasked. Pure."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision, InstalmentTerms
from services.cards.contracts.commands import RegisterInInstalments
from tests.kit.heard import Heard
from tests.kit.town import Town, an_id, an_opening

SEPTEMBER: Final = datetime(2026, 9, 1, 10, tzinfo=UTC)
FIRST: Final = SEPTEMBER.date()
SEALED: Final = "c2VhbGVk"


class MoneyParts(Heard):
    """A club that takes its season fee in parts, and is paid by bank."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.town = Town(an_opening(), self.driver)
        self.town.at(SEPTEMBER)
        self.club = self.town.a_provider("municipal_service")
        self.offer = self.town.an_offer(11_900, split_percent=(20, 40, 40), provider=self.club)
        self._pays_in_instalments()
        self._credits()
        self._hears_from_the_bank()

    # -- instalments ------------------------------------------------------------------------------

    def _registers(self, confirmed_by: Any) -> UUID:
        wish = RegisterInInstalments(
            card_token=self.town.a_card().token,
            offer_id=self.offer,
            on=FIRST,
            terms=InstalmentTerms(confirmed_by=confirmed_by, times=3, first_due=FIRST),
        )
        return self.ask(wish, budget.InstalmentsAgreed).participation_id

    def _pays_in_instalments(self) -> None:
        """One pays two of three and leaves, one by the clock, one never begins."""
        leaves, by_day = self._registers("provider"), self._registers("due_day")
        never = self._registers("provider")
        held = self.town.hold(self.town.a_card(), self.offer, SEPTEMBER.replace(hour=18), on=FIRST)
        assert isinstance(held, budget.ParticipationHeld)
        terms = InstalmentTerms(confirmed_by="provider", times=2, first_due=FIRST)
        agreed = commands.AgreeInstalments(participation_id=held.participation_id, terms=terms)
        self.ask(agreed, budget.InstalmentsAgreed)
        for number in (1, 2):
            self.town.at(datetime(2026, 8 + number, 2, 10, tzinfo=UTC))
            wish = commands.ConfirmInstalment(participation_id=leaves, number=number)
            self.ask(wish, budget.InstalmentConfirmed)
            due = commands.ConfirmDueInstalment(participation_id=by_day, number=number)
            self.driver.send(due, stream=self.stream)
        assert len(self.told(budget.InstalmentConfirmed)) == 4
        stop = commands.StopInstalments(participation_id=leaves)
        assert not self.town.ask(stop).declines
        stop = commands.StopInstalments(participation_id=never)
        assert not self.town.ask(stop).declines

    # -- expenses ---------------------------------------------------------------------------------

    def _credits(self) -> None:
        """Part of a paid invoice comes back; another part is set off against the next one."""
        opening = commands.OpenEnvelope(year=2026, action="Bus", category="support")
        self.envelope = self.ask(opening, budget.EnvelopeOpened).envelope_id
        money = commands.MoveMoney(
            year=2026,
            to_envelope=self.envelope,
            cents=50_000,
            decision=Decision(body="coordinator", on=FIRST),
        )
        self.ask(money, budget.MoneyMoved)
        paid, later = self._invoice(), self._invoice()
        self.ask(
            commands.PayBeside(item_id=paid, way="internal_booking"), budget.PaidBeside, who="bo"
        )
        for cents, against in ((2_000, None), (1_000, later)):
            note = commands.CreditExpense(
                expense_id=paid,
                on=self.driver.now.date(),
                document="CN-1",
                cents=cents,
                against=against,
            )
            self.ask(note, budget.ExpenseCredited)

    def _invoice(self) -> UUID:
        wish = commands.BookExpense(
            envelope_id=self.envelope,
            kind="invoice",
            on=FIRST,
            document="F-1",
            cents=12_000,
            organisation_id=self.club,
        )
        return self.ask(wish, budget.ExpenseBooked).expense_id

    # -- the bank ---------------------------------------------------------------------------------

    def _hears_from_the_bank(self) -> None:
        payer = commands.SetPayerAccount(name="Stad", kbo="0207437468", iban="BE71096123456769")
        self.payer = self.ask(payer, budget.PayerAccountSet).payer_id
        self._is_paid()
        own = self._booked(734_400)
        for target, reason in (("suspense", "Onbekend"), ("not_ours", "Vergissing")):
            wish = commands.AllotBankLine(bank_line_id=own, target=target, reason=reason)
            self.ask(wish, budget.BankLineAllotted)
        self.ask(commands.FreeBankLine(bank_line_id=own), budget.BankLineFreed)
        self._came_in(own, 734_400)
        self._is(self._booked(2_000), self.told(budget.ExpenseCredited)[0].credit_id)
        fee = self._booked(-250)
        wish = commands.AllotBankLine(bank_line_id=fee, target="suspense", reason="Kosten")
        self.ask(wish, budget.BankLineAllotted)
        self.ask(commands.FreeBankLine(bank_line_id=fee), budget.BankLineFreed)

    def _came_in(self, line: UUID, cents: int) -> None:
        """The line is the receipt of the drawing right; said twice, taken back once."""
        came = {"source": "drawing_right", "part": "balance", "on": date(2026, 4, 1)}
        wish = commands.RecordReceipt(year=2026, reference="VO saldo", cents=cents, **came)
        receipt = self.ask(wish, budget.ReceiptRecorded).receipt_id
        self._is(line, receipt)
        self.ask(commands.FreeBankLine(bank_line_id=line), budget.BankLineFreed)
        self._is(line, receipt)

    def _is(self, line: UUID, receipt: UUID) -> None:
        is_it = commands.AllotBankLine(bank_line_id=line, target="receipt", receipt_id=receipt)
        self.ask(is_it, budget.BankLineAllotted)

    def _booked(self, cents: int) -> UUID:
        """A booking that no payment explains, told twice."""
        day = date(2026, 10, 2)
        line = commands.BankLineTold(line_id=an_id(f"line {cents}"), on=day, cents=cents)
        wish = commands.TakeBankLines(payer_id=self.payer, lines=(line,))
        for _file in range(2):
            self.ask(wish, budget.BankLinesTaken)
        return line.line_id

    def _is_paid(self) -> None:
        """A run that a file of the bank tells of: executed, and come back."""
        account = commands.ProposePayeeAccount(
            organisation_id=self.club, account_sealed=SEALED, heard_through="mail"
        )
        own = self.ask(account, budget.PayeeAccountProposed).payee_account_id
        confirmed = commands.ConfirmPayeeAccount(
            payee_account_id=own, confirmed_through="phone", note_sealed=SEALED
        )
        self.ask(confirmed, budget.PayeeAccountConfirmed, who="bo")
        day = self.driver.now.date()
        drawn = commands.DrawUpStatements(organisation_ids=(self.club,), year=2026, until=day)
        item = self.ask(drawn, budget.StatementDrawnUp).statement_id
        proposal = commands.ProposePaymentRun(
            item_ids=(item,), execution_on=day, payer_id=self.payer
        )
        run = self.ask(proposal, budget.PaymentRunProposed)
        approval = commands.ApprovePaymentRun(run_id=run.run_id)
        self.ask(approval, budget.PaymentRunApproved, who="bo")
        [payment] = run.payments
        news = (
            commands.PaymentNews(payment_id=payment.payment_id, on=day),
            commands.PaymentNews(payment_id=payment.payment_id, reason="account_closed"),
        )
        told = commands.RecordPaymentNews(run_id=run.run_id, news=news)
        assert not self.town.ask(told).declines
