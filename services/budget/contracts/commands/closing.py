"""What can be asked about the end of a year: its ratio, closing, locking, the report."""

from datetime import date
from typing import Final, Literal

from services.budget.contracts.events.ledger import Decision
from services.budget.contracts.ratio import Applicant, RatioRegulation, RatioVariant
from services.kernel.contract import Cents, Command

Unspent = Literal["carried", "returned"]
"""What becomes of money that is left: it goes to the next year, or back to where it came from."""
TEXT_MAX: Final = 20_000

ReportStep = Literal[
    "approved_locally", "submitted", "questioned", "answered", "accepted", "settled"
]


class SetRatio(Command, name="budget.set_ratio.v1"):
    """Say how much own money the regulation asks for each euro of the drawing right, in tenths.

    `variant`: what happens where less was spent: `full_right` or `pro_rata`. `applicant` and
    `regulation`: of whom it is asked and by what, where that is said.
    """

    year: int
    ratio_tenths: int
    variant: RatioVariant
    applicant: Applicant | None = None
    regulation: RatioRegulation | None = None


class CloseBooks(Command, name="budget.close_books.v1"):
    """The year is over: look at what is open still. It can be booked in until it is locked."""

    year: int


class LockBooks(Command, name="budget.lock_books.v1"):
    """Nothing is charged to the year from now on; what is left goes where this decision says."""

    year: int
    drawing_right: Unspent
    other_sources: Unspent
    decision: Decision


class ReopenBooks(Command, name="budget.reopen_books.v1"):
    """Take the lock off, by a decision: what was carried or returned comes back first."""

    year: int
    decision: Decision


class DraftReport(Command, name="budget.draft_report.v1"):
    """Write the coordinator's text of the year's accountability report."""

    year: int
    text: str


class AdvanceReport(Command, name="budget.advance_report.v1"):
    """The report comes one step further (domain.md 1.7).

    `decision`: of the local authority, where it approves. `reference`: the administration's file.
    `cents`: what was settled: above zero paid to the network, below zero reclaimed.
    """

    year: int
    step: ReportStep
    on: date
    decision: Decision | None = None
    reference: str | None = None
    cents: Cents | None = None
