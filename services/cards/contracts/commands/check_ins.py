"""What can be asked about checking in: a card is shown where somebody takes part. No money."""

from datetime import datetime
from uuid import UUID

from services.kernel.contract import Command


class CheckIn(Command, name="cards.check_in.v1"):
    """Somebody is there, with her card. `happened_at`: a desk that was offline tells it late; it
    is judged by that time, and not refused for being outside the window."""

    card_token: str
    offer_id: UUID
    happened_at: datetime | None = None


class CancelCheckIn(Command, name="cards.cancel_check_in.v1"):
    """She was not there after all: she may be checked in again."""

    check_in_id: UUID
