"""The rows about a year: its books, what was spent by action and source, whom actions reached.

Amounts in cents. Counters, never sums over history: a report reads as many rows as there are
actions and sources, however many transfers there were.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class BookYear(Row):
    """The books of a year and the report over it. Key: the year."""

    table: ClassVar[str] = "book_years"
    year: int
    status: str = "open"
    ratio_tenths: int | None = None
    variant: str = "full_right"
    locked_at: datetime | None = None
    locked_on: date | None = None
    drawing_right: str | None = None
    other_sources: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    decision: str | None = None
    reattributed_cents: int = 0
    carried_cents: int = 0
    returned_cents: int = 0
    report_status: str | None = None
    report_text: str = ""
    report_on: date | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    approval: str | None = None
    file_reference: str | None = None
    settled_cents: int | None = None
    applicant: str | None = None
    regulation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending(Row):
    """What a source spent, by the part of it that an envelope has. Key: year:earlier year:account.

    `source`: its kind; `uncovered` for what is owed without money. `for_year`: the earlier year,
    whose books were locked, to which it belongs. `municipality`: whose it is; `shared`: money of
    the whole network that was set apart for it.
    """

    table: ClassVar[str] = "spendings"
    year: int
    for_year: int | None
    account_id: str
    source: str
    envelope_id: str | None
    municipality: str | None
    entity_id: str | None
    shared: bool = False
    cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach(Row):
    """How many distinct persons took part, and how often, in what a year's books paid.

    Key: year:envelope:municipality, where `-` is all of them (and an envelope `none` is what no
    envelope paid). `envelope` and `municipality` are None for all.
    """

    table: ClassVar[str] = "reaches"
    year: int
    envelope: str | None
    municipality: str | None
    people: int = 0
    participations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedHolder(Row):
    """How often one person took part in it. Key: that of the reach, then the holder."""

    table: ClassVar[str] = "reached_holders"
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense(Row):
    """Money that is no card, charged to an envelope; `credited_cents` of it came back."""

    table: ClassVar[str] = "expenses"
    year: int
    envelope_id: str
    kind: str
    day: date
    document: str
    cents: int
    charged_cents: int
    head_count: int | None
    target_count: int | None
    organisation_id: str | None
    entity_id: str | None
    attached_to: str | None
    municipality: str | None
    reversed: bool = False
    credited_cents: int = 0
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseCredit(Row):
    """A credit note: part of an expense that came back. `against`: set off with that one."""

    table: ClassVar[str] = "expense_credits"
    expense_id: str
    municipality: str | None
    day: date
    document: str
    cents: int
    against: str | None
    made_at: datetime


YEAR_ROWS: Final[tuple[type[Row], ...]] = (
    BookYear,
    Spending,
    Reach,
    ReachedHolder,
    Expense,
    ExpenseCredit,
)
