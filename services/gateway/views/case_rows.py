"""The rows of the views about cases: decisions and the rights that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Row):
    """What was decided about a person. `explanation` is sealed with the decision's own key; None
    once that is destroyed. `decided_by` is the opaque id of who decided.
    """

    table: ClassVar[str] = "decisions"
    holder_id: str
    municipality: str | None
    scheme_id: str
    regulation_id: str
    outcome: str
    decided_on: date
    decided_by: str | None
    explanation: str | None
    explained_until: date
    appeal_until: date | None
    channel: str
    right_id: str | None
    valid_until: date | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRight(Row):
    """What a person is entitled to in a scheme, from one day to another, both included.

    `last_day` is set where it ended earlier than it would have.
    """

    table: ClassVar[str] = "scheme_rights"
    holder_id: str
    municipality: str | None
    scheme_id: str
    regulation_id: str
    valid_from: date
    valid_until: date
    grace_until: date | None
    birth_year: int | None
    sources: tuple[str, ...]
    provisional: bool
    made_at: datetime
    last_day: date | None = None
