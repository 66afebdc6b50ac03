"""Reading expenses and the books of a year from the views, within the bounds of a request."""

from typing import Any, Final
from uuid import UUID

from services.budget.contracts.ratio import regulation_of, usual_ratio
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.api.year_types import (
    Applicant,
    BooksStatus,
    BookYear,
    BookYearDone,
    Expense,
    ExpenseDone,
    ExpenseKind,
    RatioRegulation,
    RatioVariant,
    ReportState,
)
from services.gateway.storage.reading import Row


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def expense(row: Row) -> Expense:
    """An expense."""
    return Expense(
        id=UUID(row["key"]),
        year=row["year"],
        envelope=UUID(row["envelope_id"]),
        kind=ExpenseKind(row["kind"]),
        on=row["day"],
        reference=row["document"],
        cents=Cents(row["cents"]),
        charged_cents=Cents(row["charged_cents"]),
        head_count=row["head_count"],
        target_count=row["target_count"],
        organisation=_id(row["organisation_id"]),
        entity=_id(row["entity_id"]),
        participation=_id(row["attached_to"]),
        reversed=row["reversed"],
        credited_cents=Cents(row["credited_cents"]),
        network=row["stream"],
        at=row["made_at"],
    )


def state_of(status: str, report: str | None) -> str:
    """Where a year is: its books first, then its report (domain.md 1.7)."""
    if status == "open":
        return "open"
    if report is None or (report == "drafted" and status != "locked"):
        return "books_closing"
    return report


def book_year(year: int, row: Row | None) -> BookYear:
    """The books of a year, which are as they began where nothing was said of them."""
    told: Any = row or {}
    body = told.get("decided_by")
    status = told.get("status", "open")
    applicant: Any = told.get("applicant") or "municipality"
    regulation = told.get("regulation") or regulation_of(year, applicant)
    usual, asked = usual_ratio(year, applicant, regulation), told.get("ratio_tenths")
    return BookYear(
        year=year,
        status=BooksStatus(status),
        ratio_tenths=usual.tenths if asked is None else asked,
        ratio_sourced=asked in (None, usual.tenths) and usual.sourced,
        applicant=Applicant(applicant),
        regulation=RatioRegulation(regulation),
        variant=RatioVariant(told.get("variant", "full_right")),
        locked_on=told.get("locked_on"),
        decided_by=None if body is None else DecidingBody(body),
        decided_on=told.get("decided_on"),
        decision=told.get("decision"),
        reattributed_cents=Cents(told.get("reattributed_cents", 0)),
        carried_cents=Cents(told.get("carried_cents", 0)),
        returned_cents=Cents(told.get("returned_cents", 0)),
        report=ReportState(state_of(status, told.get("report_status"))),
        text=told.get("report_text", ""),
        approved_on=told.get("approved_on"),
        file_reference=told.get("file_reference"),
        settled_cents=told.get("settled_cents"),
    )


async def _read_expense(context: RequestContext, network: str, made: str) -> Expense | None:
    row = await read_row(context, network, "expenses", made)
    return None if row is None else expense(row)


async def _read_book(context: RequestContext, network: str, made: str) -> BookYear | None:
    row = await read_row(context, network, "book_years", made)
    return None if row is None else book_year(int(made), row)


EXPENSE: Final = Shown(_read_expense, lambda op, one: ExpenseDone(operation=op, expense=one))
BOOK: Final = Shown(_read_book, lambda op, one: BookYearDone(operation=op, book_year=one))
