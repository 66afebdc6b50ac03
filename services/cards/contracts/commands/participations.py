"""What can be asked at the point of use."""

from datetime import date, datetime
from uuid import UUID

from services.kernel.contract import Command


class RegisterParticipation(Command, name="cards.register_participation.v1"):
    """Take part at once. `card_token` is the keyed hash of the card's number."""

    card_token: str
    offer_id: UUID
    on: date


class HoldParticipation(Command, name="cards.hold_participation.v1"):
    """Set the shares aside until `hold_until`; then confirm or void."""

    card_token: str
    offer_id: UUID
    on: date
    hold_until: datetime


class ConfirmParticipation(Command, name="cards.confirm_participation.v1"):
    """Turn a hold into a confirmed participation."""

    participation_id: UUID


class VoidParticipation(Command, name="cards.void_participation.v1"):
    """Give a hold back."""

    participation_id: UUID


class CancelParticipation(Command, name="cards.cancel_participation.v1"):
    """Undo a confirmed participation: budget posts a reversal that names it."""

    participation_id: UUID
