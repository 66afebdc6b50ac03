"""What can be asked about money that is no card: invoices, grants, wages, events, companions."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.budget.contracts.events.ledger import SourceKind
from services.kernel.contract import Cents, Command

DOCUMENT_MAX: Final = 80
ExpenseKind = Literal[
    "invoice", "grant", "wage", "event", "companion", "transport", "babysitter", "other"
]


class BookExpense(Command, name="budget.book_expense.v1"):
    """Charge what a document proves to an envelope.

    `head_count` and `target_count`: of a mixed group only the share of the target group is
    charged. `organisation_id`: to whom it is owed; none: it was paid already. `municipality`
    (REFNIS), `entity_id` and `source`: whose money pays, and of which kind; none: the envelope's
    own order. `attached_to`: the participation that it went with.
    """

    envelope_id: UUID
    kind: ExpenseKind
    on: date
    document: str
    cents: Cents
    head_count: int | None = None
    target_count: int | None = None
    organisation_id: UUID | None = None
    entity_id: UUID | None = None
    source: SourceKind | None = None
    attached_to: UUID | None = None
    municipality: str | None = None


class ReverseExpense(Command, name="budget.reverse_expense.v1"):
    """Take an expense back that was not paid out: it was wrong, or is booked anew."""

    expense_id: UUID


class CreditExpense(Command, name="budget.credit_expense.v1"):
    """A supplier gives back part of an expense that was paid, by a credit note: `document`.

    `cents`: of what was charged, at most what is left of it. `against`: another expense that is
    owed to the same supplier, with which it is set off; none: it came in at the bank.
    """

    expense_id: UUID
    on: date
    document: str
    cents: Cents
    against: UUID | None = None
