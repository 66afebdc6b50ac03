"""Queries about rights that are renewed by themselves, and those that are not."""

from uuid import UUID

import strawberry

from services.gateway.api import files, statuses
from services.gateway.api.context import Info
from services.gateway.api.file_types import SchemeRight
from services.gateway.api.reads import listed, page_of
from services.gateway.api.status_types import RenewalArrangement
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class RenewalQueries:
    """Renewals at night."""

    @strawberry.field(description="What was arranged about renewals, oldest first.")
    async def renewal_arrangements(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[RenewalArrangement]:
        """Those that were stopped too."""
        checked(network=network)
        info.context.permit("renewalArrangements", Scope(network=str(network)))
        page = page_of(first, after)
        listing, show = lists.RENEWAL_ARRANGEMENTS, statuses.show_arrangement
        return await listed(info.context, str(network), listing, {}, page, show)

    @strawberry.field(description="Rights that end soon and are not renewed by themselves.")
    async def renewals_left(
        self,
        info: Info,
        network: UUID,
        scheme: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[SchemeRight]:
        """A work list, the first to end first. One leaves it once it is renewed, or a month after
        its end. Why is with the status questions of the holder, for who may read those."""
        checked(network=network, scheme=scheme)
        info.context.permit("renewalsLeft", Scope(network=str(network)))
        page, filters = page_of(first, after), {"scheme_id": scheme}
        listing, show = lists.RENEWALS_LEFT, files.show_right
        return await listed(info.context, str(network), listing, filters, page, show)
