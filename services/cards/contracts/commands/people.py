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


class CorrectHolder(Command, name="cards.correct_holder.v1"):
    """Put right how a person is written. `identity` is sealed to cards, as in `RegisterHolder`.

    It stands in for what was there; a national number that is left out stays as it is.
    """

    holder_id: UUID
    identity: Sealed


class SetContact(Command, name="cards.set_contact.v1"):
    """Say how a person is reached. `contact` is sealed to cards.

    Its fields: `channel`, `address`, `phone`, `mail`, `language`, `referrer_id`.
    """

    holder_id: UUID
    contact: Sealed


class MoveHolder(Command, name="cards.move_holder.v1"):
    """A person lives elsewhere since a day. Without `municipality`: outside the network.

    `network_id`: the network where she lives then, which pays where a regulation lets the
    domicile pay. `residence` is sealed to cards: whether she lives on her own or in an
    institution, and which.
    """

    holder_id: UUID
    since: date
    municipality: str | None = None
    residence: Sealed | None = None
    network_id: UUID | None = None


class SetAddressSecret(Command, name="cards.set_address_secret.v1"):
    """Keep from all but a few roles where and with whom a person lives, or no longer."""

    holder_id: UUID
    secret: bool


class MergeHolders(Command, name="cards.merge_holders.v1"):
    """A person was entered twice: go on with `holder_id`. Undone by `SplitHolders`."""

    holder_id: UUID
    duplicate_id: UUID


class SplitHolders(Command, name="cards.split_holders.v1"):
    """They are two persons after all: the second is as she was before she was merged."""

    duplicate_id: UUID


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
