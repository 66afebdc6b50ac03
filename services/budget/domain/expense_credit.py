"""A credit note: a supplier gives back part of an expense that was paid. Pure.

Its cents go back to the sources that paid the expense, in the ratio in which they did. The money
itself came in at the bank, or is set off: so much less is paid of another invoice of the supplier.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import DOCUMENT_MAX, CreditExpense
from services.budget.contracts.events import Account, ExpenseCredited, Transfer
from services.budget.domain.calendar import day_of
from services.budget.domain.expense import Expense
from services.budget.domain.ledger import (
    AccountRow,
    account_named,
    booked,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import bank
from services.budget.domain.prior import needs_reversal, reversed_in
from services.budget.domain.promoting import needs_of_promoting, returned
from services.budget.domain.receipt import came_beside
from services.budget.domain.returned import Returned, part_of, standing
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State


def needs(command: CreditExpense, context: Context, state: State) -> Iterable[Place]:
    """The expense and its item, what was given back of it, its transfers; the other invoice."""
    own = command.expense_id
    yield from (Expense.at(own), PayableItem.at(own), Returned.at(own))
    found, item = state.peek(Expense, own), state.peek(PayableItem, own)
    if found is not None:
        yield from needs_of_transfers(found.transfer_ids, state)
        yield from needs_reversal(found.transfer_ids, found.book_year, context, state)
        yield from needs_of_promoting(found.book_year, found.envelope_id, context, state)
    if item is not None:
        yield AccountRow.at(item.account_id)
        owing = state.peek(AccountRow, item.account_id)
        yield from places([bank(context.stream, owing.year)] if owing is not None else ())
    if command.against is not None:
        yield PayableItem.at(command.against)
        other = state.peek(PayableItem, command.against)
        if other is not None:
            yield AccountRow.at(other.account_id)


def credit(command: CreditExpense, context: Context, state: State) -> Sequence[Event]:
    """Give back what the note says, at most what is left of the expense."""
    found = _paid(command, state)
    if not 0 < len(command.document.strip()) <= DOCUMENT_MAX:
        raise Refusal("document_invalid", "reference")
    if command.on > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    rows = standing(found.key, transfers_named(found.transfer_ids, state), state)
    left = sum(row.cents for row in rows)
    if not 0 < command.cents <= left:
        raise Refusal("credit_too_high", "cents", left_cents=left)
    back = reversed_in(part_of(rows, command.cents, state), context, state)
    said = ExpenseCredited(
        credit_id=context.make_id("credit"),
        envelope_id=UUID(found.envelope_id),
        transfers=(*back, *_settled(command, context, state)),
        **command.model_dump() | {"document": command.document.strip()},
    )
    seen = Overlay(state)
    seen.apply(credited(said, context, seen))
    return [said, *returned(found.book_year, found.envelope_id, context, seen)]


def _paid(command: CreditExpense, state: State) -> Expense:
    """The expense, which is paid. One that is not is taken back whole, and booked anew."""
    found = state.get(Expense, command.expense_id)
    if found is None:
        raise Refusal("expense_unknown", "expense_id")
    if found.status == "reversed":
        raise Refusal("expense_reversed", "expense_id")
    item = state.get(PayableItem, command.expense_id)
    if item is not None and item.status == "in_run":
        raise Refusal("item_in_run", "expense_id", reference=item.reference)
    if item is not None and item.status != "paid":
        raise Refusal("expense_not_paid", "expense_id")
    return found


def _settled(command: CreditExpense, context: Context, state: State) -> Sequence[Transfer]:
    """How the supplier pays it: at the bank, or by what it is owed for another invoice. Nothing
    where the expense was owed to nobody: what comes back then comes from outside already."""
    item = state.get(PayableItem, command.expense_id)
    if item is None:
        if command.against is not None:
            raise Refusal("item_unknown", "against")
        return ()
    owing = account_named(item.account_id, state)
    if command.against is None:
        return [_posted(bank(context.stream, owing.year), owing, command.cents, context)]
    other = _open_invoice(command, item, state)
    if other.account_id == item.account_id:
        return ()
    return [_posted(account_named(other.account_id, state), owing, command.cents, context)]


def _open_invoice(command: CreditExpense, item: PayableItem, state: State) -> PayableItem:
    """Another invoice of the supplier, that is not being paid, and is at least as much."""
    other = state.get(PayableItem, command.against)
    same = other is not None and other.kind == "expense" and other.key != item.key
    if other is None or not same or other.organisation_id != item.organisation_id:
        raise Refusal("item_unknown", "against")
    if other.status != "open":
        code = {"in_run": "item_in_run", "paid": "item_paid"}.get(other.status, "item_withdrawn")
        raise Refusal(code, "against", reference=other.reference)
    if command.cents > other.cents:
        raise Refusal("credit_too_high", "cents", left_cents=other.cents)
    return other


def _posted(debit: Account, credit: Account, cents: int, context: Context) -> Transfer:
    return Transfer(
        transfer_id=context.make_id("settled"),
        kind="posted",
        debit=debit,
        credit=credit,
        cents=cents,
    )


def credited(event: ExpenseCredited, _context: Context, state: State) -> Iterable[Change]:
    """So much of it is back, and so much less is paid of another invoice."""
    before = state.get(Returned, event.expense_id) or Returned(key=str(event.expense_id))
    yield before.with_reversals(event.transfers)
    other = None if event.against is None else state.get(PayableItem, event.against)
    if other is not None:
        left = other.cents - event.cents
        yield replace(other, cents=left, status="open" if left > 0 else "withdrawn")
    yield from came_beside(event.credit_id, event.transfers)
    yield from booked(event.transfers, state, entry=event.expense_id)
