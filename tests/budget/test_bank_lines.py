"""Bookings at the bank that no payment explains: once, allotted, taken back, and compared. Pure."""

from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.budget.contracts.commands import (
    BankLineTold,
    RecordPaymentBounced,
    RecordPaymentExecuted,
    RecordReceipt,
    TakeBankLines,
    TakeReceiptBack,
)
from services.budget.contracts.events import (
    BankLineAllotted,
    BankLineFreed,
    BankLinesTaken,
    PaymentBounced,
    PaymentExecuted,
    ReceiptRecorded,
    ReceiptTakenBack,
)
from services.budget.domain.bucket import ProviderYear
from services.cards.contracts.commands import CancelParticipation
from tests.budget.test_payment import TODAY
from tests.kit.at_the_bank import AtTheBank
from tests.kit.town import an_id, code_of, expect


def test_a_line_is_there_once_in_however_many_files_it_comes() -> None:
    bank = AtTheBank()
    one, two = bank.a_line(734_400), bank.a_line(-250)
    assert len(expect(bank.take(one), BankLinesTaken).lines) == 1
    again = expect(bank.take(one, two), BankLinesTaken)
    assert [line.line_id for line in again.lines] == [two.line_id]
    assert expect(bank.take(one, two), BankLinesTaken).lines == ()
    assert sorted(row.cents for row in bank.lines().values()) == [-250, 734_400]


def test_what_cannot_be_a_line_is_refused() -> None:
    bank = AtTheBank()
    line = bank.a_line(100)
    assert code_of(bank.take(line, line)) == "list_invalid"
    assert code_of(bank.take(bank.a_line(0))) == "total_invalid"
    assert code_of(bank.take(line.model_copy(update={"reference": "R" * 36}))) == "list_invalid"
    assert code_of(bank.take(*(bank.a_line(1) for _ in range(501)))) == "too_many"
    elsewhere = TakeBankLines(payer_id=an_id("nobody"), lines=(line,))
    assert code_of(bank.desk.by("an", elsewhere)) == "payer_unknown"
    assert code_of(bank.allot(an_id("none"), "suspense")) == "bank_line_unknown"


def test_suspense_is_booked_and_left_again_by_a_transfer_that_names_it() -> None:
    bank = AtTheBank()
    line = bank.books_line(12_345)
    assert code_of(bank.free(line)) == "bank_line_open"
    for reason in ("  ", "x" * 281):
        assert code_of(bank.allot(line, "suspense", reason=reason)) == "reason_invalid"
    [posted] = expect(bank.allot(line, "suspense"), BankLineAllotted).transfers
    assert (posted.debit.kind, posted.credit.kind, posted.cents) == ("bank", "suspense", 12_345)
    assert (bank.in_books(), bank.in_books("suspense")) == (12_345, -12_345)
    assert code_of(bank.allot(line, "suspense")) == "bank_line_allotted"
    [back] = expect(bank.allot(line, "not_ours"), BankLineAllotted).transfers
    assert (back.kind, back.names) == ("reversal", posted.transfer_id)
    assert (bank.in_books(), bank.in_books("suspense")) == (0, 0)
    assert code_of(bank.allot(line, "suspense")) == "bank_line_allotted"
    assert expect(bank.free(line), BankLineFreed).transfers == ()


def test_what_went_out_goes_to_suspense_the_other_way_and_back() -> None:
    bank = AtTheBank()
    line = bank.books_line(-250)
    [posted] = expect(bank.allot(line, "suspense"), BankLineAllotted).transfers
    assert (posted.debit.kind, posted.credit.kind) == ("suspense", "bank")
    [back] = expect(bank.free(line), BankLineFreed).transfers
    assert (back.names, bank.in_books()) == (posted.transfer_id, 0)
    assert bank.explained() == bank.closing


def test_a_payment_that_the_bank_named_otherwise_is_recognised_by_a_person() -> None:
    bank = AtTheBank()
    payment = bank.sent()
    came_back, left = bank.books_line(18_800), bank.books_line(-18_800)
    to = {"payment_id": payment.payment_id}
    assert code_of(bank.allot(came_back, "payment")) == "payment_unknown"
    assert code_of(bank.allot(came_back, "payment", **to)) == "payment_not_executed"
    assert code_of(bank.allot(bank.books_line(-18_799), "payment", **to)) == "amount_differs"
    expect(bank.allot(left, "payment", **to), BankLineAllotted)
    assert (bank.not_executed(), bank.in_books()) == (0, -18_800)
    expect(bank.allot(came_back, "payment", **to), BankLineAllotted)
    assert (bank.in_books(), bank.explained()) == (0, bank.closing)
    assert [item.status for item in bank.desk.items()] == ["open"]
    assert code_of(bank.free(came_back)) == "bank_line_final"


