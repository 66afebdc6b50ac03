"""A payment, its item, and what the bank says of it: executed, or come back. Pure.

An item (`payable.py`) is open, in a run, or paid. Whatever is clicked twice or comes late meets
the item or the payment in another state, and is refused by it. Runs: `payment_run.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.commands import RecordPaymentBounced, RecordPaymentExecuted
from services.budget.contracts.events import Account, PaymentBounced, PaymentExecuted
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import Partner
from services.budget.domain.ledger import (
    AccountRow,
    account,
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.payable import PayableItem
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

CODES: Final = {"in_run": "item_in_run", "paid": "item_paid", "withdrawn": "item_withdrawn"}
"""Why an item that is not open cannot be paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow(Row):
    """One payment. `transfer_id` is that of its last step; `payee_account_id` the account of the
    provider that it goes to, where a payment file is made."""

    table: ClassVar[str] = "payments"
    run_id: str | None
    item_id: str
    cents: int
    status: Literal["proposed", "approved", "cancelled", "executed", "bounced", "beside"]
    transfer_id: str
    payee_account_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts(Row):
    """How often a payment of an item bounced. Key: the item."""

    table: ClassVar[str] = "payment_attempts"
    bounced: int


def bank(stream: str, year: int, payer: str | None = None) -> Account:
    """The account at the bank from which a payer pays what is in a year's books.

    Without payer: what the accounting package of the municipality pays, from an account of its own.
    """
    return account(stream=stream, kind="bank", year=year, entity=payer)


def needs_item(
    own_id: UUID, stream: str, state: State, payer: UUID | None = None
) -> Iterable[Place]:
    """An item; then the account that owes it, and where it is paid from."""
    yield from (PayableItem.at(own_id), Attempts.at(own_id))
    found = state.peek(PayableItem, own_id)
    if found is None:
        return
    yield AccountRow.at(found.account_id)
    owing = state.peek(AccountRow, found.account_id)
    if owing is not None:
        at_bank = bank(stream, owing.year, None if payer is None else str(payer))
        yield from places((at_bank, account_outside(stream, owing.year)))
    if found.organisation_id is not None:
        yield Partner.at(found.organisation_id)


def account_outside(stream: str, year: int) -> Account:
    """The world outside a year's books."""
    return account(stream=stream, kind="external", year=year)


def open_item(own_id: UUID, state: State) -> PayableItem:
    """An item that can be paid. Refuses one that is unknown, in a run, paid or withdrawn."""
    found = state.get(PayableItem, own_id)
    if found is None:
        raise Refusal("item_unknown", "item_ids")
    if found.status != "open":
        raise Refusal(CODES[found.status], "item_ids", reference=found.reference)
    return found


def item_is(
    key: str,
    status: Literal["open", "in_run", "paid"],
    payment_id: str | None,
    state: State,
) -> Iterable[Change]:
    """What a payment makes of its item."""
    found = state.get(PayableItem, key)
    if found is not None:
        yield replace(found, status=status, payment_id=payment_id)


# -- what the bank says -----------------------------------------------------------------------


def needs_of_payment(
    message: RecordPaymentBounced | RecordPaymentExecuted, _context: Context, state: State
) -> Iterable[Place]:
    """The payment and all that it touches."""
    return needs_of_sent(message.payment_id, state)


def needs_of_sent(own_id: UUID, state: State) -> Iterable[Place]:
    """A payment; then its item and its transfer; then the accounts."""
    yield PaymentRow.at(own_id)
    found = state.peek(PaymentRow, own_id)
    if found is not None:
        yield from (PayableItem.at(found.item_id), Attempts.at(found.item_id))
        yield from needs_of_transfers([found.transfer_id], state)


def bounce(command: RecordPaymentBounced, context: Context, state: State) -> Sequence[Event]:
    """Reverse it: also one that the bank had executed can come back."""
    return [came_back(payment_sent(command.payment_id, state), command.reason, context, state)]


def came_back(
    found: PaymentRow, reason: str, context: Context, state: State, *, part: str = ""
) -> PaymentBounced:
    """A payment is reversed. `part`: which, where a decision is about several."""
    rows = transfers_named([found.transfer_id], state)
    return PaymentBounced(
        payment_id=UUID(found.key),
        run_id=_run(found),
        item_id=UUID(found.item_id),
        reason=reason,
        transfers=follow_up(rows, "reversal", context, state, part=part),
    )


def execute(command: RecordPaymentExecuted, context: Context, state: State) -> Sequence[Event]:
    """Note that the bank paid it."""
    return [was_executed(payment_sent(command.payment_id, state), command.on, context)]


def was_executed(found: PaymentRow, on: date, context: Context) -> PaymentExecuted:
    """The bank paid it on that day. Refuses one of which that is noted, and a day to come."""
    if found.status == "executed":
        raise Refusal("payment_executed", "payment_id")
    if on > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    return PaymentExecuted(payment_id=UUID(found.key), run_id=_run(found), on=on)


def payment_sent(own_id: UUID, state: State) -> PaymentRow:
    """A payment of an approved run that did not come back. Refuses any other."""
    return still_sent(state.get(PaymentRow, own_id))


def still_sent(found: PaymentRow | None) -> PaymentRow:
    """The same payment, if it is of an approved run and did not come back. Refuses any other."""
    if found is None or found.run_id is None:
        raise Refusal("payment_unknown", "payment_id")
    if found.status not in ("approved", "executed"):
        code = "payment_bounced" if found.status == "bounced" else "payment_not_sent"
        raise Refusal(code, "payment_id")
    return found


def _run(found: PaymentRow) -> UUID:
    assert found.run_id is not None
    return UUID(found.run_id)


def bounced(event: PaymentBounced, _context: Context, state: State) -> Iterable[Change]:
    """The item is open again; the next payment of it is another attempt."""
    found = state.get(PaymentRow, event.payment_id)
    item = str(event.item_id)
    if found is not None:
        yield replace(found, status="bounced")
    before = state.get(Attempts, item)
    yield Attempts(key=item, bounced=1 if before is None else before.bounced + 1)
    yield from item_is(item, "open", None, state)
    yield from booked(event.transfers, state, entry=event.payment_id)


def executed(event: PaymentExecuted, _context: Context, state: State) -> Iterable[Change]:
    """The bank has paid it."""
    found = state.get(PaymentRow, event.payment_id)
    if found is not None:
        yield replace(found, status="executed")
