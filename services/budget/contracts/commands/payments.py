"""What can be asked about paying: runs that two people make, internal bookings, cash."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.kernel.contract import Command

ITEMS_MAX: Final = 500
"""Items of one payment run."""
Beside = Literal["internal_booking", "cash"]
BounceReason = Literal["account_unknown", "account_closed", "refused_by_bank", "returned", "other"]
NEWS_MAX: Final = 2 * ITEMS_MAX
"""Of each payment of a run: that it was executed, and that it came back."""
AllTheSame = Literal["explained", "set_right_later", "cannot_wait", "other"]
"""Why something is paid about which findings are open. Codes, so that no name is written here."""


class ProposePaymentRun(Command, name="budget.propose_payment_run.v1"):
    """Pay these items (statements, claims, expenses) together, on a day, by bank transfer.

    `payer_id`: the account from which a payment file is to be made, that of a legal entity or of
    the network. None: the municipality pays them with its accounting package.
    """

    item_ids: tuple[UUID, ...]
    execution_on: date
    payer_id: UUID | None = None


class ApprovePaymentRun(Command, name="budget.approve_payment_run.v1"):
    """Agree to a run that somebody else proposed.

    `open_findings`: what is odd about its statements and nobody has judged; `all_the_same`: why it
    is paid nevertheless.
    """

    run_id: UUID
    open_findings: int = 0
    all_the_same: AllTheSame | None = None


class CancelPaymentRun(Command, name="budget.cancel_payment_run.v1"):
    """Take back a run that is not approved: its items can be paid otherwise."""

    run_id: UUID


class RecordPaymentBounced(Command, name="budget.record_payment_bounced.v1"):
    """The bank did not pay, or gave it back: the item can be paid again."""

    payment_id: UUID
    reason: BounceReason


class RecordPaymentExecuted(Command, name="budget.record_payment_executed.v1"):
    """The bank has paid it, on this day."""

    payment_id: UUID
    on: date


class PaymentNews(BaseModel):
    """What the bank says of a payment: executed on a day, or come back for a reason."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    payment_id: UUID
    on: date | None = None
    reason: BounceReason | None = None


class RecordPaymentNews(Command, name="budget.record_payment_news.v1"):
    """What a file of the bank says of a run, in its order: all of it, or nothing."""

    run_id: UUID
    news: tuple[PaymentNews, ...]


class PayBeside(Command, name="budget.pay_beside.v1"):
    """Settle an item without the bank: by an internal booking, for the municipality's own
    services, or in cash at the desk."""

    item_id: UUID
    way: Beside
