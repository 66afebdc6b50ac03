"""Payments: two persons, each item once, and back when the bank gives it back. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    CancelPaymentRun,
    PayBeside,
    ProposePaymentRun,
    RecordPaymentBounced,
    RecordPaymentExecuted,
)
from services.budget.contracts.events import (
    PaidBeside,
    PaymentBounced,
    PaymentExecuted,
    PaymentRunApproved,
    PaymentRunCancelled,
    PaymentRunProposed,
)
from services.budget.domain.ledger import AccountRow
from services.budget.domain.payable import PayableItem
from tests.budget.test_statement import Club
from tests.kit.town import an_id, code_of, expect

TODAY = date(2026, 12, 31)


class Desk:
    """A finance desk of a town with one club, and who sits at it."""

    def __init__(self) -> None:
        self.club = Club()
        self.town = self.club.town

    def by(self, who: str, wish: Any) -> Any:
        """The outcome of what somebody asks."""
        self.town.driver.actor = who
        return self.town.ask(wish)

    def an_item(self, price_cents: int = 47_000) -> UUID:
        """A statement over one participation, 40% of its price."""
        self.club.sells(price_cents)
        return self.club.drawn().statement_id

    def propose(self, *items: UUID, who: str = "an") -> Any:
        """The outcome of proposing a run."""
        return self.by(who, ProposePaymentRun(item_ids=items, execution_on=TODAY))

    def paid(self, *items: UUID) -> PaymentRunProposed:
        """A run that was proposed by one and approved by another."""
        run = expect(self.propose(*items), PaymentRunProposed)
        expect(self.by("bo", ApprovePaymentRun(run_id=run.run_id)), PaymentRunApproved)
        return run

    def bounce(self, run: PaymentRunProposed) -> Any:
        """The outcome of noting that the run's first payment came back."""
        first = run.payments[0].payment_id
        return self.by("an", RecordPaymentBounced(payment_id=first, reason="account_closed"))

    def balance(self, kind: str) -> int:
        """The balance of all accounts of a kind, in cents."""
        return sum(row.balance_cents for row in self.accounts() if row.kind == kind)

    def accounts(self) -> list[AccountRow]:
        """All accounts."""
        return list(self.town.driver.all_rows("budget", self.town.stream, AccountRow))

    def items(self) -> list[PayableItem]:
        """All that could be paid."""
        return list(self.town.driver.all_rows("budget", self.town.stream, PayableItem))


def test_what_is_odd_and_not_judged_is_paid_only_where_it_is_said_why() -> None:
    desk = Desk()
    run = expect(desk.propose(desk.an_item()), PaymentRunProposed)
    wish = ApprovePaymentRun(run_id=run.run_id, open_findings=2)
    assert code_of(desk.by("bo", wish)) == "findings_open"
    said = wish.model_copy(update={"all_the_same": "explained"})
    done = expect(desk.by("bo", said), PaymentRunApproved)
    assert (done.approver, done.open_findings, done.all_the_same) == ("bo", 2, "explained")


def test_1_the_maker_cannot_approve_and_a_second_click_pays_nothing_more() -> None:
    """Story 1: 188.00 is paid once; it bounces, is payable again, and is paid."""
    desk = Desk()
    item = desk.an_item()
    run = expect(desk.propose(item), PaymentRunProposed)
    assert (run.number, run.payments[0].cents, desk.balance("bank")) == (1, 18_800, 0)
    assert code_of(desk.by("an", ApprovePaymentRun(run_id=run.run_id))) == "maker_cannot_approve"
    expect(desk.by("bo", ApprovePaymentRun(run_id=run.run_id)), PaymentRunApproved)
    assert code_of(desk.by("bo", ApprovePaymentRun(run_id=run.run_id))) == "run_approved"
    assert (desk.balance("bank"), desk.balance("payable")) == (18_800, 0)

    assert expect(desk.bounce(run), PaymentBounced).item_id == item
    assert (desk.balance("bank"), desk.balance("payable")) == (0, 18_800)
    assert code_of(desk.bounce(run)) == "payment_bounced"
    again = desk.paid(item)
    assert (again.payments[0].attempt, again.number) == (2, 2)
    assert again.payments[0].payment_id != run.payments[0].payment_id
    assert (desk.balance("bank"), desk.balance("payable")) == (18_800, 0)


