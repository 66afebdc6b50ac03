"""Facts about money that came in. Not public: staff write references."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Account, Transfer
from services.kernel.contract import Cents, Event


class ReceiptRecorded(Event, name="budget.receipt_recorded.v1"):
    """Money of a funding source came in: an advance, the balance, or another part of it.

    `account`: the source. `reference`: as the bank's statement has it.
    """

    receipt_id: UUID
    year: int
    account: Account
    part: str
    cents: Cents
    on: date
    reference: str
    transfers: tuple[Transfer, ...]


class ReceiptTakenBack(Event, name="budget.receipt_taken_back.v1"):
    """A receipt was recorded wrongly: its transfer is reversed. `source_id`: the account
    of the source that it was of; `clearing_id`: it was for a claim on another network."""

    receipt_id: UUID
    year: int
    cents: Cents
    source_id: UUID | None = None
    clearing_id: UUID | None = None
    transfers: tuple[Transfer, ...]
