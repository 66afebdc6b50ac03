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


class HolderErased(Event, name="cards.holder_erased.v1"):
    """The person's key is destroyed: what was sealed with it can be read by nobody.

    `payment_kept_until`: the last day of the legal term of her account number, where there is one.
    """

    holder_id: UUID
    payment_kept_until: date | None = None
