"""Double entry in cents: what each kind of transfer does to both its accounts. Pure."""

import pytest

from services.budget.contracts.events import Account, Transfer
from services.budget.domain.ledger import EFFECTS, AccountRow, TransferKind, account, booked
from services.kernel.state import WholeState
from tests.kit.town import an_id

SOURCE = account(stream="n", kind="drawing_right", year=2026)
PAYABLE = account(stream="n", kind="payable", year=2026, organisation=str(an_id("club")))


def a_transfer(kind: TransferKind, cents: int, debit: Account, credit: Account) -> Transfer:
    return Transfer(
        transfer_id=an_id(f"{kind}:{cents}:{debit.kind}"),
        kind=kind,
        debit=debit,
        credit=credit,
        cents=cents,
    )


def after(*transfers: Transfer) -> tuple[AccountRow, AccountRow]:
    """The source and what is payable, after these transfers in order."""
    state = WholeState()
    for transfer in transfers:
        state.apply(list(booked([transfer], state)))
    source = state.get(AccountRow, SOURCE.account_id)
    payable = state.get(AccountRow, PAYABLE.account_id)
    assert source is not None
    assert payable is not None
    return source, payable


def test_an_account_has_the_same_id_wherever_it_is_needed() -> None:
    assert account(stream="n", kind="drawing_right", year=2026) == SOURCE
    others = [
        account(stream="m", kind="drawing_right", year=2026),
        account(stream="n", kind="own_contribution", year=2026),
        account(stream="n", kind="drawing_right", year=2027),
        PAYABLE,
    ]
    assert len({SOURCE.account_id, *(other.account_id for other in others)}) == 5


def test_what_is_posted_is_gone_from_one_and_there_on_the_other() -> None:
    source, payable = after(a_transfer("posted", 100, SOURCE, PAYABLE))
    assert (source.balance_cents, payable.balance_cents) == (-100, 100)


def test_what_is_held_stays_on_the_balance_but_is_not_available() -> None:
    source, payable = after(a_transfer("held", 100, SOURCE, PAYABLE))
    assert (source.balance_cents, source.available_cents) == (0, -100)
    assert (payable.balance_cents, payable.available_cents) == (0, 0)


def test_what_is_held_and_taken_is_as_if_posted_at_once() -> None:
    held = a_transfer("held", 100, SOURCE, PAYABLE)
    taken = a_transfer("taken", 100, SOURCE, PAYABLE)
    assert after(held, taken) == after(a_transfer("posted", 100, SOURCE, PAYABLE))


def test_what_is_held_and_released_leaves_no_trace_on_the_sums() -> None:
    held = a_transfer("held", 100, SOURCE, PAYABLE)
    for row in after(held, a_transfer("released", 100, SOURCE, PAYABLE)):
        sums = row.posted_debit_cents, row.posted_credit_cents
        assert (*sums, row.held_debit_cents, row.held_credit_cents) == (0, 0, 0, 0)


def test_a_reversal_moves_it_back_as_a_transfer_of_its_own() -> None:
    there = a_transfer("posted", 100, SOURCE, PAYABLE)
    source, payable = after(there, a_transfer("reversal", 100, PAYABLE, SOURCE))
    assert (source.balance_cents, payable.balance_cents) == (0, 0)
    assert (source.posted_debit_cents, source.posted_credit_cents) == (100, 100)


def test_two_transfers_of_one_event_on_the_same_account_both_count() -> None:
    other = account(stream="n", kind="own_contribution", year=2026)
    state = WholeState()
    both = [a_transfer("posted", 100, SOURCE, PAYABLE), a_transfer("posted", 50, other, PAYABLE)]
    state.apply(list(booked(both, state)))
    payable = state.get(AccountRow, PAYABLE.account_id)
    assert payable is not None
    assert payable.balance_cents == 150


@pytest.mark.parametrize("kind", sorted(EFFECTS))
def test_every_kind_of_transfer_adds_the_same_on_both_sides(kind: TransferKind) -> None:
    source, payable = after(a_transfer(kind, 100, SOURCE, PAYABLE))
    assert source.posted_debit_cents == payable.posted_credit_cents
    assert source.held_debit_cents == payable.held_credit_cents
