"""The rows about what networks owe each other, and money that came in. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingClaim(Row):
    """A claim on another network (`direction` out), or of one (in).

    `payable_cents`: what will be paid for it. `payee_iban`: on which account of a public body.
    """

    table: ClassVar[str] = "clearing_claims"
    direction: str
    network_id: str
    year: int
    number: int
    until: date
    status: str
    lines: int
    total_cents: int
    accepted_cents: int = 0
    payable_cents: int = 0
    received_cents: int = 0
    payee_name: str | None = None
    payee_iban: str | None = None
    made_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingLine(Row):
    """A line of a claim. `left_cents`: what of a disputed one is still owed."""

    table: ClassVar[str] = "clearing_lines"
    claim_id: str
    place: int
    direction: str
    participation_id: str
    day: date
    category: str
    cents: int
    names: str | None
    status: str
    reason: str | None = None
    left_cents: int = 0
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingStanding(Row):
    """The line that stands for a participation in the latest claim. Key: participation."""

    table: ClassVar[str] = "clearing_standing"
    line_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingBalance(Row):
    """How it stands with another network in a year. Key: direction:network:year.

    `open_cents`: in no claim yet; `claimed_cents`: in claims that wait for an answer.
    """

    table: ClassVar[str] = "clearing_balances"
    direction: str
    network_id: str
    year: int
    open_cents: int = 0
    claimed_cents: int = 0
    accepted_cents: int = 0
    disputed_cents: int = 0
    received_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReceived(Row):
    """Money that came in: of a source (its account), or for a claim on another network."""

    table: ClassVar[str] = "money_received"
    year: int
    source_id: str | None = None
    clearing_id: str | None = None
    part: str
    cents: int
    day: date
    reference: str
    taken_back: bool = False
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedOfSource(Row):
    """What came in of a source. Key: its account."""

    table: ClassVar[str] = "received_of_sources"
    cents: int = 0


CLEARING_ROWS: Final[tuple[type[Row], ...]] = (
    ClearingClaim,
    ClearingLine,
    ClearingStanding,
    ClearingBalance,
    MoneyReceived,
    ReceivedOfSource,
)
