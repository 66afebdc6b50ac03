"""The yearly report to the administration: its text, and how far it has come. Pure.

drafted → locally approved → submitted → questioned or accepted; questioned → submitted again;
accepted → settled (domain.md 1.7). Opening and closing are the book's own states.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from services.budget.contracts.commands import TEXT_MAX, AdvanceReport, DraftReport
from services.budget.contracts.events import ReportAdvanced, ReportDrafted
from services.budget.domain.book import Book, book_of
from services.budget.domain.calendar import day_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

ReportStatus = Literal[
    "drafted", "locally_approved", "submitted", "questioned", "accepted", "settled"
]
REFERENCE_MAX: Final = 80

STEPS: Final[Mapping[str, tuple[tuple[ReportStatus, ...], ReportStatus]]] = {
    "approved_locally": (("drafted",), "locally_approved"),
    "submitted": (("locally_approved",), "submitted"),
    "questioned": (("submitted",), "questioned"),
    "answered": (("questioned",), "submitted"),
    "accepted": (("submitted",), "accepted"),
    "settled": (("accepted",), "settled"),
}
"""From which states each step may be taken, and to which it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Row):
    """The report of a year. Key: the year."""

    table: ClassVar[str] = "reports"
    status: str


def needs(
    command: DraftReport | AdvanceReport, _context: Context, _state: State
) -> Iterable[Place]:
    """The book and its report."""
    return [Book.at(command.year), Report.at(command.year)]


def draft(command: DraftReport, _context: Context, state: State) -> Sequence[Event]:
    """Write its text, while the books are closing or locked and it is not approved; to answer
    questions it may be written anew."""
    book = book_of(command.year, state)
    if book.status == "open":
        raise Refusal("books_not_closing", "year", year=command.year)
    report = state.get(Report, command.year)
    if report is not None and report.status not in ("drafted", "questioned"):
        raise Refusal("report_not_open", "year", year=command.year)
    text = command.text.strip()
    if not 0 < len(text) <= TEXT_MAX:
        raise Refusal("text_invalid", "report_text")
    return [ReportDrafted(book_year=command.year, text=text)]


def advance(command: AdvanceReport, context: Context, state: State) -> Sequence[Event]:
    """One step further. It is approved only over locked books, by a decision."""
    book = book_of(command.year, state)
    report = state.get(Report, command.year)
    before, after = STEPS[command.step]
    if report is None or report.status not in before:
        raise Refusal("report_step_invalid", "step")
    if command.step == "approved_locally":
        if book.status != "locked":
            raise Refusal("books_not_locked", "year", year=command.year)
        if command.decision is None:
            raise Refusal("decision_missing", "body")
    if (command.step == "settled") != (command.cents is not None):
        raise Refusal("total_invalid", "settled_cents")
    reference = None if command.reference is None else command.reference.strip()
    if reference is not None and not 0 < len(reference) <= REFERENCE_MAX:
        raise Refusal("document_invalid", "reference")
    days = [command.on, *([command.decision.on] if command.decision else [])]
    if max(days) > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    return [
        ReportAdvanced(
            book_year=command.year,
            status=after,
            on=command.on,
            decision=command.decision,
            reference=reference,
            cents=command.cents,
        )
    ]


def drafted(event: ReportDrafted, _context: Context, state: State) -> Iterable[Change]:
    """It has a text; while questions are answered it stays questioned."""
    before = state.get(Report, event.book_year)
    yield before or Report(key=str(event.book_year), status="drafted")


def advanced(event: ReportAdvanced, _context: Context, _state: State) -> Iterable[Change]:
    """It is in this state."""
    yield Report(key=str(event.book_year), status=event.status)
