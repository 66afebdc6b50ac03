"""What can be asked about paying: runs that two people make, internal bookings, cash."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.kernel.contract import Command

ITEMS_MAX: Final = 500
"""Items of one payment run."""
Beside = Literal["internal_booking", "cash"]


class ProposePaymentRun(Command, name="budget.propose_payment_run.v1"):
    """Pay these items (statements, claims, expenses) together, on a day, by bank transfer."""

    item_ids: tuple[UUID, ...]
    execution_on: date


class ApprovePaymentRun(Command, name="budget.approve_payment_run.v1"):
    """Agree to a run that somebody else proposed."""

    run_id: UUID


class CancelPaymentRun(Command, name="budget.cancel_payment_run.v1"):
    """Take back a run that is not approved: its items can be paid otherwise."""

    run_id: UUID


class RecordPaymentBounced(Command, name="budget.record_payment_bounced.v1"):
    """The bank did not pay, or gave it back: the item can be paid again."""

    payment_id: UUID
    reason: Literal["account_unknown", "account_closed", "refused_by_bank", "returned", "other"]


class RecordPaymentExecuted(Command, name="budget.record_payment_executed.v1"):
    """The bank has paid it, on this day."""

    payment_id: UUID
    on: date


class PayBeside(Command, name="budget.pay_beside.v1"):
    """Settle an item without the bank: by an internal booking, for the municipality's own
    services, or in cash at the desk."""

    item_id: UUID
    way: Beside
