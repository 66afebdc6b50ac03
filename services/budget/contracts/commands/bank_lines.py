"""What can be asked about bookings at the bank that no payment explains."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.contract import Cents, Command

BANK_LINES_MAX: Final = 500
"""Lines that are taken in at once; a longer statement comes in parts."""
LineTarget = Literal["suspense", "not_ours", "payment", "repayment", "receipt"]


class BankLineTold(BaseModel):
    """A booking of the bank, or a part of one, in signed cents: above zero came in.

    `line_id` follows from the account and from what the bank says of it, so that it is the same in
    every file. Who the other side is, and what it wrote, does not leave the gateway.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    on: date
    cents: Cents
    reference: str | None = Field(default=None, description="The bank's own, of no person.")


class BankStatementTold(BaseModel):
    """What a statement of the bank says of the whole account, in cents."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    first_day: date
    last_day: date
    opening_cents: Cents
    closing_cents: Cents


class TakeBankLines(Command, name="budget.take_bank_lines.v1"):
    """Keep what the bank booked on the account of a payer and no payment explains.

    `statement`: with the last part of a statement; a notice has none.
    """

    payer_id: UUID
    lines: tuple[BankLineTold, ...]
    statement: BankStatementTold | None = None


class AllotBankLine(Command, name="budget.allot_bank_line.v1"):
    """Say what a line was; also of one that stands in suspense.

    `payment_id`: which payment the bank executed or gave back; `organisation_id` and `year`: which
    provider paid back what it owes, in which books. `receipt_id`: of which recorded receipt the
    money is. `reason`: of suspense, and of what is not ours.
    """

    bank_line_id: UUID
    target: LineTarget
    payment_id: UUID | None = None
    organisation_id: UUID | None = None
    year: int | None = None
    receipt_id: UUID | None = None
    reason: str | None = None


class FreeBankLine(Command, name="budget.free_bank_line.v1"):
    """A line was allotted wrongly: what was booked of it is reversed."""

    bank_line_id: UUID
