"""What can be asked about households: who lives with whom, and whose a child's share is."""

from uuid import UUID

from services.cards.contracts.events.households import HouseholdMember, MemberRole
from services.kernel.contract import Command


class FoundHousehold(Command, name="cards.found_household.v1"):
    """Persons form a household. A child may be in two, with a share of her in each."""

    members: tuple[HouseholdMember, ...]


class JoinHousehold(Command, name="cards.join_household.v1"):
    """A person joins a household; `share_percent` under 100 is for a child of two households."""

    household_id: UUID
    holder_id: UUID
    role: MemberRole
    share_percent: int = 100


class ChangeMember(Command, name="cards.change_member.v1"):
    """A person is something else in a household, or her share there is another."""

    household_id: UUID
    holder_id: UUID
    role: MemberRole
    share_percent: int = 100


class LeaveHousehold(Command, name="cards.leave_household.v1"):
    """A person is no longer part of a household."""

    household_id: UUID
    holder_id: UUID


class AgreeCoParenting(Command, name="cards.agree_co_parenting.v1"):
    """A child lives in two networks: there is one yearly cap, and this network's share of it.

    `payer_network_id` is the network that pays. The other network records the same on its side.
    """

    holder_id: UUID
    share_percent: int
    other_network_id: UUID
    payer_network_id: UUID


class EndCoParenting(Command, name="cards.end_co_parenting.v1"):
    """The whole yearly cap is this network's again."""

    holder_id: UUID
