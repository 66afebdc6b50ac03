"""The row about who was there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Row):
    """Somebody was there, with her card, or after all not."""

    table: ClassVar[str] = "check_ins"
    holder_id: str
    municipality: str | None
    card_id: str
    offer_id: str
    organisation_id: str
    day: date
    shown_at: datetime
    participation_id: str | None
    told_late: bool
    outside_window: bool
    made_at: datetime
    cancelled: bool = False
