"""What is counted as spent, as transfers pass: every way there is between two accounts. Pure."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.events import SOURCE_KINDS, Account, Transfer
from services.gateway.views.spending import spent_by

ENVELOPE = uuid4()


def an_account(kind: str, **more: Any) -> Account:
    return Account(account_id=uuid4(), kind=kind, year=2026, **more)


def a_transfer(debit: Account, credit: Account, kind: Any = "posted", cents: int = 700) -> Transfer:
    return Transfer(transfer_id=uuid4(), kind=kind, debit=debit, credit=credit, cents=cents)


def counted(debit: Account, credit: Account, kind: str = "posted") -> list[tuple[str, int]]:
    found = spent_by([a_transfer(debit, credit, kind)])
    return [(one.account.kind, one.cents) for one in found]


RIGHT = an_account("drawing_right", envelope_id=ENVELOPE)
OWN = an_account("own_contribution")
PAYABLE, BANK = an_account("payable"), an_account("bank")
OUTSIDE, UNCOVERED = an_account("external"), an_account("uncovered")
PAID_ALREADY = an_account("external", envelope_id=ENVELOPE)
NEXT_YEAR = Account(account_id=uuid4(), kind="own_contribution", year=2027)


@pytest.mark.parametrize(
    ("debit", "credit", "kind", "expected"),
    [
        (RIGHT, PAYABLE, "posted", [("drawing_right", 700)]),
        (RIGHT, PAYABLE, "taken", [("drawing_right", 700)]),
        (PAYABLE, RIGHT, "reversal", [("drawing_right", -700)]),
        (RIGHT, PAID_ALREADY, "posted", [("drawing_right", 700)]),
        (PAID_ALREADY, RIGHT, "reversal", [("drawing_right", -700)]),
        (UNCOVERED, PAYABLE, "posted", [("uncovered", 700)]),
        (OWN, UNCOVERED, "posted", [("own_contribution", 700), ("uncovered", -700)]),
        (OWN, RIGHT, "posted", [("own_contribution", 700), ("drawing_right", -700)]),
        (RIGHT, PAYABLE, "held", []),
        (RIGHT, PAYABLE, "released", []),
        (OUTSIDE, RIGHT, "posted", []),
        (RIGHT, OUTSIDE, "posted", []),
        (OWN, an_account("own_contribution", envelope_id=ENVELOPE), "posted", []),
        (OWN, NEXT_YEAR, "posted", []),
        (PAYABLE, BANK, "posted", []),
        (PAYABLE, an_account("suspense"), "posted", []),
        (an_account("clearing"), PAYABLE, "posted", []),
    ],
)
def test_what_counts_as_spent(
    debit: Account, credit: Account, kind: str, expected: list[tuple[str, int]]
) -> None:
    assert counted(debit, credit, kind) == expected


@given(st.lists(st.tuples(st.sampled_from(SOURCE_KINDS), st.integers(1, 10**9)), max_size=8))
def test_what_is_reversed_counts_for_nothing(paid: list[tuple[str, int]]) -> None:
    sides = [(an_account(kind), cents) for kind, cents in paid]
    there = [a_transfer(side, PAYABLE, cents=cents) for side, cents in sides]
    back = [a_transfer(PAYABLE, side, "reversal", cents) for side, cents in sides]
    assert sum(one.cents for one in spent_by(there)) == sum(cents for _, cents in paid)
    assert sum(one.cents for one in spent_by([*there, *back])) == 0
