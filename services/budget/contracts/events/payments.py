"""Facts about payments. Not public: they tell who proposed and approved, by opaque ids."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class Payer(BaseModel):
    """From which account a run is paid, as it stood when the run was proposed: that of a public
    body. `payer_id`: a legal entity, or the network."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    payer_id: UUID
    name: str
    kbo: str
    iban: str


class Payment(BaseModel):
    """One payment of a run: an item, to whom, how much, in cents.

    `attempt`: how often this item was paid before, and bounced. An item of no organisation is a
    holder's claim: whose, cards knows by the participation that is its id. `payee_account_id`: the
    provider's account, where a payment file is to be made.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    payment_id: UUID
    item_id: UUID
    kind: str
    organisation_id: UUID | None
    cents: Cents
    reference: str
    attempt: int
    payee_account_id: UUID | None = None


class PaymentRunProposed(Event, name="budget.payment_run_proposed.v1"):
    """The money of these payments is set aside, until somebody else agrees.

    `payer`: from which account, where a payment file is to be made.
    """

    run_id: UUID
    number: int
    year: int
    execution_on: date
    maker: str
    payments: tuple[Payment, ...]
    transfers: tuple[Transfer, ...]
    payer: Payer | None = None


class PaymentRunApproved(Event, name="budget.payment_run_approved.v1"):
    """A second person agreed: the payments are posted, and their file can be made.

    `open_findings`: how much that was odd nobody had judged; `all_the_same`: why it was paid.
    """

    run_id: UUID
    approver: str
    transfers: tuple[Transfer, ...]
    open_findings: int = 0
    all_the_same: str | None = None


class PaymentRunCancelled(Event, name="budget.payment_run_cancelled.v1"):
    """The run is taken back: what was set aside is free."""

    run_id: UUID
    transfers: tuple[Transfer, ...]


class PaymentBounced(Event, name="budget.payment_bounced.v1"):
    """A payment came back: it is reversed, and its item is to be paid again."""

    payment_id: UUID
    run_id: UUID
    item_id: UUID
    reason: str
    transfers: tuple[Transfer, ...]


class PaymentExecuted(Event, name="budget.payment_executed.v1"):
    """The bank has paid it."""

    payment_id: UUID
    run_id: UUID
    on: date


class PaidBeside(Event, name="budget.paid_beside.v1"):
    """An item was settled without the bank: by an internal booking, or in cash."""

    payment_id: UUID
    item_id: UUID
    way: str
    by: str
    cents: Cents
    transfers: tuple[Transfer, ...]
