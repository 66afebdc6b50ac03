"""The order that a payment file gives: fixed by the run, and valid at any bank. Pure."""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.budget.contracts.bank import pain001
from services.budget.contracts.bank.bank_days import is_bank_day
from services.gateway.domain.payment_orders import (
    AccountSince,
    ApprovedRun,
    Outgoing,
    Payer,
    account_then,
    order_of,
)
from tests.kit.bank_files import ACCOUNT, CLUB, MEDIATOR

RUN = UUID("5f0c1d1e-3b1f-5b0e-9f67-0a1b2c3d4e5f")
NAMES = {"p": pain001.NAMESPACE}
SCHEMA = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
APPROVED = datetime(2025, 9, 24, 14, 5, 33, 120000, tzinfo=UTC)


def a_run(execution_on: date = date(2025, 9, 25), at: datetime = APPROVED) -> ApprovedRun:
    payer = Payer(name="Gemeente Heist-op-den-Berg", kbo="0207437468", iban=ACCOUNT)
    return ApprovedRun(
        id=RUN, network="Heist", payer=payer, execution_on=execution_on, approved_at=at
    )


def a_payment(number: int, cents: int = 18_800) -> Outgoing:
    return Outgoing(
        payment=uuid5(RUN, str(number)),
        cents=cents,
        reference=f"2025-{number:04d}",
        first_day=date(2025, 9, 1),
        last_day=date(2025, 9, 30),
        name="Schuldbemiddelaar Peeters & Cö",
        iban=MEDIATOR if number % 2 else CLUB,
    )


def test_a_file_names_the_run_its_payments_and_what_they_settle_and_is_valid() -> None:
    root = etree.fromstring(pain001.write(order_of(a_run(), [a_payment(1), a_payment(2, 240)])))
    etree.XMLSchema(etree.fromstring(SCHEMA.read_bytes())).assertValid(root)
    assert root.findtext(".//p:GrpHdr/p:MsgId", namespaces=NAMES) == RUN.hex
    found = [one.text for one in root.iterfind(".//p:EndToEndId", NAMES)]
    assert found == [uuid5(RUN, "1").hex, uuid5(RUN, "2").hex]
    texts = [one.text for one in root.iterfind(".//p:Ustrd", NAMES)]
    assert texts[0] == "Heist afrekening 2025-0001 periode 01/09/2025-30/09/2025"
    assert root.findtext(".//p:DbtrAcct/p:Id/p:IBAN", namespaces=NAMES) == ACCOUNT
    assert root.findtext(".//p:CtrlSum", namespaces=NAMES) == "190.40"
    assert root.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=NAMES) == "2025-09-25"


@given(
    on=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    late=st.integers(-20, 20),
    second=st.integers(0, 86_399),
)
def test_whenever_a_run_is_approved_its_file_can_be_written_and_is_the_same(
    on: date, late: int, second: int
) -> None:
    at = datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(days=late, seconds=second)
    run = a_run(on, at)
    written = pain001.write(order_of(run, [a_payment(1)]))
    assert pain001.write(order_of(run, [a_payment(1)])) == written
    day = order_of(run, [a_payment(1)]).execution_day
    assert day >= on
    assert is_bank_day(day)


@pytest.mark.parametrize(
    ("days", "chosen"), [((-2, -1, 1), "-1"), ((-1,), "-1"), ((1, 3), "1"), ((), None), ((0,), "0")]
)
def test_a_holder_is_paid_to_what_was_hers_when_the_run_was_approved(
    days: tuple[int, ...], chosen: str | None
) -> None:
    known = [AccountSince(APPROVED + timedelta(days=one), str(one)) for one in days]
    found = account_then(known[::-1], APPROVED)
    assert (None if found is None else found.sealed) == chosen
