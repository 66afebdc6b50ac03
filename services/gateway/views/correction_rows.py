"""The rows about participations whose price turned out to be another. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.cards.contracts.regulation.pricing import PriceStep
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Row):
    """One correction: a group of columns from cards, one from budget. Either makes the row.

    `status` is what budget says: `made` or `declined`; None: it hasn't answered yet. The shares
    are those after it; `*_back_cents` is what went back to each.
    """

    table: ClassVar[str] = "corrections"
    participation_id: str | None = None
    municipality: str | None = None
    organisation_id: str | None = None
    reason: str | None = None
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None
    recover: bool = False
    repriced: bool = False
    regulation_id: str | None = None
    steps: tuple[PriceStep, ...] = ()
    made_at: datetime | None = None
    status: str | None = None
    price_cents: int = 0
    holder_cents: int = 0
    organisation_cents: int = 0
    network_cents: int = 0
    holder_back_cents: int = 0
    organisation_back_cents: int = 0
    network_back_cents: int = 0
    absorbed_cents: int = 0
    bucket_id: str | None = None


CORRECTION_ROWS: Final[tuple[type[Row], ...]] = (Correction,)
