"""What a file of the bank says of a run is noted whole, in its order, or not at all. Pure."""

from datetime import timedelta
from typing import Any

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    PaymentNews,
    ProposePaymentRun,
    RecordPaymentNews,
)
from services.budget.contracts.events import (
    PaymentBounced,
    PaymentExecuted,
    PaymentRunApproved,
    PaymentRunProposed,
)
from services.budget.domain.payment import PaymentRow
from tests.budget.test_payment import TODAY, Desk
from tests.kit.town import an_id, code_of, expect


class OneRun:
    """A run of three payments that was sent to the bank."""

    def __init__(self) -> None:
        self.desk = Desk()
        items = tuple(self.desk.an_item(cents) for cents in (10_000, 20_000, 30_000))
        wish = ProposePaymentRun(item_ids=items, execution_on=TODAY)
        self.run = expect(self.desk.by("an", wish), PaymentRunProposed)
        approved = ApprovePaymentRun(run_id=self.run.run_id)
        expect(self.desk.by("bo", approved), PaymentRunApproved)
        self.ids = [one.payment_id for one in self.run.payments]

    def note(self, *news: PaymentNews) -> Any:
        """The outcome of what a file says."""
        return self.desk.by("an", RecordPaymentNews(run_id=self.run.run_id, news=news))

    def statuses(self) -> list[str]:
        """Those of the payments, in the order of the run."""
        rows = self.desk.town.driver.all_rows("budget", self.desk.town.stream, PaymentRow)
        by_id = {row.key: row.status for row in rows}
        return [by_id[str(one)] for one in self.ids]


def executed(payment: Any) -> PaymentNews:
    """The bank paid it today."""
    return PaymentNews(payment_id=payment, on=TODAY)


def back(payment: Any) -> PaymentNews:
    """It came back."""
    return PaymentNews(payment_id=payment, reason="account_closed")


def test_all_of_it_is_noted_and_what_came_back_after_it_left_is_open_again() -> None:
    one = OneRun()
    first, second, third = one.ids
    said = (executed(first), executed(second), back(second), back(third))
    expect(one.note(*said), PaymentBounced)
    assert one.statuses() == ["executed", "bounced", "bounced"]
    assert one.desk.balance("bank") == 4_000
    assert sorted(item.status for item in one.desk.items()) == ["open", "open", "paid"]
    one.desk.town.driver.check_folds()


def test_where_one_thing_cannot_be_nothing_is_noted() -> None:
    one = OneRun()
    first, second, third = one.ids
    expect(one.note(executed(first)), PaymentExecuted)
    tomorrow = PaymentNews(payment_id=second, on=TODAY + timedelta(days=1))
    for wrong, code in (
        (executed(first), "payment_executed"),
        (executed(an_id("none")), "payment_unknown"),
        (tomorrow, "day_out_of_range"),
    ):
        assert code_of(one.note(back(third), wrong)) == code
    assert code_of(one.note(back(second), back(second))) == "payment_bounced"
    assert code_of(one.note(executed(second), executed(second))) == "payment_executed"
    assert code_of(one.note()) == "list_invalid"
    assert one.statuses() == ["executed", "approved", "approved"]
    elsewhere = RecordPaymentNews(run_id=an_id("run"), news=(executed(second),))
    assert code_of(one.desk.by("an", elsewhere)) == "payment_unknown"
