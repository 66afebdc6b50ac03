"""Queries about who was there."""

from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api import check_ins
from services.gateway.api.check_in_types import CheckIn, CheckInCount
from services.gateway.api.context import Info
from services.gateway.api.merged_files import of_person
from services.gateway.api.reads import connection_of, page_of, read_list, shows_persons
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class CheckInQueries:
    """A provider sees its own offers, a card holder herself."""

    @strawberry.field(description="Who was there, oldest first.")
    async def check_ins(
        self,
        info: Info,
        network: UUID,
        offer: UUID | None = None,
        on: date | None = None,
        holder: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[CheckIn]:
        """At an offer, on a day, of a person; those that were cancelled are among them."""
        checked(network=network, offer=offer, on=on, holder=holder)
        whose = None if holder is None else str(holder)
        info.context.permit("checkIns", Scope(network=str(network), holder=whose))
        page = page_of(first, after)
        filters: dict[str, Any] = {"offer_id": offer, "day": on}
        grant = info.context.grant
        whose = whose or (grant.holder if grant is not None else None)
        listing, stream = lists.CHECK_INS, str(network)
        rows = await (
            of_person(info.context, stream, whose, listing, filters, page)
            if whose
            else read_list(info.context, stream, listing, filters, page)
        )
        person = shows_persons(info.context)
        return connection_of(rows, [check_ins.show(row, person=person) for row in rows.rows])

    @strawberry.field(description="How many were there at an offer on a day.")
    async def check_in_count(
        self, info: Info, network: UUID, offer: UUID, on: date
    ) -> CheckInCount:
        """Without those that were cancelled; of nobody who they were."""
        checked(network=network, offer=offer, on=on)
        info.context.permit("checkInCount", Scope(network=str(network)))
        return await check_ins.count(info.context, str(network), offer, on)
