"""The accounts of providers: two persons, two ways, and days in which a change can be stopped."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    ConfirmPayeeAccount,
    ProposePayeeAccount,
    ProposePaymentRun,
    RecordPayeeNotice,
    SetCoolingOff,
    SetPayerAccount,
    StopPayeeAccount,
)
from services.budget.contracts.events import (
    CoolingOffSet,
    PayeeAccountConfirmed,
    PayeeAccountProposed,
    PayeeAccountStopped,
    PayeeNoticeRecorded,
    PayerAccountSet,
    PaymentRunApproved,
    PaymentRunProposed,
)
from services.budget.domain.payee_account import Payee
from tests.budget.test_payment import TODAY, Desk
from tests.kit.town import an_id, code_of, expect

MONDAY = date(2026, 10, 5)
SEALED = "c2VhbGVk"


class Accounts:
    """A finance desk that keeps the accounts of one club."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.club = self.desk.club.id
        self.on(MONDAY)

    def on(self, day: date) -> None:
        """It is noon of that day."""
        self.desk.town.at(datetime(day.year, day.month, day.day, 11, tzinfo=UTC))

    def propose(self, who: str = "an", way: Any = "mail", **more: Any) -> Any:
        """The outcome of noting an account of the club."""
        asked = {"organisation_id": self.club, "account_sealed": SEALED, "heard_through": way}
        return self.desk.by(who, ProposePayeeAccount(**{**asked, **more}))

    def confirm(self, account: UUID, who: str = "bo", way: Any = "phone") -> Any:
        """The outcome of confirming one."""
        wish = {"payee_account_id": account, "confirmed_through": way, "note_sealed": SEALED}
        return self.desk.by(who, ConfirmPayeeAccount(**wish))

    def stop(self, account: UUID) -> Any:
        """The outcome of stopping one."""
        return self.desk.by("an", StopPayeeAccount(payee_account_id=account, stopped_for="doubt"))

    def proposed(self) -> UUID:
        """A new account."""
        return expect(self.propose(), PayeeAccountProposed).payee_account_id

    def confirmed(self) -> PayeeAccountConfirmed:
        """A new account that another person confirmed."""
        return expect(self.confirm(self.proposed()), PayeeAccountConfirmed)

    def paid_to(self, day: date) -> str | None:
        """The account that is paid to on a day."""
        rows = self.desk.town.driver.all_rows("budget", self.desk.town.stream, Payee)
        return next((row.account_on(day) for row in rows), None)


def test_an_account_needs_a_second_person_and_a_second_way() -> None:
    books = Accounts()
    own = books.proposed()
    assert books.paid_to(MONDAY) is None
    assert code_of(books.propose()) == "payee_account_pending"
    assert code_of(books.confirm(own, who="an")) == "maker_cannot_approve"
    assert code_of(books.confirm(own, way="mail")) == "same_channel"
    done = expect(books.confirm(own), PayeeAccountConfirmed)
    assert (done.active_from, done.replaces) == (MONDAY, None)
    assert books.paid_to(MONDAY) == str(own)
    assert code_of(books.confirm(own)) == "payee_account_confirmed"
    assert code_of(books.confirm(an_id("none"))) == "payee_account_unknown"
    assert code_of(books.propose(organisation_id=an_id("none"))) == "provider_unknown"


def test_a_changed_account_waits_and_the_old_contact_is_told() -> None:
    books = Accounts()
    first = books.confirmed().payee_account_id
    second = books.confirmed()
    assert (second.active_from, second.replaces) == (MONDAY + timedelta(days=7), first)
    assert books.paid_to(MONDAY + timedelta(days=6)) == str(first)
    assert books.paid_to(MONDAY + timedelta(days=7)) == str(second.payee_account_id)
    told = RecordPayeeNotice(
        payee_account_id=second.payee_account_id, notified_through="post", notified_on=MONDAY
    )
    late = told.model_copy(update={"notified_on": MONDAY + timedelta(days=1)})
    assert code_of(books.desk.by("an", late)) == "day_out_of_range"
    expect(books.desk.by("an", told), PayeeNoticeRecorded)
    assert code_of(books.desk.by("an", told)) == "notice_not_due"
    of_first = told.model_copy(update={"payee_account_id": first})
    assert code_of(books.desk.by("an", of_first)) == "notice_not_due"


def test_what_is_stopped_while_it_waits_leaves_the_old_account() -> None:
    books = Accounts()
    first = books.confirmed().payee_account_id
    second = books.confirmed().payee_account_id
    expect(books.stop(second), PayeeAccountStopped)
    assert code_of(books.stop(second)) == "payee_account_stopped"
    assert code_of(books.confirm(second)) == "payee_account_stopped"
    assert books.paid_to(MONDAY + timedelta(days=30)) == str(first)


