"""Queries about what is paid at the desk."""

from uuid import UUID

import strawberry

from services.gateway.api import receipts
from services.gateway.api.context import Info
from services.gateway.api.receipts import Receipt
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


@strawberry.type
class ReceiptQueries:
    """Receipts."""

    @strawberry.field(description="One receipt for up to fifty participations bought together.")
    async def receipt(
        self, info: Info, network: UUID, participations: list[UUID]
    ) -> Receipt | None:
        """Null where one is unknown, or not for you."""
        checked(network=network, participations=participations)
        info.context.permit("receipt", Scope(network=str(network)))
        return await receipts.receipt(info.context, str(network), participations)
