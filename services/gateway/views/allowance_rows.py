"""The row of the view of money that is set aside for what a right promises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance(Row):
    """What is set aside for what a right promises: vouchers of a day, a budget for a period.

    `status`: held, refused, awaited or ended; refused for `code`. Held = granted - used - released.
    """

    table: ClassVar[str] = "allowances"
    right_id: str
    period: str
    name: str
    first_day: date
    last_day: date
    year: int | None = None
    envelope_id: str | None = None
    status: str
    granted_cents: int
    used_cents: int = 0
    released_cents: int = 0
    code: str | None = None
    made_at: datetime
