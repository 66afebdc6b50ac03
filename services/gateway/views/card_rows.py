"""The rows of the views about cards beside the cards themselves: history, stock, group passes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEvent(Row):
    """What happened to a card, when, and by which role. Seen by who may see the card."""

    table: ClassVar[str] = "card_events"
    card_id: str
    holder_id: str
    kind: str
    reason: str | None
    by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounter(Row):
    """A place where cards wait."""

    table: ClassVar[str] = "counters"
    name: str
    organisation_id: str | None
    low_at: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCount(Row):
    """How many cards of a kind lie at a counter. Key: counter:scheme:carrier."""

    table: ClassVar[str] = "stock_counts"
    counter_id: str
    scheme_id: str
    carrier: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Row):
    """Cards that came together. `numbers` are sealed with the pack's key until it comes."""

    table: ClassVar[str] = "packs"
    counter_id: str
    scheme_id: str
    carrier: str
    cards: int
    cards_left: int
    status: str
    printed: bool
    numbers: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChange(Row):
    """Why the cards of a kind at a counter became more or fewer, other than by giving one."""

    table: ClassVar[str] = "stock_changes"
    counter_id: str
    scheme_id: str
    carrier: str
    kind: str
    change: int
    reason: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPass(Row):
    """An organisation's pass. `number` is sealed with a key of the pass."""

    table: ClassVar[str] = "group_passes"
    organisation_id: str
    scheme_id: str
    number: str
    tickets_per_year: int
    valid_until: date
    made_at: datetime
    blocked: bool = False
    payer_municipality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassToken(Row):
    """Finds a group pass by the keyed hash of its number."""

    table: ClassVar[str] = "pass_tokens"
    pass_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassYear(Row):
    """How many tickets of a pass are used in a year. Key: pass:year."""

    table: ClassVar[str] = "pass_years"
    organisation_id: str
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVisit(Row):
    """One use of a pass at an offer: columns from cards, and what budget says of it.

    Amounts are for all tickets together, in cents. Either service may make the row. `status` is
    budget's; `registered`, where it was never asked.
    """

    table: ClassVar[str] = "group_visits"
    pass_id: str | None = None
    organisation_id: str | None = None
    provider_id: str | None = None
    offer_id: str | None = None
    day: date | None = None
    tickets: int = 0
    price_cents: int = 0
    holder_cents: int = 0
    organisation_cents: int = 0
    network_cents: int = 0
    made_at: datetime | None = None
    cancelled: bool = False
    status: str | None = None

    @property
    def used(self) -> int:
        """The tickets that it takes of its year."""
        undone = self.cancelled or self.status in ("declined", "cancelled")
        return 0 if undone or self.day is None else self.tickets


CARD_ROWS: Final[tuple[type[Row], ...]] = (
    CardEvent,
    StockCounter,
    StockCount,
    Pack,
    StockChange,
    GroupPass,
    PassToken,
    PassYear,
    GroupVisit,
)
