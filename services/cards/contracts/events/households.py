"""Facts about households."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.kernel.contract import Event

MemberRole = Literal["adult", "child", "dependant"]


class HouseholdMember(BaseModel):
    """A person in a household. `dependant`: an adult who follows, such as a grandparent.

    `share_percent` under 100: a child who lives in two households.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    holder_id: UUID
    role: MemberRole
    share_percent: int = 100


class HouseholdFounded(Event, name="cards.household_founded.v1"):
    """Persons form a household."""

    household_id: UUID
    members: tuple[HouseholdMember, ...]


class HouseholdJoined(Event, name="cards.household_joined.v1"):
    """A person is part of a household too."""

    household_id: UUID
    holder_id: UUID
    role: MemberRole
    share_percent: int


class MemberChanged(Event, name="cards.member_changed.v1"):
    """A person is something else in her household, or her share there is another."""

    household_id: UUID
    holder_id: UUID
    role: MemberRole
    share_percent: int


class HouseholdLeft(Event, name="cards.household_left.v1"):
    """A person is no longer part of a household."""

    household_id: UUID
    holder_id: UUID


class CoParentingAgreed(Event, name="cards.co_parenting_agreed.v1"):
    """A child lives in two networks: this one's share of her one yearly cap, and who pays."""

    holder_id: UUID
    share_percent: int
    other_network_id: UUID
    payer_network_id: UUID


class CoParentingEnded(Event, name="cards.co_parenting_ended.v1"):
    """The whole yearly cap is this network's again."""

    holder_id: UUID