def test_a_return_that_lay_in_suspense_leaves_it_when_it_is_recognised() -> None:
    bank = AtTheBank()
    payment = bank.sent()
    executed = RecordPaymentExecuted(payment_id=payment.payment_id, on=TODAY)
    expect(bank.desk.by("an", executed), PaymentExecuted)
    bank.closing -= payment.cents
    line = bank.books_line(payment.cents)
    expect(bank.allot(line, "suspense"), BankLineAllotted)
    expect(bank.allot(line, "payment", payment_id=payment.payment_id), BankLineAllotted)
    assert (bank.in_books(), bank.in_books("suspense")) == (0, 0)
    assert bank.explained() == bank.closing


def test_a_provider_pays_back_what_its_last_statement_says_that_it_owes() -> None:
    bank = AtTheBank()
    club = bank.desk.club
    season = club.sells(11_900)
    club.drawn()
    club.town.ask(CancelParticipation(participation_id=season))
    line, less = bank.books_line(4_760), bank.books_line(-4_760)
    to: dict[str, Any] = {"organisation_id": club.id, "year": 2026}
    assert code_of(bank.allot(line, "repayment", **to)) == "more_than_debt"
    assert club.drawn().carried_out_cents == -4_760
    assert code_of(bank.allot(bank.books_line(4_761), "repayment", **to)) == "more_than_debt"
    assert code_of(bank.allot(less, "repayment", **to)) == "more_than_debt"
    assert code_of(bank.allot(line, "repayment")) == "provider_unknown"
    [posted] = expect(bank.allot(line, "repayment", **to), BankLineAllotted).transfers
    assert (posted.debit.kind, posted.credit.organisation_id) == ("bank", club.id)
    [own] = club.rows(ProviderYear)
    assert own.carried_cents == 0
    assert bank.explained() == bank.closing
    club.sells(1_000)
    assert club.drawn().payable_cents == 400
    expect(bank.free(line), BankLineFreed)
    [own] = club.rows(ProviderYear)
    assert (own.carried_cents, bank.explained()) == (-4_760, bank.closing)


def came_in(bank: AtTheBank, cents: int) -> UUID:
    """Money of the drawing right that somebody recorded as come in."""
    came = {"source": "drawing_right", "part": "advance", "on": TODAY, "reference": "VO 1"}
    wish = RecordReceipt(year=2026, cents=cents, **came)
    return expect(bank.desk.by("an", wish), ReceiptRecorded).receipt_id


def test_a_line_proves_a_receipt_once_and_moves_it_to_the_account_of_the_payer() -> None:
    bank = AtTheBank()
    receipt, other = came_in(bank, 7_000), came_in(bank, 7_000)
    line, twin, less = bank.books_line(7_000), bank.books_line(7_000), bank.books_line(6_999)
    went_out = bank.books_line(-7_000)
    to = {"receipt_id": receipt}
    assert code_of(bank.allot(line, "receipt")) == "receipt_unknown"
    assert code_of(bank.allot(line, "receipt", receipt_id=an_id("none"))) == "receipt_unknown"
    for wrong in (less, went_out):
        assert code_of(bank.allot(wrong, "receipt", **to)) == "receipt_differs"
    expect(bank.allot(line, "suspense"), BankLineAllotted)
    moved = expect(bank.allot(line, "receipt", **to), BankLineAllotted).transfers
    assert [one.kind for one in moved] == ["reversal", "posted"]
    assert (moved[1].debit.entity_id, moved[1].credit.entity_id) == (bank.payer, None)
    assert (bank.in_books(), bank.in_books("suspense")) == (7_000, 0)
    assert bank.explained() == bank.closing
    assert without_payer(bank) == 7_000
    assert code_of(bank.allot(line, "receipt", receipt_id=other)) == "bank_line_allotted"
    assert code_of(bank.allot(twin, "receipt", **to)) == "receipt_at_bank"
    expect(bank.allot(twin, "receipt", receipt_id=other), BankLineAllotted)
    assert (without_payer(bank), bank.explained()) == (0, bank.closing)


