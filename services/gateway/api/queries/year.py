"""Queries about the end of a year: expenses, the books, the accountability report."""

from datetime import UTC, datetime
from uuid import UUID

import strawberry

from services.gateway.api.accounting.filling import Filled, filled
from services.gateway.api.budget_types import CostCategory, SourceKind
from services.gateway.api.context import Info
from services.gateway.api.mutations.budget import of_whom
from services.gateway.api.reads import listed, page_of, read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.api.year_types import (
    AccountabilityReport,
    BookYear,
    CheckSeverity,
    Expense,
    ReportAnswer,
    ReportCheck,
    ReportFigure,
    ReportPart,
    ReportState,
)
from services.gateway.api.years import book_year, expense
from services.gateway.domain.access import Scope
from services.gateway.domain.accountability import Part, Report
from services.gateway.domain.accountability_answers import answers_of
from services.gateway.domain.accountability_checks import checks_of, may_submit
from services.gateway.domain.accountability_reach import shown_reach
from services.gateway.domain.days import BRUSSELS
from services.gateway.storage import lists
from services.gateway.storage.reading import Row


@strawberry.type
class YearQueries:
    """Expenses, books, reports."""

    @strawberry.field(description="Money that is no card, by year, the oldest first.")
    async def expenses(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Expense]:
        """Whoever works for one municipality sees what is its own."""
        checked(network=network, year=year)
        info.context.permit("expenses", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        return await listed(info.context, str(network), lists.EXPENSES, filters, page, expense)

    @strawberry.field(description="How far the books of a year and the report over it are.")
    async def book_year(self, info: Info, network: UUID, year: int) -> BookYear:
        """As they began where nothing was said of them."""
        checked(network=network, year=year)
        info.context.permit("bookYear", Scope(network=str(network)))
        return book_year(year, await read_row(info.context, str(network), "book_years", str(year)))

    @strawberry.field(description="The accountability report of a year, as it stands now.")
    async def accountability_report(
        self, info: Info, network: UUID, year: int, municipality: str | None = None
    ) -> AccountabilityReport:
        """At any moment: also the interim check of own money against the drawing right."""
        checked(network=network, year=year, municipality=municipality)
        info.context.permit("accountabilityReport", of_whom(network, municipality))
        today = datetime.now(UTC).astimezone(BRUSSELS).date()
        return _shown(await filled(info.context, str(network), year, municipality, today))


def _shown(found: Filled) -> AccountabilityReport:
    report, standing = found.report, found.report.standing
    return AccountabilityReport(
        report=report,
        year=report.year,
        municipality=report.municipality,
        state=ReportState(report.state),
        as_of=report.as_of,
        checksum=report.checksum,
        spent_cents=Cents(report.spent_cents),
        drawing_right_cents=Cents(report.drawing_right_cents),
        right_used_cents=Cents(standing.right_used_cents),
        own_cents=Cents(standing.own_cents),
        own_required_cents=Cents(standing.own_required_cents),
        short_cents=Cents(standing.short_cents),
        to_return_cents=Cents(standing.to_return_cents),
        uncovered_cents=Cents(report.loose.uncovered_cents),
        figures=[_figure(*one) for one in found.figures],
        parts=[_part(report, one) for one in report.parts],
        answers=[
            ReportAnswer(
                question=one.question,
                text=one.text,
                cents=None if one.cents is None else Cents(one.cents),
            )
            for one in answers_of(report, shown_reach(report))
        ],
        checks=[
            ReportCheck(
                code=one.code,
                severity=CheckSeverity(one.severity),
                where=one.where,
                message=one.message,
            )
            for one in checks_of(report)
        ],
        may_submit=may_submit(report),
    )


def _part(report: Report, part: Part) -> ReportPart:
    return ReportPart(
        municipality=part.municipality,
        drawing_right_cents=Cents(part.drawing_right_cents),
        own_entered_cents=Cents(part.own_entered_cents),
        own_required_cents=Cents(report.standing_of(part).own_required_cents),
        right_used_cents=Cents(part.by_source("drawing_right")),
        own_cents=Cents(part.by_source("own_contribution")),
        spent_cents=Cents(part.spent_cents),
    )


def _figure(action: str, category: str | None, row: Row) -> ReportFigure:
    source = row["source"]
    return ReportFigure(
        action=action,
        category=None if category is None else CostCategory(category),
        envelope=None if row["envelope_id"] is None else UUID(row["envelope_id"]),
        source=None if source == "uncovered" else SourceKind(source),
        entity=None if row["entity_id"] is None else UUID(row["entity_id"]),
        municipality=row["municipality"],
        for_year=row["for_year"],
        cents=Cents(row["cents"]),
        account=UUID(row["account_id"]),
    )
