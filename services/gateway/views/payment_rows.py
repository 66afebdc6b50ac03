"""The rows about what can be paid, and about payments. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableItem(Row):
    """Something that can be paid once. Key: the statement, the claim's participation, the expense.

    `municipality`: whose money it was charged to; none: several's, or the whole network's.
    `own_cents`: what of it that municipality's money pays.
    """

    table: ClassVar[str] = "payable_items"
    kind: str
    organisation_id: str | None
    cents: int
    reference: str
    status: str
    made_at: datetime
    municipality: str | None = None
    own_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRun(Row):
    """Payments that one person proposed and another approves. Both are opaque ids.

    `payer`: from which a payment file is made, as it was then: id, name, enterprise number,
    account; nothing: the accounting package pays. `municipality`: whose money pays it whole, from
    an account of a legal entity of its own; none: it is the network's. `all_the_same`: why it was
    approved though findings were open.
    """

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
    payer: tuple[str, ...] = ()
    approved_at: datetime | None = None
    municipality: str | None = None
    all_the_same: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Row):
    """One payment of an item, in a run or beside the bank. `municipality`: that of the item.

    `payer_id`: on whose account at the bank it is booked; none: that of the accounting package.
    """

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
    payee_account_id: str | None = None
    payer_id: str | None = None
    executed_on: date | None = None
    made_at: datetime
    municipality: str | None = None


PAYMENT_ROWS: Final[tuple[type[Row], ...]] = (PayableItem, PaymentRun, Payment)
