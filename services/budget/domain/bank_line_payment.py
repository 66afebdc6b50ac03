"""A bank line that a person recognises as a payment of ours: executed, or come back. Pure.

The bank left our reference out, or booked it otherwise. What is noted is what a statement would
have proven.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.budget.contracts.commands import (
    AllotBankLine,
    RecordPaymentBounced,
    RecordPaymentExecuted,
)
from services.budget.domain.payment import (
    PaymentRow,
    bounce,
    execute,
    needs_of_sent,
    payment_sent,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs_of_paid(payment: UUID | None, state: State) -> Iterable[Place]:
    """The payment, its item, its transfer and the accounts."""
    return () if payment is None else needs_of_sent(payment, state)


def said_of_payment(
    command: AllotBankLine, day: date, cents: int, context: Context, state: State
) -> Sequence[Event]:
    """What the line says of the payment; nothing where it is allotted to none.

    Refuses another amount, and a return of what the bank has not taken off yet: then the line
    with which it left waits as well, and comes first.
    """
    if command.target != "payment":
        return ()
    if command.payment_id is None:
        raise Refusal("payment_unknown", "payment_id")
    found: PaymentRow = payment_sent(command.payment_id, state)
    if abs(cents) != found.cents:
        raise Refusal("amount_differs", "payment_id", expected_cents=found.cents)
    if cents < 0:
        executed = RecordPaymentExecuted(payment_id=command.payment_id, on=day)
        return execute(executed, context, state)
    if found.status != "executed":
        raise Refusal("payment_not_executed", "payment_id")
    bounced = RecordPaymentBounced(payment_id=command.payment_id, reason="returned")
    return bounce(bounced, context, state)
