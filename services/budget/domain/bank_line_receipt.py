"""A bank line that proves a receipt: of a source, of what another network or a holder owed, or by
a credit note. Pure.

Who records a receipt does not say on which account at the bank it came, so it is booked on the one
that names no payer. The line says it: the money moves to the account of that payer.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.events import Account
from services.budget.domain.payment import bank
from services.budget.domain.receipt import Receipt
from services.kernel.refusal import Refusal
from services.kernel.state import Change, Place, State


def needs_of_receipt(receipt: UUID | str | None) -> Iterable[Place]:
    """The receipt, where a line is said to be one."""
    return () if receipt is None else (Receipt.at(receipt),)


def sides_of_receipt(
    payer: str, receipt: UUID | None, stream: str, state: State
) -> tuple[Account, Account] | tuple[()]:
    """The account of the payer, and the one on which the receipt was booked."""
    found = None if receipt is None else state.peek(Receipt, receipt)
    if found is None:
        return ()
    return bank(stream, found.year, payer), bank(stream, found.year)


def check_receipt(receipt: UUID | None, cents: int, state: State) -> None:
    """Refuses a receipt that is none any more, has a line already, or is of another amount."""
    found = None if receipt is None else state.get(Receipt, receipt)
    if found is None:
        raise Refusal("receipt_unknown", "receipt_id")
    if found.taken_back:
        raise Refusal("receipt_taken_back", "receipt_id")
    if found.bank_line_id is not None:
        raise Refusal("receipt_at_bank", "receipt_id")
    if found.cents != cents:
        raise Refusal("receipt_differs", "receipt_id", expected_cents=found.cents)


def tied(receipt: UUID | str | None, line: UUID | None, state: State) -> Iterable[Change]:
    """The receipt has this line, or none any more."""
    found = None if receipt is None else state.get(Receipt, receipt)
    if found is not None:
        yield replace(found, bank_line_id=None if line is None else str(line))
