"""The rows of the views about social statuses: what was asked, and what came of it, sealed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuestion(Row):
    """A question to a source, a paper that was seen (`source` is then `paper`), or a line of a
    list (`status_list`), of which `result` says what it came to.

    `statuses` and `answer` are sealed with the holder's key, None once she is erased.
    `asked_by` is a role, `actor` the opaque id of who asked. `code`: why there is no answer.
    """

    table: ClassVar[str] = "status_questions"
    holder_id: str
    municipality: str | None
    source: str
    statuses: str | None
    day: date
    asked_by: str
    actor: str | None
    made_at: datetime
    waiting: bool
    legal_basis: str | None = None
    deliberation: str | None = None
    purpose: str | None = None
    scheme_id: str | None = None
    answer: str | None = None
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    code: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusesOf(Row):
    """The questions about one person, to empty them with her. Key: holder."""

    table: ClassVar[str] = "statuses_of"
    question_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTotal(Row):
    """How often sources were asked in a calendar year. Key: year:source:basis:purpose:role."""

    table: ClassVar[str] = "status_totals"
    year: int
    source: str
    legal_basis: str
    purpose: str
    asked_by: str
    questions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCheck(Row):
    """What lines of a list would come to: each with `line` and `result`. Names no person."""

    table: ClassVar[str] = "status_checks"
    lines: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalArrangement(Row):
    """That rights in a scheme are renewed by themselves on a status."""

    table: ClassVar[str] = "renewal_arrangements"
    scheme_id: str
    status: str
    source: str
    legal_basis: str
    deliberation: str | None
    days_before: int
    active: bool
    made_at: datetime


STATUS_ROWS: tuple[type[Row], ...] = (
    StatusQuestion,
    StatusesOf,
    StatusTotal,
    StatusCheck,
    RenewalArrangement,
)
