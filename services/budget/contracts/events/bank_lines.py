"""Facts about bookings at the bank that no payment explains. Not public: staff write reasons."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class BankLine(BaseModel):
    """A booking of the bank, or a part of one, in signed cents: above zero came in."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    on: date
    cents: Cents
    reference: str | None = Field(default=None, description="The bank's own, of no person.")


class BankBalance(BaseModel):
    """What a statement says of the whole account, in cents."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    first_day: date
    last_day: date
    opening_cents: Cents
    closing_cents: Cents


class BankLinesTaken(Event, name="budget.bank_lines_taken.v1"):
    """Lines of the account of a payer that were not known yet; they wait for a person."""

    payer_id: UUID
    lines: tuple[BankLine, ...]
    balance: BankBalance | None = None


class BankLineAllotted(Event, name="budget.bank_line_allotted.v1"):
    """A person said what a line was. `target`: `suspense`, `not_ours`, `payment`, `repayment`,
    `receipt`; more may come.

    `transfers`: what is booked of it; those by which it leaves suspense name what put it there.
    What a payment came to is told by an event of its own. `year`: in whose books a provider owed
    what it paid back. `receipt_id`: of which receipt the money is; it moves from the account at the
    bank that names no payer to that of the payer.
    """

    bank_line_id: UUID
    payer_id: UUID
    cents: Cents
    target: str
    payment_id: UUID | None = None
    organisation_id: UUID | None = None
    year: int | None = None
    receipt_id: UUID | None = None
    reason: str | None = None
    allotted_by: str
    transfers: tuple[Transfer, ...]


class BankLineFreed(Event, name="budget.bank_line_freed.v1"):
    """A line waits for a person again; what was booked of it is reversed.

    `organisation_id` and `year`: the provider that still owes what it had seemed to pay back.
    """

    bank_line_id: UUID
    payer_id: UUID
    cents: Cents
    organisation_id: UUID | None = None
    year: int | None = None
    freed_by: str
    transfers: tuple[Transfer, ...]
