"""Money that is no card: charged to an envelope, in part for a mixed group, and back. Pure."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import PayBeside, ReverseExpense
from services.budget.contracts.events import ExpenseBooked, ExpenseReversed, PaidBeside
from services.budget.domain.expense import target_share
from services.budget.domain.payable import PayableItem
from tests.kit.town import an_id, code_of, expect
from tests.kit.treasury import sold
from tests.kit.year_end import YearEnd


def item_of(books: YearEnd, expense: Any) -> PayableItem:
    """What can be paid of an expense."""
    return books.town.driver.row("budget", books.town.stream, PayableItem, expense.expense_id)


def test_only_the_target_groups_share_of_a_mixed_group_is_charged() -> None:
    """Of 20 people 6 are of the target group (domain.md 1.5): 6/20 of 500.00 is 150.00."""
    books = YearEnd()
    envelope = books.filled("Uitstap", 50_000, category="support")
    done = expect(
        books.expense(envelope, 50_000, head_count=20, target_count=6, kind="event"), ExpenseBooked
    )
    assert (done.cents, done.charged_cents) == (50_000, 15_000)
    assert sum(one.cents for one in done.transfers) == 15_000
    assert books.free(envelope) == 35_000


def test_an_invoice_of_a_partner_can_be_paid_once_and_then_not_taken_back() -> None:
    books = YearEnd()
    club = books.town.a_provider("municipal_service")
    envelope = books.filled("Bus", 30_000)
    done = expect(books.expense(envelope, 12_000, organisation_id=club), ExpenseBooked)
    item = item_of(books, done)
    assert (item.kind, item.cents, item.reference, item.status) == (
        "expense",
        12_000,
        "F-1",
        "open",
    )
    paid = books.town.ask(PayBeside(item_id=done.expense_id, way="internal_booking"))
    expect(paid, PaidBeside)
    back = ReverseExpense(expense_id=done.expense_id)
    assert code_of(books.town.ask(back)) == "item_paid"


def test_what_was_paid_already_leaves_at_once_and_comes_back_whole() -> None:
    books = YearEnd()
    envelope = books.filled("Kermis", 64_000)
    done = expect(books.expense(envelope, 64_000, kind="event"), ExpenseBooked)
    assert {one.credit.kind for one in done.transfers} == {"external"}
    assert books.free(envelope) == 0
    back = ReverseExpense(expense_id=done.expense_id)
    expect(books.town.ask(back), ExpenseReversed)
    assert books.free(envelope) == 64_000
    assert code_of(books.town.ask(back)) == "expense_reversed"
    books.town.driver.check_folds()


def test_a_companion_ticket_is_tied_to_its_participation() -> None:
    books = YearEnd()
    envelope = books.filled("Begeleiding", 5_000)
    swim = sold(books.town, 4_000)
    done = expect(
        books.expense(envelope, 800, kind="companion", attached_to=swim.participation_id),
        ExpenseBooked,
    )
    assert done.attached_to == swim.participation_id
    unknown = books.expense(envelope, 800, kind="companion", attached_to=an_id("nobody"))
    assert code_of(unknown) == "participation_unknown"


def test_one_source_or_one_entity_pays_where_that_is_asked() -> None:
    books = YearEnd()
    envelope = books.filled("Toeleiding", 900_000)
    done = expect(books.expense(envelope, 100, source="own_contribution"), ExpenseBooked)
    assert [one.debit.kind for one in done.transfers] == ["own_contribution"]
    unknown = books.expense(envelope, 100, entity_id=an_id("entity"))
    assert code_of(unknown) == "legal_entity_unknown"


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"cents": 0}, "total_invalid", "cents"),
        ({"cents": 10_001}, "envelope_empty", None),
        ({"document": " "}, "document_invalid", "reference"),
        ({"head_count": 0}, "heads_invalid", "head_count"),
        ({"target_count": 3}, "heads_invalid", "target_count"),
        ({"head_count": 3, "target_count": 4}, "heads_invalid", "target_count"),
        ({"on": date(2027, 1, 1)}, "day_out_of_range", "on"),
        ({"on": date(2025, 12, 31)}, "day_out_of_range", "on"),
        ({"organisation_id": an_id("club")}, "provider_unknown", "organisation_id"),
    ],
)
def test_an_expense_that_cannot_be_is_refused_with_its_field(
    wish: dict[str, Any], code: str, field: str | None
) -> None:
    books = YearEnd()
    envelope = books.filled("Kaarten", 10_000)
    refused: Any = books.expense(envelope, wish.pop("cents", 100), **wish)
    assert (code_of(refused), refused.field) == (code, field)


@given(cents=st.integers(1, 10**9), heads=st.integers(1, 1_000), target=st.integers(1, 1_000))
def test_a_target_share_is_within_half_a_cent(cents: int, heads: int, target: int) -> None:
    target = min(target, heads)
    share = target_share(cents, target, heads)
    assert abs(share * heads - cents * target) * 2 <= heads
    assert target_share(cents, heads, heads) == cents
