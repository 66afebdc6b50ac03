"""The rows about how providers are settled with. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementTerms(Row):
    """The terms of a provider. Key: organisation."""

    table: ClassVar[str] = "settlement_terms"
    organisation_id: str
    period: str
    minimum_cents: int
    pay_within_days: int
    claim_within_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnUp(Row):
    """A statement that was drawn up. Its lines are those of its buckets."""

    table: ClassVar[str] = "drawn_up"
    organisation_id: str
    year: int
    number: int
    until: date
    lines: int
    total_cents: int
    carried_in_cents: int
    payable_cents: int
    carried_out_cents: int
    buckets: tuple[str, ...]
    pay_by: date
    made_at: datetime


SETTLEMENT_ROWS: Final[tuple[type[Row], ...]] = (SettlementTerms, DrawnUp)
