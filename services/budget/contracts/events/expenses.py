"""Facts about money that is no card. Not public: staff name the documents."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class ExpenseBooked(Event, name="budget.expense_booked.v1"):
    """An expense is charged to an envelope, in the books of `year`. `cents` is what the document
    says, `charged_cents` the part of it that may be charged.

    `organisation_id`: to whom it is owed; none: it was paid already. `attached_to`: the
    participation that it went with. `municipality` (REFNIS), `entity_id`: only their money paid.
    """

    expense_id: UUID
    year: int
    envelope_id: UUID
    kind: str
    on: date
    document: str
    cents: Cents
    charged_cents: Cents
    head_count: int | None = None
    target_count: int | None = None
    organisation_id: UUID | None = None
    entity_id: UUID | None = None
    attached_to: UUID | None = None
    transfers: tuple[Transfer, ...]
    municipality: str | None = None


class ExpenseReversed(Event, name="budget.expense_reversed.v1"):
    """An expense is taken back: every transfer of it is reversed."""

    expense_id: UUID
    envelope_id: UUID
    transfers: tuple[Transfer, ...]


class ExpenseCredited(Event, name="budget.expense_credited.v1"):
    """A supplier gave back part of a paid expense, by a credit note: `document`, of `on`.

    Each reversal names the transfer that it moves back in part; the sources get it back in the
    ratio in which they paid. `against`: so much less is paid of that expense; none: what the
    supplier owed came in at the bank, or, where the expense was owed to nobody, from outside.
    """

    credit_id: UUID
    expense_id: UUID
    envelope_id: UUID
    on: date
    document: str
    cents: Cents
    against: UUID | None = None
    transfers: tuple[Transfer, ...]
