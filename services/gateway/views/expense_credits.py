"""Views of credit notes: what came back of an expense, and what is paid less of another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.payment_rows import PayableItem
from services.gateway.views.year_rows import Expense, ExpenseCredit
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs(event: budget.ExpenseCredited, context: Context, state: State) -> Iterable[Place]:
    """The accounts, the expense, and the other that is paid less of."""
    yield from ledger.needs_accounts(event, context, state)
    yield Expense.at(event.expense_id)
    if event.against is not None:
        yield PayableItem.at(event.against)


def credited(event: budget.ExpenseCredited, context: Context, state: State) -> Iterable[Change]:
    """So much of it came back."""
    yield from ledger.moved(event, context, state)
    found = state.get(Expense, event.expense_id)
    if found is not None:
        yield replace(found, credited_cents=found.credited_cents + event.cents)
    other = None if event.against is None else state.get(PayableItem, event.against)
    if other is not None:
        left = other.cents - event.cents
        own_left, status = min(other.own_cents, left), "open" if left > 0 else "withdrawn"
        yield replace(other, cents=left, own_cents=own_left, status=status)
    yield ExpenseCredit(
        key=str(event.credit_id),
        expense_id=str(event.expense_id),
        municipality=None if found is None else found.municipality,
        day=event.on,
        document=event.document,
        cents=event.cents,
        against=None if event.against is None else str(event.against),
        made_at=context.time,
    )


CREDIT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.ExpenseCredited: Copier(credited, needs),
}
