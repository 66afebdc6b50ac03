"""What GraphQL shows of what suppliers gave back."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from services.gateway.api.scalars import Cents
from services.gateway.storage.reading import Row


@strawberry.type
class CreditNote:
    """Part of an expense that its supplier gave back. `against`: set off with that other expense;
    null: it came in."""

    id: UUID
    on: date
    reference: str
    cents: Cents
    against: UUID | None
    at: datetime


def credit_note(row: Row) -> CreditNote:
    """A credit note."""
    return CreditNote(
        id=UUID(row["key"]),
        on=row["day"],
        reference=row["document"],
        cents=Cents(row["cents"]),
        against=None if row["against"] is None else UUID(row["against"]),
        at=row["made_at"],
    )