def test_an_item_is_in_one_run_and_free_again_when_that_is_taken_back() -> None:
    desk = Desk()
    item = desk.an_item()
    run = expect(desk.propose(item), PaymentRunProposed)
    assert code_of(desk.propose(item)) == "item_in_run"
    expect(desk.by("an", CancelPaymentRun(run_id=run.run_id)), PaymentRunCancelled)
    assert code_of(desk.by("bo", ApprovePaymentRun(run_id=run.run_id))) == "run_cancelled"
    desk.paid(item)
    assert code_of(desk.propose(item)) == "item_paid"


def test_what_the_bank_executed_is_noted_and_can_still_come_back() -> None:
    desk = Desk()
    run = desk.paid(desk.an_item())
    said = RecordPaymentExecuted(payment_id=run.payments[0].payment_id, on=TODAY)
    expect(desk.by("an", said), PaymentExecuted)
    assert code_of(desk.by("an", said)) == "payment_executed"
    expect(desk.bounce(run), PaymentBounced)
    assert code_of(desk.by("an", said)) == "payment_bounced"


def test_a_service_of_the_municipality_is_paid_by_an_internal_booking() -> None:
    """Story 1: 38.00 for municipal swimming: no bank line."""
    desk = Desk()
    club = desk.an_item(9_500)
    booking = PayBeside(item_id=club, way="internal_booking")
    assert code_of(desk.by("an", booking)) == "no_municipal_service"
    desk.club.id = desk.town.a_provider("provider", "municipal_service", name="Zwembad")
    pool = desk.an_item(9_500)
    done = expect(desk.by("an", booking.model_copy(update={"item_id": pool})), PaidBeside)
    assert [(t.debit.kind, t.credit.kind, t.cents) for t in done.transfers] == [
        ("payable", "external", 3_800)
    ]
    expect(desk.by("an", PayBeside(item_id=club, way="cash")), PaidBeside)
    assert code_of(desk.propose(pool)) == "item_paid"
    assert (desk.balance("bank"), desk.balance("payable")) == (0, 0)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (ProposePaymentRun(item_ids=(), execution_on=TODAY), "list_invalid"),
        (ProposePaymentRun(item_ids=(an_id("no"),), execution_on=TODAY), "item_unknown"),
        (
            ProposePaymentRun(item_ids=(an_id("no"),), execution_on=date(2026, 12, 30)),
            "day_out_of_range",
        ),
        (ApprovePaymentRun(run_id=an_id("no")), "run_unknown"),
        (RecordPaymentExecuted(payment_id=an_id("no"), on=TODAY), "payment_unknown"),
    ],
)
def test_what_is_not_there_cannot_be_paid(wish: Any, code: str) -> None:
    assert code_of(Desk().by("an", wish)) == code


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("item", "propose", "approve", "cancel", "bounce", "cash", "executed")),
        st.integers(0, 5),
        st.sampled_from(("an", "bo")),
    ),
    max_size=30,
)


@given(steps=STEPS)
@settings(max_examples=80, deadline=None)
def test_in_any_order_every_item_is_paid_at_most_once(steps: list[tuple[str, int, str]]) -> None:
    desk, runs = Desk(), list[PaymentRunProposed]()
    desk.town.at(datetime(2026, 12, 31, 12, tzinfo=UTC))
    for what, place, who in steps:
        items = [UUID(one.key) for one in desk.items()]
        item = items[place % len(items)] if items else an_id("no")
        run = runs[place % len(runs)] if runs else None
        match what:
            case "item":
                desk.an_item(1_000 + place)
            case "propose":
                done = desk.propose(item, who=who)
                runs += [done] if isinstance(done, PaymentRunProposed) else []
            case "cash":
                desk.by(who, PayBeside(item_id=item, way="cash"))
            case _ if run is not None:
                payment = run.payments[0].payment_id
                desk.by(
                    who,
                    {
                        "approve": ApprovePaymentRun(run_id=run.run_id),
                        "cancel": CancelPaymentRun(run_id=run.run_id),
                        "bounce": RecordPaymentBounced(payment_id=payment, reason="other"),
                        "executed": RecordPaymentExecuted(payment_id=payment, on=TODAY),
                    }[what],
                )
    left = sum(one.cents for one in desk.items() if one.status in ("open", "in_run"))
    in_runs = sum(one.cents for one in desk.items() if one.status == "in_run")
    assert desk.balance("payable") == left
    assert sum(row.held_debit_cents for row in desk.accounts() if row.kind == "payable") == in_runs
    assert sum(row.balance_cents for row in desk.accounts()) == 0
    desk.town.driver.check_folds()
