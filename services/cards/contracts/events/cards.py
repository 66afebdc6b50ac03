"""Facts about cards."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Event, Sealed


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
