"""The rows about what waits for a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem(Row):
    """Something that waits, or what was decided about it. `reason` is sealed.

    About a provider that tried numbers: how many `tries` failed, and the first and the last.
    """

    table: ClassVar[str] = "work_items"
    kind: str
    organisation_id: str
    offer_id: str | None
    day: date
    cents: int
    participation_id: str | None
    happened_at: datetime | None
    made_at: datetime
    resolved: bool = False
    decision: str | None = None
    reason: str | None = None
    by: str | None = None
    resolved_at: datetime | None = None
    tries: int | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
