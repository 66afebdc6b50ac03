"""Credit notes: part of a paid expense comes back, to the sources that paid it. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    CreditExpense,
    PayBeside,
    ProposePaymentRun,
    ReverseExpense,
)
from services.budget.contracts.events import (
    ExpenseBooked,
    ExpenseCredited,
    ExpenseReversed,
    FundingPart,
    PaidBeside,
    PaymentRunProposed,
)
from services.budget.domain.ledger import AccountRow
from services.budget.domain.payable import PayableItem
from tests.kit.town import an_id, code_of, expect
from tests.kit.year_end import FIFTEENTH, IN_DECEMBER, YearEnd

THIRDS = (
    FundingPart(weight=1, sources=("welfare_fund",)),
    FundingPart(weight=2, sources=("own_contribution",)),
)


class Supplier:
    """A bus company of the town, its invoices, and what it gives back."""

    def __init__(self) -> None:
        self.books = YearEnd()
        self.id = self.books.town.a_provider("municipal_service")
        self.envelope = self.books.filled("Bus", 100_000)

    def invoice(self, cents: int = 12_000, **more: Any) -> UUID:
        """An invoice that is owed to it."""
        given = {"organisation_id": self.id, **more}
        booked = self.books.expense(given.pop("envelope", self.envelope), cents, **given)
        return expect(booked, ExpenseBooked).expense_id

    def paid(self, cents: int = 12_000, **more: Any) -> UUID:
        """An invoice that was paid."""
        own = self.invoice(cents, **more)
        expect(self.books.town.ask(PayBeside(item_id=own, way="internal_booking")), PaidBeside)
        return own

    def credits(self, own: UUID, cents: int, **more: Any) -> Any:
        """The outcome of a credit note."""
        day = self.books.town.driver.now.date()
        given = {"on": day, "document": "CN-1", **more}
        return self.books.town.ask(CreditExpense(expense_id=own, cents=cents, **given))

    def owed(self) -> int:
        """What stands as payable to it, in cents."""
        rows = self.books.accounts()
        own = str(self.id)
        return sum(
            one.balance_cents for one in rows if (one.kind, one.organisation_id) == ("payable", own)
        )

    def item(self, own: UUID) -> PayableItem:
        """What can be paid of an invoice."""
        return self.books.town.driver.row("budget", self.books.town.stream, PayableItem, own)


def balances(rows: list[AccountRow], kind: str) -> int:
    """The balance of all accounts of a kind, in cents."""
    return sum(one.balance_cents for one in rows if one.kind == kind)


def test_what_came_in_at_the_bank_is_back_in_the_envelope() -> None:
    """Of 120.00 that was paid 20.00 comes back: the action cost 100.00."""
    bus = Supplier()
    own = bus.paid()
    event = expect(bus.credits(own, 2_000), ExpenseCredited)
    assert [(one.kind, one.cents) for one in event.transfers] == [
        ("reversal", 2_000),
        ("posted", 2_000),
    ]
    assert bus.books.free(bus.envelope) == 100_000 - 10_000
    assert bus.owed() == 0
    assert balances(bus.books.accounts(), "bank") == -2_000
    bus.books.town.driver.check_folds()


def test_what_is_set_off_is_paid_less_of_the_next_invoice() -> None:
    bus = Supplier()
    own, following = bus.paid(), bus.invoice(5_000, document="F-2")
    expect(bus.credits(own, 2_000, against=following), ExpenseCredited)
    assert (bus.item(following).cents, bus.owed()) == (3_000, 3_000)
    assert code_of(bus.credits(own, 3_001, against=following)) == "credit_too_high"
    back = ReverseExpense(expense_id=following)
    assert code_of(bus.books.town.ask(back)) == "expense_set_off"
    expect(bus.credits(own, 3_000, against=following), ExpenseCredited)
    assert (bus.item(following).status, bus.owed()) == ("withdrawn", 0)
    assert bus.books.free(bus.envelope) == 100_000 - 12_000 - 5_000 + 5_000
    bus.books.town.driver.check_folds()


def test_it_goes_back_to_the_sources_in_the_ratio_in_which_they_paid() -> None:
    bus = Supplier()
    bus.books.enter("welfare_fund", 50_000)
    envelope = bus.books.filled("Uitstap", 30_000, funding=THIRDS)
    own = bus.paid(9_001, envelope=envelope)
    event = expect(bus.credits(own, 1_000), ExpenseCredited)
    back = {one.credit.kind: one.cents for one in event.transfers if one.kind == "reversal"}
    assert back == {"welfare_fund": 333, "own_contribution": 667}


def test_an_expense_that_was_owed_to_nobody_comes_back_from_outside() -> None:
    bus = Supplier()
    own = bus.invoice(6_000, organisation_id=None)
    event = expect(bus.credits(own, 6_000), ExpenseCredited)
    assert [one.debit.kind for one in event.transfers] == ["external"]
    assert bus.books.free(bus.envelope) == 100_000
    assert code_of(bus.credits(own, 1)) == "credit_too_high"
    assert code_of(bus.books.town.ask(ReverseExpense(expense_id=own))) == "expense_reversed"


def test_what_is_taken_back_after_a_credit_note_is_what_was_left() -> None:
    bus = Supplier()
    own = bus.invoice(6_000, organisation_id=None)
    expect(bus.credits(own, 1_000), ExpenseCredited)
    back = expect(bus.books.town.ask(ReverseExpense(expense_id=own)), ExpenseReversed)
    assert [one.cents for one in back.transfers] == [5_000]
    assert bus.books.free(bus.envelope) == 100_000
    assert code_of(bus.credits(own, 1)) == "expense_reversed"
    bus.books.town.driver.check_folds()


def test_what_cannot_be_given_back_is_refused() -> None:
    bus = Supplier()
    own, open_one = bus.paid(), bus.invoice(document="F-2")
    another = Supplier.invoice(bus, organisation_id=bus.books.town.a_provider())
    assert code_of(bus.credits(an_id("none"), 1)) == "expense_unknown"
    assert code_of(bus.credits(open_one, 1)) == "expense_not_paid"
    assert code_of(bus.credits(own, 0)) == "credit_too_high"
    assert code_of(bus.credits(own, 12_001)) == "credit_too_high"
    assert code_of(bus.credits(own, 1, document=" ")) == "document_invalid"
    assert code_of(bus.credits(own, 1, on=date(2027, 1, 1))) == "day_out_of_range"
    assert code_of(bus.credits(own, 1, against=own)) == "item_unknown"
    assert code_of(bus.credits(own, 1, against=another)) == "item_unknown"
    assert code_of(bus.credits(own, 1, against=bus.paid())) == "item_paid"
    bus.books.town.driver.actor = "maker"
    run = ProposePaymentRun(item_ids=(open_one,), execution_on=date(2027, 1, 4))
    expect(bus.books.town.ask(run), PaymentRunProposed)
    assert code_of(bus.credits(own, 1, against=open_one)) == "item_in_run"
    assert code_of(bus.credits(open_one, 1)) == "item_in_run"


def test_a_locked_year_keeps_its_figures_and_the_present_one_has_the_money() -> None:
    """Paid in December, credited in January: the reversal goes on to the same source of 2027."""
    bus = Supplier()
    own = bus.paid()
    bus.books.locked()
    bus.books.town.at(FIFTEENTH)
    event = expect(bus.credits(own, 2_000), ExpenseCredited)
    assert [(one.kind, one.for_year, one.credit.year) for one in event.transfers] == [
        ("reversal", None, 2026),
        ("posted", 2026, 2027),
        ("posted", None, 2026),
    ]
    left = [one for one in bus.books.accounts() if one.year == 2026 and one.envelope_id]
    assert {one.balance_cents for one in left if one.kind == "drawing_right"} <= {0}
    bus.books.town.driver.check_folds()


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["invoice", "paid", "bare", "credits", "sets_off", "reverses"]),
            st.integers(0, 5),
            st.integers(1, 9_000),
        ),
        max_size=20,
    )
)
@settings(max_examples=60, deadline=None)
def test_after_any_order_sources_have_what_expenses_left_and_suppliers_what_is_open(
    steps: list[tuple[str, int, int]],
) -> None:
    bus, own = Supplier(), list[UUID]()
    spent = 0
    for what, first, cents in steps:
        chosen = own[first % len(own)] if own else an_id("none")
        if what in ("invoice", "paid", "bare") and spent + cents <= 100_000:
            more = {"organisation_id": None} if what == "bare" else {}
            own.append((bus.paid if what == "paid" else bus.invoice)(cents, **more))
            spent += cents
        elif what in ("credits", "sets_off"):
            against = own[(first + 1) % len(own)] if own and what == "sets_off" else None
            event = bus.credits(chosen, cents, against=against)
            spent -= cents if isinstance(event, ExpenseCredited) else 0
        elif what == "reverses":
            event = bus.books.town.ask(ReverseExpense(expense_id=chosen))
            if isinstance(event, ExpenseReversed):
                spent -= sum(one.cents for one in event.transfers)
    assert bus.books.free(bus.envelope) == 100_000 - spent
    items = bus.books.town.driver.all_rows("budget", bus.books.town.stream, PayableItem)
    assert bus.owed() == sum(one.cents for one in items if one.status == "open")
    assert sum(one.balance_cents for one in bus.books.accounts()) == 0
    assert bus.books.town.driver.now == IN_DECEMBER
    bus.books.town.driver.check_folds()
