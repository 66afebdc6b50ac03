"""What can be asked of cards. Topic: cards.commands. Key: the network."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Cents, Command, Sealed


class RegisterHolder(Command, name="cards.register_holder.v1"):
    """Register a person. `identity` is sealed to cards: names, birth date, national number."""

    municipality: str
    identity: Sealed


class DecideEligibility(Command, name="cards.decide_eligibility.v1"):
    """Say until when a person is entitled. `ground` is sealed to cards: it tells of poverty."""

    holder_id: UUID
    ground: Sealed
    valid_until: date


class GrantRight(Command, name="cards.grant_right.v1"):
    """Grant a right: at most so many cents of the network's share per calendar year."""

    holder_id: UUID
    yearly_ceiling_cents: Cents
    valid_from: date
    valid_until: date


class IssueCard(Command, name="cards.issue_card.v1"):
    """Issue a card that carries a right of this holder."""

    holder_id: UUID
    right_id: UUID


class BlockCard(Command, name="cards.block_card.v1"):
    """Block a card that is lost or no longer used. The right stays."""

    card_id: UUID
    reason: Literal["lost", "stolen", "broken", "ended"]


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


class EraseHolder(Command, name="cards.erase_holder.v1"):
    """Destroy the person's key. Accounts and statistics stay as they are."""

    holder_id: UUID


class DestroyKey(Command, name="cards.destroy_key.v1", internal=True):
    """Second half of erasing: cards sends it to itself until the person's key is destroyed."""

    holder_id: UUID
