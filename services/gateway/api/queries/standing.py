"""Queries about how a person stands in a card scheme."""

from datetime import date
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.quoting import scheme_use
from services.gateway.api.standing_types import SchemeUse
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


@strawberry.type
class StandingQueries:
    """What is used and left in a scheme."""

    @strawberry.field(description="What a person has used in a scheme, and what is left.")
    async def scheme_use(
        self, info: Info, network: UUID, holder: UUID, scheme: UUID, on: date
    ) -> SchemeUse | None:
        """Null where she is unknown, or not for you. A card holder sees herself."""
        checked(network=network, holder=holder, scheme=scheme, on=on)
        info.context.permit("schemeUse", Scope(network=str(network), holder=str(holder)))
        return await scheme_use(info.context, network, holder, scheme, on)
