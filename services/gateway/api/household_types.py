"""Households as GraphQL shows them."""

from typing import Annotated, Final
from uuid import UUID

import strawberry

from services.gateway.api import households
from services.gateway.api.contact_types import MemberRole
from services.gateway.api.context import RequestContext
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sending import Shown
from services.gateway.api.types import Holder


@strawberry.type
class HouseholdMember:
    """A person in a household; under 100 percent she is a child who lives in two."""

    holder: Holder
    role: MemberRole
    share_percent: int


@strawberry.type
class Household:
    """Who lives together, as far as it is for you to see."""

    id: UUID
    members: list[HouseholdMember]


@strawberry.type
class HouseholdDone:
    """It happened, and every view shows it."""

    operation: UUID
    household: Household


HouseholdAnswer = Annotated[HouseholdDone | Rejected | Pending, strawberry.union("HouseholdAnswer")]


def shown(found: households.Seen) -> Household:
    """A household with the members that were read."""
    return Household(
        id=UUID(found.id),
        members=[
            HouseholdMember(
                holder=holder,
                role=MemberRole(member["role"]),
                share_percent=member["share_percent"],
            )
            for member, holder in found.members
        ],
    )


async def read(context: RequestContext, network: str, key: str) -> Household | None:
    """A household by its id."""
    found = await households.seen(context, network, key)
    return None if found is None else shown(found)


HOUSEHOLD: Final = Shown(
    read, lambda operation, shown: HouseholdDone(operation=operation, household=shown)
)
