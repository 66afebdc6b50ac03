"""What GraphQL shows of the end of a year: expenses, the books, the accountability report."""

import base64
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.accounting.rendering import report_pdf
from services.gateway.api.budget_types import CostCategory, DecidingBody, SourceKind
from services.gateway.api.context import Info
from services.gateway.api.credit_types import CreditNote, credit_note
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.domain.accountability import Report
from services.gateway.domain.accountability_files import as_csv, as_xlsx


@strawberry.enum
class ExpenseKind(Enum):
    """What an expense is."""

    INVOICE = "invoice"
    GRANT = "grant"
    WAGE = "wage"
    EVENT = "event"
    COMPANION = "companion"
    TRANSPORT = "transport"
    BABYSITTER = "babysitter"
    OTHER = "other"


@strawberry.enum
class Applicant(Enum):
    """Who applies for the drawing right and accounts for it."""

    MUNICIPALITY = "municipality"
    COOPERATION = "cooperation"
    FLEMISH_COMMUNITY_COMMISSION = "flemish_community_commission"


@strawberry.enum
class RatioRegulation(Enum):
    """By what own money is asked: the decree of 18 January 2008, its transition measure from 2027
    on, or the decree on supra-local culture."""

    PARTICIPATION_DECREE = "participation_decree"
    TRANSITION = "transition"
    SUPRALOCAL_CULTURE_DECREE = "supralocal_culture_decree"


@strawberry.enum
class RatioVariant(Enum):
    """What happens where too little own money was spent: the right stays whole and own money is
    short, or the right is lowered in proportion."""

    FULL_RIGHT = "full_right"
    PRO_RATA = "pro_rata"


@strawberry.enum
class Unspent(Enum):
    """What becomes of money that is left."""

    CARRIED = "carried"
    RETURNED = "returned"


@strawberry.enum
class BooksStatus(Enum):
    """How far the books of a year are."""

    OPEN = "open"
    CLOSING = "closing"
    LOCKED = "locked"


@strawberry.enum
class ReportStep(Enum):
    """One step of a report."""

    APPROVED_LOCALLY = "approved_locally"
    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    SETTLED = "settled"


@strawberry.enum
class ReportState(Enum):
    """How far a year's report is."""

    OPEN = "open"
    BOOKS_CLOSING = "books_closing"
    DRAFTED = "drafted"
    LOCALLY_APPROVED = "locally_approved"
    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    ACCEPTED = "accepted"
    SETTLED = "settled"


@strawberry.enum
class CheckSeverity(Enum):
    """Whether it stands in the way of submitting."""

    BLOCKING = "blocking"
    WARNING = "warning"


@strawberry.type
class Expense:
    """Money that is no card, charged to an envelope. `chargedCents`: what may be charged of it;
    `creditedCents` of that came back."""

    network: strawberry.Private[str]
    id: UUID
    year: int
    envelope: UUID
    kind: ExpenseKind
    on: date
    reference: str
    cents: Cents
    charged_cents: Cents
    head_count: int | None
    target_count: int | None
    organisation: UUID | None
    entity: UUID | None
    participation: UUID | None
    reversed: bool
    credited_cents: Cents
    at: datetime

    @strawberry.field(description="The credit notes about it, the oldest first.")
    async def credit_notes(self, info: Info) -> list[CreditNote]:
        """One query for all expenses of the request."""
        if not self.credited_cents:
            return []
        rows = await info.context.loaders.credits.load((self.network, str(self.id)))
        return [credit_note(row) for row in rows]


@strawberry.type
class BookYear:
    """The books of a year. `ratioTenths`: own money for each euro of the drawing right: what is
    usual for the regulation, applicant and year until the network says otherwise. Look it up:
    `ratioSourced` says only that some text names it for this applicant, not that the order does.
    """

    year: int
    status: BooksStatus
    ratio_tenths: int
    ratio_sourced: bool
    applicant: Applicant
    regulation: RatioRegulation
    variant: RatioVariant
    locked_on: date | None
    decided_by: DecidingBody | None
    decided_on: date | None
    decision: str | None
    reattributed_cents: Cents
    carried_cents: Cents
    returned_cents: Cents
    report: ReportState
    text: str
    approved_on: date | None
    file_reference: str | None
    settled_cents: Cents | None


@strawberry.type
class ReportFigure:
    """What one source spent for one action. `transfers(account: …)` shows what it is made of.

    `forYear`: the earlier year to which it belongs. Without `source` it is owed without money.
    """

    action: str
    category: CostCategory | None
    envelope: UUID | None
    source: SourceKind | None
    entity: UUID | None
    municipality: str | None
    for_year: int | None
    cents: Cents
    account: UUID


@strawberry.type
class ReportPart:
    """What is one municipality's in a year, or everybody's where `municipality` is empty.

    A municipality's is what it put in itself, and what the network set apart for it. The parts of
    a network's report add up to the whole; `ownRequiredCents` is asked of the whole.
    """

    municipality: str | None
    drawing_right_cents: Cents
    own_entered_cents: Cents
    own_required_cents: Cents
    right_used_cents: Cents
    own_cents: Cents
    spent_cents: Cents


@strawberry.type
class ReportAnswer:
    """One field of the government's form, ready to copy."""

    question: str
    text: str
    cents: Cents | None


@strawberry.type
class ReportCheck:
    """One thing to mend before it is submitted."""

    code: str
    severity: CheckSeverity
    where: str
    message: str


@strawberry.type
class AccountabilityReport:
    """A year's report to the administration: figures, answers, checks, and as files (base64)."""

    report: strawberry.Private[Report]
    year: int
    municipality: str | None
    state: ReportState
    as_of: date
    checksum: str
    spent_cents: Cents
    drawing_right_cents: Cents
    right_used_cents: Cents
    own_cents: Cents
    own_required_cents: Cents
    short_cents: Cents
    to_return_cents: Cents
    uncovered_cents: Cents
    figures: list[ReportFigure]
    parts: list[ReportPart]
    answers: list[ReportAnswer]
    checks: list[ReportCheck]
    may_submit: bool

    @strawberry.field(description="The report to print: A4, Dutch, PDF in base64.")
    async def pdf(self) -> str:
        """The same data is the same file, byte for byte."""
        return base64.b64encode(await report_pdf(self.report)).decode()

    @strawberry.field(description="The report as a workbook (XLSX in base64).")
    def xlsx(self) -> str:
        """A sheet per table."""
        return base64.b64encode(as_xlsx(self.report)).decode()

    @strawberry.field(description="The report as CSV in base64.")
    def csv(self) -> str:
        """One line per figure."""
        return base64.b64encode(as_csv(self.report)).decode()


@strawberry.type
class ExpenseDone:
    """It happened, and every view shows it."""

    operation: UUID
    expense: Expense


@strawberry.type
class BookYearDone:
    """It happened, and every view shows it."""

    operation: UUID
    book_year: BookYear


ExpenseAnswer = Annotated[ExpenseDone | Rejected | Pending, strawberry.union("ExpenseAnswer")]
BookYearAnswer = Annotated[BookYearDone | Rejected | Pending, strawberry.union("BookYearAnswer")]
