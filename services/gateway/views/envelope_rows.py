"""The rows about legal entities, funding sources, envelopes, and what decisions moved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity(Row):
    """A legal entity whose money the network spends."""

    table: ClassVar[str] = "legal_entities"
    name: str
    kind: str
    kbo: str | None
    municipality: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Row):
    """A funding source of a year, with all that was put into it. Key: its account."""

    table: ClassVar[str] = "fundings"
    year: int
    kind: str
    municipality: str | None
    entity_id: str | None
    total_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Row):
    """An envelope. `set_apart_cents`: what decisions brought it, less what they took."""

    table: ClassVar[str] = "envelopes"
    year: int
    action: str
    category: str
    municipality: str | None
    bbc: str | None
    pays_for: tuple[str, ...]
    when_empty: str
    funding: tuple[dict[str, object], ...]
    warn_at_percent: tuple[int, ...]
    set_apart_cents: int = 0
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMove(Row):
    """Money moved between envelopes by a decision."""

    table: ClassVar[str] = "money_moves"
    year: int
    from_envelope: str | None
    to_envelope: str | None
    municipality: str | None
    cents: int
    body: str
    decided_on: date
    reference: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetNotice(Row):
    """A level of warning of an envelope: when it was last reached, and since when no longer.
    Key: envelope:percent."""

    table: ClassVar[str] = "budget_notices"
    envelope_id: str
    year: int
    municipality: str | None
    percent: int
    set_apart_cents: int
    left_cents: int
    made_at: datetime
    resolved_at: datetime | None = None


ENVELOPE_ROWS: Final[tuple[type[Row], ...]] = (
    LegalEntity,
    Funding,
    Envelope,
    MoneyMove,
    BudgetNotice,
)
