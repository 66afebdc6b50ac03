"""The rows about what is owed without money for it. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredAmount(Row):
    """What is uncovered of a participation, for want of money or beyond a limit.

    `status`: open, covered, or cancelled with its participation. A decision about it alone: its
    body, day and reference, and `paid_by`, the envelope that paid. `clearing_id`: the claim of
    another network that it is of; the participation is then one there, the organisation is that
    network, and the claim stands for the offer.
    """

    table: ClassVar[str] = "uncovered_amounts"
    year: int
    envelope_id: str | None
    reason: str
    status: str
    participation_id: str
    organisation_id: str
    offer_id: str
    day: date
    cents: int
    made_at: datetime
    ended_at: datetime | None = None
    paid_by: str | None = None
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None
    clearing_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredTotal(Row):
    """What is open in all. Key: year:envelope:reason, where no envelope is `none`."""

    table: ClassVar[str] = "uncovered_totals"
    year: int
    envelope_id: str | None
    reason: str
    items: int = 0
    cents: int = 0


UNCOVERED_ROWS: Final[tuple[type[Row], ...]] = (UncoveredAmount, UncoveredTotal)
