"""What GraphQL shows of how providers are settled with."""

import base64
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.finding_types import OpenFindings
from services.gateway.api.open_findings import sees_findings
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.statement_files import statement_pdf
from services.gateway.api.types import Connection, StatementLine
from services.gateway.domain.statement_document import Statement
from services.gateway.domain.statement_files import as_csv, as_xlsx


@strawberry.enum
class SettlementPeriod(Enum):
    """How often a provider is settled with."""

    MONTH = "month"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    ON_REQUEST = "on_request"


@strawberry.enum
class DisputeReason(Enum):
    """Why a line is set aside."""

    PRICE = "price"
    NOT_TAKEN_PART = "not_taken_part"
    REGISTERED_TWICE = "registered_twice"
    OTHER = "other"


@strawberry.type
class SettlementTerms:
    """How a provider is paid. Less than `minimumCents` is carried over."""

    organisation: UUID
    period: SettlementPeriod
    minimum_cents: Cents
    pay_within_days: int
    claim_within_days: int


@strawberry.type
class DrawnUpStatement:
    """A statement of a provider. `payableCents` and `carriedOutCents` (below zero: what the
    provider owes) sum to the total and what was carried in. `early`: it has lines of a period that
    was not over, by the decision of `body` where a period was agreed."""

    id: UUID
    organisation: UUID
    reference: str
    year: int
    until: date
    line_count: int
    total_cents: Cents
    carried_in_cents: Cents
    payable_cents: Cents
    carried_out_cents: Cents
    pay_by: date
    early: bool
    body: DecidingBody | None
    decided_on: date | None
    decision_reference: str | None
    network: strawberry.Private[str]
    at: datetime

    @strawberry.field(description="What nobody has judged yet in it; for who keeps the books.")
    async def open_findings(self, info: Info) -> OpenFindings | None:
        """One look for all statements of the request."""
        if not sees_findings(info.context, self.network):
            return None
        return await info.context.loaders.open_findings.load((self.network, str(self.id)))


@strawberry.type
class StatementPage:
    """A statement with a page of its lines: by the last digits of cards, without names."""

    statement: DrawnUpStatement
    lines: Connection[StatementLine]


@strawberry.type
class StatementFile:
    """A statement as files (base64): whole, or where `hasNextPage` is true a part of its lines,
    the next of which follows after `endCursor`. The same data is the same file, byte for byte."""

    document: strawberry.Private[Statement]
    name: str
    line_count: int
    has_next_page: bool
    end_cursor: str | None

    @strawberry.field(description="The statement to print: A4, Dutch, PDF in base64.")
    async def pdf(self) -> str:
        """Cards by their last digits; no names."""
        return base64.b64encode(await statement_pdf(self.document)).decode()

    @strawberry.field(description="The statement as a workbook (XLSX in base64).")
    def xlsx(self) -> str:
        """Amounts can be summed."""
        return base64.b64encode(as_xlsx(self.document)).decode()

    @strawberry.field(description="The lines as CSV in base64.")
    def csv(self) -> str:
        """One line per line."""
        return base64.b64encode(as_csv(self.document)).decode()


@strawberry.type
class SettlementTermsDone:
    """It happened, and every view shows it."""

    operation: UUID
    terms: SettlementTerms


@strawberry.type
class StatementDone:
    """It happened, and every view shows it. Of several, this is the last."""

    operation: UUID
    statement: DrawnUpStatement


SettlementTermsAnswer = Annotated[
    SettlementTermsDone | Rejected | Pending, strawberry.union("SettlementTermsAnswer")
]
StatementAnswer = Annotated[StatementDone | Rejected | Pending, strawberry.union("StatementAnswer")]
