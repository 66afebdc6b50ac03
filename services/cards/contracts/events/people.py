"""Facts about persons and what they may use.

Personal data is sealed with the key of that one person (`Sealed`), so erasing the key erases it.
"""

from datetime import date
from uuid import UUID

from services.kernel.contract import Cents, Event, Sealed


class HolderRegistered(Event, name="cards.holder_registered.v1"):
    """A person is known. `identity` is sealed with her key.

    `number_id` is the entry of the identity vault that holds her national number, if she gave one.
    """

    holder_id: UUID
    municipality: str
    identity: Sealed
    number_id: UUID | None = None


class EligibilityDecided(Event, name="cards.eligibility_decided.v1"):
    """A person is entitled until this day, the day included. `ground` is sealed with her key."""

    holder_id: UUID
    ground: Sealed
    valid_until: date


class RightGranted(Event, name="cards.right_granted.v1"):
    """A person may use so many cents of the network's share per calendar year."""

    right_id: UUID
    holder_id: UUID
    yearly_ceiling_cents: Cents
    valid_from: date
    valid_until: date


class HolderCorrected(Event, name="cards.holder_corrected.v1"):
    """How a person is written was put right. `identity` is sealed with her key.

    `number_id` is her entry in the identity vault from now on; none: as it was.
    """

    holder_id: UUID
    identity: Sealed
    number_id: UUID | None = None


class ContactSet(Event, name="cards.contact_set.v1"):
    """How a person is reached. `contact` is sealed with her key."""

    holder_id: UUID
    contact: Sealed


class HolderMoved(Event, name="cards.holder_moved.v1"):
    """A person lives elsewhere since a day; `learned_on` is the day on which that was told.

    `municipality`: none is outside the network, which keeps her file. What it does to her right
    is decided apart. `residence` is sealed with her key. `network_id`: the other network where
    she lives then, where that is known.
    """

    holder_id: UUID
    municipality: str | None
    since: date
    learned_on: date
    residence: Sealed | None = None
    network_id: UUID | None = None


class AddressSecretSet(Event, name="cards.address_secret_set.v1"):
    """Whether few only may see where and with whom a person lives."""

    holder_id: UUID
    secret: bool


class HolderErased(Event, name="cards.holder_erased.v1"):
    """The person's key is destroyed: what was sealed with it can be read by nobody.

    `payment_kept_until`: the last day of the legal term of her account number, where there is one.
    `decision_ids` and `application_ids`: what was decided about her and what she asked; why, and
    what her applications held, is forgotten with her.
    """

    holder_id: UUID
    payment_kept_until: date | None = None
    decision_ids: tuple[UUID, ...] = ()
    application_ids: tuple[UUID, ...] = ()
