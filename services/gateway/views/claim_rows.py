"""The rows about claims of holders who paid first, and about guarantee slips."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.cards.contracts.events import SlipRedeemed
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """What a holder paid and asks back. `reason` is sealed with her key.

    `status` follows from what was decided, `outcome`, and from its participation.
    """

    table: ClassVar[str] = "claims"
    holder_id: str
    municipality: str | None
    scheme_id: str
    offer_id: str
    organisation_id: str
    day: date
    paid_cents: int
    other_help_cents: int
    required: tuple[str, ...]
    late: bool
    filed_by: str | None
    made_at: datetime
    seen: tuple[str, ...] = ()
    status: str = "incomplete"
    participation_id: str | None = None
    network_cents: int | None = None
    due_on: date | None = None
    outcome: str | None = None
    reason: str | None = None
    decided_role: str | None = None
    decided_at: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesOf(Row):
    """The claims and slips of a person: what an erasure empties. Key: holder."""

    table: ClassVar[str] = "promises_of"
    claim_ids: tuple[str, ...] = ()
    slip_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Row):
    """What is guaranteed to a provider for a holder. `slip_number` is sealed with her key.

    `taken`: what was asked of it last, or nothing.
    """

    table: ClassVar[str] = "slips"
    holder_id: str
    municipality: str | None
    scheme_id: str
    offer_id: str
    organisation_id: str
    day: date
    price_cents: int
    holder_cents: int
    network_cents: int
    valid_until: date
    slip_number: str | None
    participation_id: str
    issued_by: str | None
    made_at: datetime
    status: str = "requested"
    taken: tuple[SlipRedeemed, ...] = ()