def test_a_receipt_is_taken_back_only_once_its_line_is_free() -> None:
    bank = AtTheBank()
    receipt, line = came_in(bank, 7_000), bank.books_line(7_000)
    expect(bank.allot(line, "receipt", receipt_id=receipt), BankLineAllotted)
    wrong = TakeReceiptBack(receipt_id=receipt)
    assert code_of(bank.desk.by("an", wrong)) == "receipt_at_bank"
    expect(bank.free(line), BankLineFreed)
    assert (bank.in_books(), without_payer(bank), bank.explained()) == (0, 7_000, bank.closing)
    expect(bank.allot(line, "receipt", receipt_id=receipt), BankLineAllotted)
    expect(bank.free(line), BankLineFreed)
    expect(bank.desk.by("an", wrong), ReceiptTakenBack)
    assert code_of(bank.allot(line, "receipt", receipt_id=receipt)) == "receipt_taken_back"
    assert without_payer(bank) == 0
    bank.town.driver.check_folds()


def without_payer(bank: AtTheBank) -> int:
    """What the books say there is at the bank, on the account that names no payer, in cents."""
    rows = [one for one in bank.desk.accounts() if one.kind == "bank" and one.entity_id is None]
    return -sum(one.balance_cents for one in rows)


class Bank(RuleBasedStateMachine):
    """Whatever the bank books and persons say: its balance is that of the books, explained."""

    @initialize()
    def opens(self) -> None:
        self.bank = AtTheBank()
        self.sent: dict[UUID, int] = {}
        self.done: dict[UUID, int] = {}

    @rule(cents=st.integers(-3_000, 3_000).filter(bool), again=st.booleans())
    def books(self, cents: int, again: bool) -> None:
        own = self.bank.books_line(cents)
        if again:
            line = BankLineTold(line_id=own, on=TODAY, cents=cents)
            assert expect(self.bank.take(line), BankLinesTaken).lines == ()

    @rule(tens=st.integers(1, 8), line=st.sampled_from((-1, 0, 1)))
    def sends(self, tens: int, line: int) -> None:
        """A payment; the bank may book something of the same amount besides."""
        payment = self.bank.sent(tens * 1_000)
        self.sent[payment.payment_id] = payment.cents
        if line:
            self.bank.books_line(line * payment.cents)

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), executed=st.booleans())
    def the_bank_says(self, data: st.DataObject, executed: bool) -> None:
        own = data.draw(st.sampled_from(sorted(self.sent)))
        cents = self.sent.pop(own)
        if executed:
            wish = RecordPaymentExecuted(payment_id=own, on=TODAY)
            expect(self.bank.desk.by("an", wish), PaymentExecuted)
            self.bank.closing -= cents
            self.done[own] = cents
        else:
            self._comes_back(own)

    def _comes_back(self, own: UUID) -> None:
        wish = RecordPaymentBounced(payment_id=own, reason="returned")
        expect(self.bank.desk.by("an", wish), PaymentBounced)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def gives_back(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(sorted(self.done)))
        self.bank.closing += self.done.pop(own)
        self._comes_back(own)

    @precondition(lambda self: self.bank.lines())
    @rule(data=st.data(), was=st.sampled_from(("suspense", "not_ours", "payment")))
    def allots(self, data: st.DataObject, was: str) -> None:
        own = data.draw(st.sampled_from(sorted(self.bank.lines())))
        payments = sorted([*self.sent, *self.done]) if was == "payment" else []
        more = {"payment_id": data.draw(st.sampled_from(payments))} if payments else {}
        done = self.bank.allot(UUID(own), was, **more)
        if isinstance(done, BankLineAllotted) and done.payment_id is not None:
            cents = self.sent.pop(done.payment_id, None)
            if cents is not None:
                self.done[done.payment_id] = cents
            else:
                del self.done[done.payment_id]

    @precondition(lambda self: self.bank.lines())
    @rule(data=st.data())
    def takes_back(self, data: st.DataObject) -> None:
        self.bank.free(UUID(data.draw(st.sampled_from(sorted(self.bank.lines())))))

    @invariant()
    def what_the_bank_says_is_explained(self) -> None:
        if hasattr(self, "bank"):
            assert self.bank.explained() == self.bank.closing
            assert sum(row.balance_cents for row in self.bank.desk.accounts()) == 0

    @invariant()
    def suspense_is_what_lies_there(self) -> None:
        if hasattr(self, "bank"):
            lies = [one.cents for one in self.bank.lines().values() if one.target == "suspense"]
            assert -self.bank.in_books("suspense") == sum(lies)

    @invariant()
    def rows_are_the_fold(self) -> None:
        if hasattr(self, "bank"):
            self.bank.town.driver.check_folds()


TestBank = Bank.TestCase
TestBank.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
