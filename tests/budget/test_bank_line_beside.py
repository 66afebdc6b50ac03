"""A bank line that is what a holder paid back, or a supplier's credit note. Pure."""

from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.domain.ledger import AccountRow
from tests.kit.heard import Heard
from tests.kit.money_parts import MoneyParts
from tests.kit.money_promised import MoneyPromised
from tests.kit.town import an_id, code_of


def booked_line(story: Heard, payer: UUID, cents: int) -> UUID:
    """The bank books it on the account of the payer, and no payment explains it."""
    told = commands.BankLineTold(
        line_id=an_id(f"beside {cents}"), on=story.driver.now.date(), cents=cents
    )
    wish = commands.TakeBankLines(payer_id=payer, lines=(told,))
    [line] = story.ask(wish, budget.BankLinesTaken).lines
    return line.line_id


def at_bank(story: Heard, payer: UUID | None) -> int:
    """What the books say there is on an account at the bank, in cents."""
    rows = story.driver.all_rows("budget", story.stream, AccountRow)
    own = None if payer is None else str(payer)
    found = [one for one in rows if one.kind == "bank" and one.entity_id == own]
    return -sum(one.balance_cents for one in found)


def proves(story: Heard, payer: UUID, receipt: UUID, cents: int) -> None:
    """Only a line of its amount does; it moves to the payer's account, and stays what it is."""
    other, line = booked_line(story, payer, cents - 1), booked_line(story, payer, cents)
    wish = {"target": "receipt", "receipt_id": receipt}
    refused = story.town.ask(commands.AllotBankLine(bank_line_id=other, **wish))
    assert code_of(refused) == "receipt_differs"
    before = at_bank(story, payer), at_bank(story, None)
    is_it = commands.AllotBankLine(bank_line_id=line, **wish)
    story.ask(is_it, budget.BankLineAllotted)
    assert (at_bank(story, payer), at_bank(story, None)) == (before[0] + cents, before[1] - cents)
    story.ask(commands.FreeBankLine(bank_line_id=line), budget.BankLineFreed)
    back = story.town.ask(commands.TakeReceiptBack(receipt_id=receipt))
    assert code_of(back) == "receipt_of_other"
    story.ask(is_it, budget.BankLineAllotted)
    story.driver.check_folds()


def test_a_line_is_what_a_holder_paid_back() -> None:
    story = MoneyPromised("repaid at the bank")
    account = commands.SetPayerAccount(name="Stad", kbo="0207437468", iban="BE71096123456769")
    payer = story.ask(account, budget.PayerAccountSet).payer_id
    at_the_bank = [one for one in story.told(budget.RepaymentReceived) if one.way == "bank"]
    in_cash = [one for one in story.told(budget.RepaymentReceived) if one.way == "cash"]
    proves(story, payer, at_the_bank[0].repayment_id, at_the_bank[0].cents)
    line = booked_line(story, payer, in_cash[0].cents)
    wish = commands.AllotBankLine(
        bank_line_id=line, target="receipt", receipt_id=in_cash[0].repayment_id
    )
    assert code_of(story.town.ask(wish)) == "receipt_unknown"


def test_a_line_is_the_credit_note_of_a_supplier() -> None:
    story = MoneyParts("credited at the bank")
    first = story.told(budget.ExpenseCredited)[0]
    [tied] = [one for one in story.told(budget.BankLineAllotted) if one.cents == first.cents]
    story.ask(commands.FreeBankLine(bank_line_id=tied.bank_line_id), budget.BankLineFreed)
    proves(story, story.payer, first.credit_id, first.cents)
