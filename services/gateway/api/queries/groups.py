"""Queries about those who take part together."""

from uuid import UUID

import strawberry

from services.gateway.api import groups
from services.gateway.api.context import Info
from services.gateway.api.group_types import Group
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


@strawberry.type
class GroupQueries:
    """Groups."""

    @strawberry.field(description="Those who took part in one request.")
    async def group(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> Group | None:
        """Null where it is unknown, or not for you; of a group with others, those whom you see."""
        checked(network=network, id=id)
        info.context.permit("group", Scope(network=str(network)))
        return await groups.group(info.context, str(network), str(id))
