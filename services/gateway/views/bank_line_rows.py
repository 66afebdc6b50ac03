"""The rows about bookings at the bank that no payment explains. Amounts in signed cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine(Row):
    """A line. `status`: open, or what it was allotted to. Who says so is an opaque id."""

    table: ClassVar[str] = "bank_lines"
    payer_id: str
    day: date
    cents: int
    reference: str | None
    made_at: datetime
    status: str = "open"
    payment_id: str | None = None
    organisation_id: str | None = None
    year: int | None = None
    receipt_id: str | None = None
    reason: str | None = None
    allotted_by: str | None = None
    allotted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount(Row):
    """What the bank says of an account, and what lies between that and the books. Key: the payer.

    `start`: the opening balance of the first statement; `closing`: the end of the last one.
    `sent`: payments that the bank has not executed yet.
    """

    table: ClassVar[str] = "bank_accounts"
    start_on: date | None = None
    start_cents: int = 0
    closing_on: date | None = None
    closing_cents: int = 0
    open_count: int = 0
    open_cents: int = 0
    not_ours_cents: int = 0
    sent_count: int = 0
    sent_cents: int = 0


BANK_LINE_ROWS: Final[tuple[type[Row], ...]] = (BankLine, BankAccount)
