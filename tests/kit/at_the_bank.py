"""A town that pays from an account at a bank, and the bank, which books what it likes. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

from services.budget.contracts.commands import (
    AllotBankLine,
    ApprovePaymentRun,
    BankLineTold,
    BankStatementTold,
    FreeBankLine,
    ProposePaymentRun,
    SetPayerAccount,
    TakeBankLines,
)
from services.budget.contracts.events import (
    BankLinesTaken,
    PayerAccountSet,
    PaymentRunApproved,
    PaymentRunProposed,
)
from services.budget.domain.bank_line import BankLineRow
from services.budget.domain.payment import PaymentRow
from tests.budget.test_payee_account import Accounts
from tests.budget.test_payment import TODAY
from tests.kit.town import an_id, expect

DAY = date(2026, 12, 30)
IBAN, KBO = "BE71096123456769", "0400853488"
OPENING = 1_000_000


class AtTheBank:
    """A town with one club that is paid to, and what its bank says of its account."""

    def __init__(self) -> None:
        self.books = Accounts()
        self.desk, self.town = self.books.desk, self.books.desk.town
        set_ = expect(self._payer(), PayerAccountSet)
        self.payer = set_.payer_id
        self.books.confirmed()
        self.books.on(TODAY)
        self.closing = OPENING
        """What the bank says there is."""
        self.told = 0

    def _payer(self) -> Any:
        return self.desk.by("an", SetPayerAccount(name="Stad", kbo=KBO, iban=IBAN))

    def sent(self, price_cents: int = 47_000) -> Any:
        """A payment of 40% of a price, which two persons sent to the bank."""
        asked = {"item_ids": (self.desk.an_item(price_cents),), "execution_on": TODAY}
        wish = ProposePaymentRun(payer_id=self.payer, **asked)
        run = expect(self.desk.by("an", wish), PaymentRunProposed)
        expect(self.desk.by("bo", ApprovePaymentRun(run_id=run.run_id)), PaymentRunApproved)
        return run.payments[0]

    def a_line(self, cents: int) -> BankLineTold:
        """A booking that no payment explains."""
        self.told += 1
        own = an_id(f"line {self.told}")
        return BankLineTold(line_id=own, on=DAY, cents=cents, reference=f"C{self.told}")

    def take(self, *lines: BankLineTold) -> Any:
        """The outcome of a statement with these lines; the bank has booked them."""
        balance = BankStatementTold(
            first_day=DAY,
            last_day=DAY,
            opening_cents=self.closing,
            closing_cents=self.closing + sum(one.cents for one in lines),
        )
        wish = TakeBankLines(payer_id=self.payer, lines=lines, statement=balance)
        return self.desk.by("an", wish)

    def books_line(self, cents: int) -> UUID:
        """A new line that is taken in; its id."""
        line = self.a_line(cents)
        expect(self.take(line), BankLinesTaken)
        self.closing += cents
        return line.line_id

    def allot(self, line: UUID, target: Any, **more: Any) -> Any:
        """The outcome of saying what it was."""
        why = {"reason": "Onbekend"} if target in ("suspense", "not_ours") else {}
        wish = AllotBankLine(bank_line_id=line, target=target, **{**why, **more})
        return self.desk.by("an", wish)

    def free(self, line: UUID) -> Any:
        """The outcome of taking it back."""
        return self.desk.by("an", FreeBankLine(bank_line_id=line))

    def lines(self) -> dict[str, BankLineRow]:
        """All lines, by their id."""
        rows = self.town.driver.all_rows("budget", self.town.stream, BankLineRow)
        return {row.key: row for row in rows}

    def in_books(self, kind: str = "bank") -> int:
        """What the books say there is on the payer's account, or on others of its own, in cents."""
        own = str(self.payer)
        rows = [one for one in self.desk.accounts() if one.kind == kind and one.entity_id == own]
        return -sum(one.balance_cents for one in rows)

    def not_executed(self) -> int:
        """What was sent and the bank has not taken off yet, in cents."""
        rows = self.town.driver.all_rows("budget", self.town.stream, PaymentRow)
        return sum(one.cents for one in rows if one.status == "approved")

    def left_of_lines(self) -> int:
        """What is not booked of lines: nobody said yet, or it is not ours; in cents."""
        unbooked = (None, "not_ours")
        return sum(one.cents for one in self.lines().values() if one.target in unbooked)

    def explained(self) -> int:
        """What the bank should say, as the books explain it, in cents."""
        return OPENING + self.in_books() + self.not_executed() + self.left_of_lines()
