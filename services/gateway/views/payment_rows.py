"""The rows about what can be paid, and about payments. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableItem(Row):
    """Something that can be paid once. Key: the statement, the claim's participation, …"""

    table: ClassVar[str] = "payable_items"
    kind: str
    organisation_id: str | None
    cents: int
    reference: str
    status: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRun(Row):
    """Payments that one person proposed and another approves. Both are opaque ids."""

    table: ClassVar[str] = "payment_runs"
    year: int
    number: int
    execution_on: date
    status: str
    maker: str
    approver: str | None
    total_cents: int
    payment_ids: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Row):
    """One payment of an item, in a run or beside the bank."""

    table: ClassVar[str] = "payments"
    run_id: str | None
    item_id: str
    organisation_id: str | None
    cents: int
    reference: str
    attempt: int
    status: str
    way: str
    reason: str | None = None
    executed_on: date | None = None
    made_at: datetime


PAYMENT_ROWS: Final[tuple[type[Row], ...]] = (PayableItem, PaymentRun, Payment)
