"""Views of the end of a year: expenses, the state of the books, the report. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from services.budget.contracts import events as budget
from services.gateway.domain.days import BRUSSELS
from services.gateway.views import ledger, payments
from services.gateway.views.envelope_rows import Envelope
from services.gateway.views.payment_rows import PayableItem
from services.gateway.views.year_rows import BookYear, Expense
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Overlay, Place, State

OfBooks = (
    budget.RatioSet
    | budget.BooksClosing
    | budget.BooksLocked
    | budget.BooksReopened
    | budget.ReportDrafted
    | budget.ReportAdvanced
)


def needs_expense(event: budget.ExpenseBooked, context: Context, state: State) -> Iterable[Place]:
    """The accounts, and the envelope: whose municipality it is."""
    yield from ledger.needs_accounts(event, context, state)
    yield Envelope.at(event.envelope_id)


def expense_booked(event: budget.ExpenseBooked, context: Context, state: State) -> Iterable[Change]:
    """The expense is there, and its money is moved."""
    yield from ledger.moved(event, context, state)
    envelope = state.get(Envelope, event.envelope_id)
    told = event.model_dump(mode="json", exclude={"expense_id", "transfers", "on", "municipality"})
    own = event.municipality or (None if envelope is None else envelope.municipality)
    yield from payments.item_of_expense(event, own, context, state)
    yield Expense(
        key=str(event.expense_id),
        day=event.on,
        municipality=own,
        made_at=context.time,
        **told,
    )


def needs_reversed(
    event: budget.ExpenseReversed, context: Context, state: State
) -> Iterable[Place]:
    """The accounts, the expense, and whether it can be paid."""
    yield from ledger.needs_accounts(event, context, state)
    yield from (Expense.at(event.expense_id), PayableItem.at(event.expense_id))


def expense_reversed(
    event: budget.ExpenseReversed, context: Context, state: State
) -> Iterable[Change]:
    """It is taken back."""
    yield from ledger.moved(event, context, state)
    yield from payments.item_withdrawn(event.expense_id, state)
    found = state.get(Expense, event.expense_id)
    if found is not None:
        yield replace(found, reversed=True)


def needs_book(event: OfBooks, context: Context, state: State) -> Iterable[Place]:
    """The book, and the accounts where money moves."""
    yield BookYear.at(event.book_year)
    if isinstance(event, budget.BooksLocked | budget.BooksReopened):
        yield from ledger.needs_accounts(event, context, _unlocked(event, state))


def _unlocked(event: budget.BooksLocked | budget.BooksReopened, state: State) -> State:
    """The state in which money moves: what a lock had moved comes back to the year itself."""
    row = state.peek(BookYear, event.book_year)
    if row is None or isinstance(event, budget.BooksLocked):
        return state
    seen = Overlay(state)
    seen.apply([replace(row, status="closing")])
    return seen


def book_changed(event: OfBooks, context: Context, state: State) -> Iterable[Change]:
    """The books of the year, or its report, are so from now on."""
    if isinstance(event, budget.BooksLocked | budget.BooksReopened):
        yield from ledger.moved(event, context, _unlocked(event, state))
    before = state.get(BookYear, event.book_year)
    before = before or BookYear(key=str(event.book_year), year=event.book_year)
    told = _told(event, context)
    if isinstance(event, budget.ReportDrafted) and before.report_status == "questioned":
        told["report_status"] = "questioned"
    yield replace(before, **told)


def _told(event: OfBooks, context: Context) -> dict[str, Any]:
    """The columns that an event fills."""
    match event:
        case budget.RatioSet():
            return event.model_dump(exclude={"book_year"})
        case budget.BooksClosing():
            return {"status": "closing"}
        case budget.BooksLocked():
            return _lock_of(event, context)
        case budget.BooksReopened():
            return {
                "status": "closing",
                "locked_at": None,
                "locked_on": None,
                **_decision(event.decision),
            }
        case budget.ReportDrafted():
            return {"report_text": event.text, "report_status": "drafted"}
        case budget.ReportAdvanced():
            return _step(event)


def _lock_of(event: budget.BooksLocked, context: Context) -> dict[str, Any]:
    return {
        "status": "locked",
        "locked_at": context.time,
        "locked_on": context.time.astimezone(BRUSSELS).date(),
        "drawing_right": event.drawing_right,
        "other_sources": event.other_sources,
        "reattributed_cents": event.reattributed_cents,
        "carried_cents": event.carried_cents,
        "returned_cents": event.returned_cents,
        **_decision(event.decision),
    }


def _decision(decision: budget.Decision) -> dict[str, Any]:
    return {
        "decided_by": decision.body,
        "decided_on": decision.on,
        "decision": decision.reference,
    }


def _step(event: budget.ReportAdvanced) -> dict[str, Any]:
    told: dict[str, Any] = {"report_status": event.status, "report_on": event.on}
    if event.decision is not None:
        told |= {
            "approved_by": event.decision.body,
            "approved_on": event.decision.on,
            "approval": event.decision.reference,
        }
    if event.reference is not None:
        told["file_reference"] = event.reference
    if event.cents is not None:
        told["settled_cents"] = event.cents
    return told


_OF_BOOKS: Final = Copier(book_changed, needs_book)
YEAR_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.ExpenseBooked: Copier(expense_booked, needs_expense),
    budget.ExpenseReversed: Copier(expense_reversed, needs_reversed),
    budget.RatioSet: _OF_BOOKS,
    budget.BooksClosing: _OF_BOOKS,
    budget.BooksLocked: _OF_BOOKS,
    budget.BooksReopened: _OF_BOOKS,
    budget.ReportDrafted: _OF_BOOKS,
    budget.ReportAdvanced: _OF_BOOKS,
}
