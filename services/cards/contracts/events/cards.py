"""Facts about cards."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.cards import By, CardReason, Carrier
from services.kernel.contract import Cents, Event, Sealed


class CardIssued(Event, name="cards.card_issued.v1"):
    """A card carries a right. `number` is sealed with the holder's key; `token` finds the card."""

    card_id: UUID
    right_id: UUID
    holder_id: UUID
    token: str
    number: Sealed


class CardBlocked(Event, name="cards.card_blocked.v1"):
    """The card no longer works; the right behind it does.

    `blocked_at` (UTC): what happened before it and is told later is judged as of then.
    """

    card_id: UUID
    reason: Literal["lost", "stolen", "broken", "ended"]
    blocked_at: datetime


class SchemeCardIssued(Event, name="cards.scheme_card_issued.v1"):
    """A person holds a carrier of a scheme, entitled or not: the card looks like any other.

    `number` is sealed with the holder's key; `token` finds the card. `valid_until` is the last
    day printed on it; none: it is for life. `replaces` is the card before it. `pack_id` is set
    where it comes from stock. `by` is the role of who gave it.
    """

    card_id: UUID
    holder_id: UUID
    scheme_id: UUID
    token: str
    number: Sealed
    carrier: Carrier
    reason: CardReason
    price_cents: Cents = 0
    valid_until: date | None = None
    replaces: UUID | None = None
    pack_id: UUID | None = None
    by: By | None = None
