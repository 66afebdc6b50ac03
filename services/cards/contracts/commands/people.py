"""What can be asked about persons and what they may use."""

from datetime import date
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


class EraseHolder(Command, name="cards.erase_holder.v1"):
    """Destroy the person's key. Accounts and statistics stay as they are."""

    holder_id: UUID


class SettleNumber(Command, name="cards.settle_number.v1", internal=True):
    """Second half of taking in a national number: the vault keeps this entry of hers alone."""

    holder_id: UUID
    number_id: UUID


class DestroyKey(Command, name="cards.destroy_key.v1", internal=True):
    """Second half of erasing: cards sends it to itself until the person's key is destroyed."""

    holder_id: UUID
