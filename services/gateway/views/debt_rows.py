"""The rows about what is owed to the network, and what was paid back. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt(Row):
    """What is owed for one participation: a group of columns from cards, one from budget. Either
    makes the row. Key: that of its recovery, or of a correction.

    `status`: open, paid, written_off; of a provider to_withhold, in the statement that takes
    `bucket_id`; held_back: so much less was paid to a holder; not_booked: `code` says why not;
    None: budget booked nothing yet. `maker`: who proposed to write it off, by the decision of which
    body, day and reference tell; an opaque id.
    """

    table: ClassVar[str] = "debts"
    holder_id: str | None = None
    municipality: str | None = None
    participation_id: str | None = None
    organisation_id: str | None = None
    owed_by: str | None = None
    cents: int = 0
    left_cents: int = 0
    status: str | None = None
    made_at: datetime | None = None
    code: str | None = None
    bucket_id: str | None = None
    maker: str | None = None
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment(Row):
    """Part of a debt, or all of it, that came in on a day: on the bank, or in cash."""

    table: ClassVar[str] = "repayments"
    debt_id: str
    cents: int
    way: str
    paid_on: date
    made_at: datetime


DEBT_ROWS: Final[tuple[type[Row], ...]] = (Debt, Repayment)
