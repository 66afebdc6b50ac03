"""What can be asked about money that came in."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.budget.contracts.events.ledger import SourceKind
from services.kernel.contract import Cents, Command

ReceiptPart = Literal["advance", "balance", "other"]


class RecordReceipt(Command, name="budget.record_receipt.v1"):
    """Money of a funding source came in on a day. The source is named as in `EnterFunding`."""

    year: int
    source: SourceKind
    municipality: str | None = None
    entity_id: UUID | None = None
    part: ReceiptPart
    cents: Cents
    on: date
    reference: str


class TakeReceiptBack(Command, name="budget.take_receipt_back.v1"):
    """A receipt was recorded wrongly; what is right is recorded anew."""

    receipt_id: UUID
