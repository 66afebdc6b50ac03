"""Facts about persons who were entered twice."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.events.households import MemberRole
from services.kernel.contract import Event


class RightTaken(BaseModel):
    """A right of the one who was entered twice, as it holds for the one who stays.

    It holds only where the one who stays has none: never two rights for one period.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    right_id: UUID
    scheme_id: UUID
    valid_from: date
    last_day: date | None = None


class HoldersMerged(Event, name="cards.holders_merged.v1"):
    """A person was entered twice. What `duplicate_id` has works for `holder_id` from now on.

    `rights` go over; the others of the duplicate rest until she is split again. In `households`
    the one who stays takes her place; the duplicate leaves all hers.
    """

    holder_id: UUID
    duplicate_id: UUID
    rights: tuple[RightTaken, ...] = ()
    households: tuple[UUID, ...] = ()


class MergedHolderErased(Event, name="cards.merged_holder_erased.v1", terminal=False):
    """A file that was merged into another is erased with it, as `HolderErased` tells."""

    holder_id: UUID
    payment_kept_until: date | None = None
    decision_ids: tuple[UUID, ...] = ()
    application_ids: tuple[UUID, ...] = ()


class PlaceGivenBack(BaseModel):
    """A place in a household that is the duplicate's again; `given_back` by the one who stayed."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    household_id: UUID
    role: MemberRole
    share_percent: int
    given_back: bool


class HoldersSplit(Event, name="cards.holders_split.v1"):
    """They are two persons after all: each has what was hers, and what came to it since.

    `rights` hold for the duplicate again, as told; so do `places`.
    """

    holder_id: UUID
    duplicate_id: UUID
    rights: tuple[RightTaken, ...] = ()
    places: tuple[PlaceGivenBack, ...] = ()
