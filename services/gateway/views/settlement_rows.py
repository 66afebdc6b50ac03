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
    """A statement that was drawn up. Its lines are those of its buckets.

    Body, day and reference are those of the decision by which it is early.
    """

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
    early: bool = False
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver(Row):
    """What a provider's last statement over a year carried over. Key: organisation:year."""

    table: ClassVar[str] = "carried_over"
    organisation_id: str
    year: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine(Row):
    """A line that came too late: waiting, admitted, refused, or cancelled meanwhile.

    Key: the participation, or the visit with a group pass, as `kind` says. Body, day and reference
    are those of the decision.
    """

    table: ClassVar[str] = "late_lines"
    organisation_id: str
    offer_id: str
    day: date
    network_cents: int
    status: str
    made_at: datetime
    kind: str = "participation"
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingJudgement(Row):
    """What somebody found of an odd pattern or a sample; `by`: an opaque id."""

    table: ClassVar[str] = "judgements"
    statement_id: str
    finding: str
    participation_id: str | None
    judgement: str
    by: str
    made_at: datetime


SETTLEMENT_ROWS: Final[tuple[type[Row], ...]] = (
    SettlementTerms,
    DrawnUp,
    CarriedOver,
    LateLine,
    FindingJudgement,
)
