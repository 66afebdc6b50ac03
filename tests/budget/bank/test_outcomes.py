"""A statement proves what it says to the cent; anything less is left to a person."""

from collections.abc import Sequence
from datetime import date
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank.camt053 import read_statements
from services.budget.contracts.bank.characters import is_identifier
from services.budget.contracts.bank.outcomes import (
    BounceReason,
    Outcome,
    Paid,
    Returned,
    SentLine,
    Unclear,
    bounce_reason,
    end_to_end_id,
    proven,
)
from services.budget.contracts.commands.payments import RecordPaymentBounced
from tests.kit.bank_files import Booking, Part, statement

DAY = date(2016, 9, 20)
SENT = [SentLine("A1", 18_800), SentLine("A2", 3_500)]


def said(*bookings: Booking) -> tuple[Outcome, ...]:
    return proven(read_statements(statement(bookings)), "RUN-1", SENT)


def test_a_batch_with_its_parts_pays_each() -> None:
    batch = Booking(-22_300, [Part(18_800, "A1"), Part(3_500, "A2")], "RUN-1", 2)
    assert said(batch) == (Paid("A1", DAY), Paid("A2", DAY))


def test_a_batch_as_one_sum_pays_all_of_them_or_none() -> None:
    assert said(Booking(-22_300, batch_id="RUN-1")) == (Paid("A1", DAY), Paid("A2", DAY))
    assert said(Booking(-18_800, batch_id="RUN-1")) == (Unclear(None, DAY, -18_800),)
    assert said(Booking(-22_300, batch_id="RUN-2")) == ()
    back = Booking(22_300, batch_id="RUN-1", is_reversal=True)
    assert said(back) == (Returned("A1", DAY, None), Returned("A2", DAY, None))


def test_a_payment_booked_on_its_own_is_found_by_its_reference() -> None:
    assert said(Booking(-3_500, [Part(3_500, "A2")])) == (Paid("A2", DAY),)


def test_a_payment_that_bounced_says_why() -> None:
    out = Booking(-18_800, [Part(18_800, "A1")])
    back = Booking(18_800, [Part(18_800, "A1", reason="AC04")], returned=True)
    paid, returned = said(out, back)
    assert paid == Paid("A1", DAY)
    assert isinstance(returned, Returned)
    assert (returned.code, returned.reason) == ("AC04", "account_closed")


def test_what_comes_back_less_a_cost_is_left_to_a_person() -> None:
    back = Booking(18_300, [Part(18_300, "A1", reason="AC04")], returned=True)
    assert said(back) == (Unclear("A1", DAY, 18_300),)


def test_what_is_not_ours_is_passed_over() -> None:
    others = [Booking(-18_800, [Part(18_800, None)]), Booking(5, [Part(5, "Z9")]), Booking(-18_800)]
    assert said(*others) == ()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("AC01", "account_unknown"),
        ("AC04", "account_closed"),
        ("AC06", "refused_by_bank"),
        ("FOCR", "returned"),
        ("XX99", "other"),
    ],
)
def test_a_banks_code_comes_to_a_reason_of_the_ledger(code: str, reason: str) -> None:
    assert bounce_reason(code) == reason


def test_the_reasons_are_those_that_the_ledger_takes() -> None:
    wanted = get_args(RecordPaymentBounced.model_fields["reason"].annotation)
    assert get_args(BounceReason) == wanted


@given(st.uuids())
def test_a_payments_reference_passes_every_bank(payment_id: UUID) -> None:
    assert is_identifier(end_to_end_id(payment_id), 35)
    assert UUID(end_to_end_id(payment_id)) == payment_id


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.data())
def test_each_payment_is_proven_once_however_the_bank_groups_them(
    amounts: Sequence[int], data: st.DataObject
) -> None:
    sent = [SentLine(f"A{place}", cents) for place, cents in enumerate(amounts)]
    cut = data.draw(st.integers(0, len(sent)))
    groups = [group for group in (sent[:cut], sent[cut:]) if group]
    bookings = [
        Booking(
            -sum(line.cents for line in group),
            [Part(line.cents, line.end_to_end_id) for line in group],
            "RUN-1",
            len(group),
        )
        for group in groups
    ]
    found = proven(read_statements(statement(bookings)), "RUN-1", sent)
    assert found == tuple(Paid(line.end_to_end_id, DAY) for line in sent)