def test_what_is_stopped_once_it_came_leaves_none() -> None:
    books = Accounts()
    books.confirmed()
    second = books.confirmed()
    books.on(second.active_from)
    expect(books.stop(second.payee_account_id), PayeeAccountStopped)
    assert books.paid_to(second.active_from) is None
    third = books.confirmed()
    assert third.active_from == second.active_from + timedelta(days=7)
    assert third.replaces is None


@pytest.mark.parametrize("days", [-1, 61])
def test_days_to_wait_have_a_bound(days: int) -> None:
    assert code_of(Accounts().desk.by("an", SetCoolingOff(days=days))) == "days_invalid"


@given(days=st.integers(0, 60))
def test_a_network_says_how_long_a_change_waits(days: int) -> None:
    books = Accounts()
    expect(books.desk.by("an", SetCoolingOff(days=days)), CoolingOffSet)
    books.confirmed()
    second = books.confirmed()
    assert second.active_from == MONDAY + timedelta(days=days)
    assert books.paid_to(second.active_from) == str(second.payee_account_id)
    assert days == 0 or books.paid_to(second.active_from - timedelta(days=1)) != str(
        second.payee_account_id
    )


@given(steps=st.lists(st.sampled_from(["propose", "confirm", "stop", "wait"]), max_size=12))
def test_nothing_is_ever_paid_to_what_is_not_confirmed_or_is_stopped(steps: list[str]) -> None:
    books, day = Accounts(), MONDAY
    known: dict[str, tuple[str, date | None]] = {}
    latest = an_id("none")
    for step in steps:
        if step == "wait":
            day += timedelta(days=4)
            books.on(day)
        elif step == "propose":
            said = books.propose()
            if isinstance(said, PayeeAccountProposed):
                latest = said.payee_account_id
                known[str(latest)] = ("proposed", None)
        elif step == "confirm":
            confirmed = books.confirm(latest)
            if isinstance(confirmed, PayeeAccountConfirmed):
                known[str(latest)] = ("confirmed", confirmed.active_from)
        elif isinstance(books.stop(latest), PayeeAccountStopped):
            known[str(latest)] = ("stopped", None)
        paid_to = books.paid_to(day)
        if paid_to is not None:
            status, since = known[paid_to]
            assert status == "confirmed"
            assert since is not None
            assert since <= day


# -- paying to it -----------------------------------------------------------------------------


def a_payer(books: Accounts) -> UUID:
    """The network pays from an account."""
    wish = SetPayerAccount(name="Stad", kbo="0207437468", iban="BE62510007547061")
    return expect(books.desk.by("an", wish), PayerAccountSet).payer_id


def test_a_run_for_the_bank_goes_to_the_account_that_is_active() -> None:
    books = Accounts()
    payer = a_payer(books)
    books.on(TODAY)
    item = books.desk.an_item()
    run = ProposePaymentRun(item_ids=(item,), execution_on=TODAY, payer_id=payer)
    assert code_of(books.desk.by("an", run)) == "no_payee_account"
    own = books.proposed()
    assert code_of(books.desk.by("an", run)) == "no_payee_account"
    expect(books.confirm(own), PayeeAccountConfirmed)
    unknown = run.model_copy(update={"payer_id": an_id("none")})
    assert code_of(books.desk.by("an", unknown)) == "payer_unknown"
    done = expect(books.desk.by("an", run), PaymentRunProposed)
    assert done.payer is not None
    assert (done.payer.iban, done.payer.kbo) == ("BE62510007547061", "0207437468")
    assert done.payments[0].payee_account_id == own

    expect(books.stop(own), PayeeAccountStopped)
    approve = ApprovePaymentRun(run_id=done.run_id)
    assert code_of(books.desk.by("bo", approve)) == "no_payee_account"


def test_a_run_for_the_accounting_package_asks_for_no_account() -> None:
    books = Accounts()
    books.on(TODAY)
    item = books.desk.an_item()
    done = expect(books.desk.propose(item), PaymentRunProposed)
    assert (done.payer, done.payments[0].payee_account_id) == (None, None)
    expect(books.desk.by("bo", ApprovePaymentRun(run_id=done.run_id)), PaymentRunApproved)


def test_a_run_is_for_a_day_on_which_banks_execute() -> None:
    books = Accounts()
    books.on(TODAY)
    item = books.desk.an_item()
    new_year = ProposePaymentRun(item_ids=(item,), execution_on=date(2027, 1, 1))
    said = books.desk.by("an", new_year)
    assert code_of(said) == "not_a_bank_day"
    assert said.facts == {"next": "2027-01-04"}
