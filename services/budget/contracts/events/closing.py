"""Facts about the end of a year: its ratio, closing, locking, the report to the administration.

Not public: they carry references and text that staff wrote.
"""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Account, Decision, Transfer
from services.kernel.contract import Cents, Event


class RatioSet(Event, name="budget.ratio_set.v1"):
    """How much own money a year asks for each euro of the drawing right, in tenths.

    `applicant` and `regulation`: of whom it is asked and by what, in the words of the contract.
    """

    book_year: int
    ratio_tenths: int
    variant: str
    applicant: str | None = None
    regulation: str | None = None


class BooksClosing(Event, name="budget.books_closing.v1"):
    """The year is being closed."""

    book_year: int


class BooksLocked(Event, name="budget.books_locked.v1"):
    """Nothing is charged to the year from now on.

    `reattributed_cents`: what own money took over from the drawing right, where less of the right
    may be used than was. `carried`: the sources of the next year with what came to each.
    """

    lock_id: UUID
    book_year: int
    drawing_right: str
    other_sources: str
    decision: Decision
    reattributed_cents: Cents
    carried_cents: Cents
    returned_cents: Cents
    carried: tuple[Account, ...]
    transfers: tuple[Transfer, ...]


class BooksReopened(Event, name="budget.books_reopened.v1"):
    """The lock is off again: what it moved is moved back."""

    lock_id: UUID
    book_year: int
    decision: Decision
    transfers: tuple[Transfer, ...]


class ReportDrafted(Event, name="budget.report_drafted.v1"):
    """The coordinator's text of a year's report."""

    book_year: int
    text: str


class ReportAdvanced(Event, name="budget.report_advanced.v1"):
    """The report is in this state. `cents` settled: above zero paid, below zero reclaimed."""

    book_year: int
    status: str
    on: date
    decision: Decision | None = None
    reference: str | None = None
    cents: Cents | None = None
