"""What GraphQL shows of bookings at the bank that no payment explains, and of accounts there."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class BankLineStatus(Enum):
    """What a line is. Open: nobody said yet. Suspense: booked, and still to be found out."""

    OPEN = "open"
    SUSPENSE = "suspense"
    NOT_OURS = "not_ours"
    PAYMENT = "payment"
    REPAYMENT = "repayment"
    RECEIPT = "receipt"


@strawberry.enum
class BankLineTarget(Enum):
    """What a line can be allotted to. Payment: of ours, executed or come back. Repayment: of a
    provider, of what its last statement says that it owes. Receipt: recorded already, of a
    source, of what another network owed, of a debt or by a credit note; it moves to this account,
    and can have one line."""

    SUSPENSE = "suspense"
    NOT_OURS = "not_ours"
    PAYMENT = "payment"
    REPAYMENT = "repayment"
    RECEIPT = "receipt"


@strawberry.enum
class BankLineOrder(Enum):
    """What comes first: by day, or by amount (what went out is less than what came in)."""

    OLDEST = "oldest"
    NEWEST = "newest"
    LEAST = "least"
    MOST = "most"


@strawberry.type
class BankLine:
    """A booking at the bank that no payment explains. Cents above zero came in.

    `counterparty`, `account` (its last four characters) and `message` are kept for a year, and of
    what is not ours not at all.
    """

    id: UUID
    payer: UUID
    on: date
    cents: Cents
    reference: str | None
    counterparty: str | None
    account: str | None
    message: str | None
    status: BankLineStatus
    payment: UUID | None
    organisation: UUID | None
    year: int | None
    receipt: UUID | None
    reason: str | None
    at: datetime
    allotted_at: datetime | None


@strawberry.type
class BankBalance:
    """An account at the bank, as the books have it and as the bank's last statement has it.

    `startCents` + `bookedCents` + `sentCents` + `openCents` + `notOursCents` + `differenceCents`
    = `bankCents`. Booked: by the books, with what lies in suspense. Sent: payments that the bank
    has not executed yet. A difference other than 0 is to be looked for: a statement that was not
    read, or something noted by hand that the bank did not do. Without a statement it is null.
    """

    payer: UUID
    name: str
    iban: str
    start_on: date | None
    start_cents: Cents
    bank_on: date | None
    bank_cents: Cents | None
    booked_cents: Cents
    suspense_cents: Cents
    sent_count: int
    sent_cents: Cents
    open_count: int
    open_cents: Cents
    not_ours_cents: Cents
    difference_cents: Cents | None


@strawberry.type
class BankLineDone:
    """It happened, and every view shows it."""

    operation: UUID
    bank_line: BankLine


BankLineAnswer = Annotated[BankLineDone | Rejected | Pending, strawberry.union("BankLineAnswer")]
