"""Settling an item without the bank: an internal booking, or cash at the desk. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.budget.contracts.commands import PayBeside
from services.budget.contracts.events import PaidBeside, Transfer
from services.budget.domain.copies import Partner
from services.budget.domain.ledger import AccountRow, booked
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import PaymentRow, account_outside, needs_item, open_item
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs(command: PayBeside, context: Context, state: State) -> Iterable[Place]:
    """The item and its accounts, and what the payee is in the network."""
    return needs_item(command.item_id, context.stream, state)


def pay(command: PayBeside, context: Context, state: State) -> Sequence[Event]:
    """Post it to outside. Internal bookings are for the municipality's own services only."""
    item = open_item(command.item_id, state)
    if command.way == "internal_booking":
        payee = item.organisation_id and state.get(Partner, item.organisation_id)
        if not payee or "municipal_service" not in payee.roles:
            raise Refusal("no_municipal_service", "item_ids")
    owing = state.get(AccountRow, item.account_id)
    assert owing is not None
    return [
        PaidBeside(
            payment_id=context.make_id("payment"),
            item_id=command.item_id,
            way=command.way,
            by=context.actor or "",
            cents=item.cents,
            transfers=(
                Transfer(
                    transfer_id=context.make_id("beside"),
                    kind="posted",
                    debit=owing.as_account(),
                    credit=account_outside(context.stream, owing.year),
                    cents=item.cents,
                ),
            ),
        )
    ]


def paid(event: PaidBeside, _context: Context, state: State) -> Iterable[Change]:
    """The item is paid."""
    item = state.get(PayableItem, event.item_id)
    if item is not None:
        yield replace(item, status="paid", payment_id=str(event.payment_id))
    yield PaymentRow(
        key=str(event.payment_id),
        run_id=None,
        item_id=str(event.item_id),
        cents=event.cents,
        status="beside",
        transfer_id=str(event.transfers[0].transfer_id),
    )
    yield from booked(event.transfers, state, entry=event.payment_id)
