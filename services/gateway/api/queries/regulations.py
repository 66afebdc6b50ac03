"""Queries about card schemes and their regulations."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api import regulations
from services.gateway.api.context import Info
from services.gateway.api.previewing import Asked, compared, previewed
from services.gateway.api.reads import connection_of, page_of, read_list
from services.gateway.api.regulation_types import (
    ComparisonAnswer,
    PreviewAnswer,
    Regulation,
    Scheme,
)
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class RegulationQueries:
    """Schemes and regulations: everybody in a network may read them."""

    @strawberry.field(description="The card schemes of a network, oldest first.")
    async def schemes(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[Scheme]:
        """With the versions of their regulations."""
        checked(network=network)
        info.context.permit("schemes", Scope(network=str(network)))
        page = page_of(first, after)
        rows = await read_list(info.context, str(network), lists.SCHEMES, {}, page)
        shown = await regulations.show_schemes(info.context, str(network), rows.rows)
        return connection_of(rows, shown)

    @strawberry.field(description="One card scheme.")
    async def scheme(self, info: Info, network: UUID, id: UUID) -> Scheme | None:  # noqa: A002
        """Null where it is unknown."""
        checked(network=network, id=id)
        info.context.permit("scheme", Scope(network=str(network)))
        return await regulations.scheme(info.context, str(network), str(id))

    @strawberry.field(description="One version of a regulation, with its document.")
    async def regulation(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> Regulation | None:
        """Null where it is unknown."""
        checked(network=network, id=id)
        info.context.permit("regulation", Scope(network=str(network)))
        return await regulations.regulation(info.context, str(network), str(id))

    @strawberry.field(
        description="What a document would decide of given people, and what they would pay."
    )
    async def preview_regulation(
        self,
        info: Info,
        network: UUID,
        document: str,
        people: JSON,
        on: date | None = None,
        offers: JSON | None = None,
        network_offers: list[UUID] | None = None,
    ) -> PreviewAnswer:
        """Before it takes effect; nothing is kept. `people` is a list of `label` and `facts`.

        `offers` are priced for each: a list of `label` and `price_cents` with what else regulations
        ask of an offer, or offers of the network by their ids.
        """
        checked(network=network, document=document, on=on, network_offers=network_offers)
        info.context.permit("previewRegulation", Scope(network=str(network)))
        asked = Asked(document, people, on, offers, tuple(network_offers or ()))
        return await previewed(info.context, network, asked)

    @strawberry.field(description="Who would be decided otherwise by a document, and why.")
    async def compare_regulations(
        self,
        info: Info,
        network: UUID,
        from_: Annotated[UUID, strawberry.argument(name="from")],
        document: str,
        people: JSON,
        on: date | None = None,
        offers: JSON | None = None,
        network_offers: list[UUID] | None = None,
    ) -> ComparisonAnswer:
        """Than by a version that was adopted, with prices before and after. Nothing is kept."""
        given = {"from": from_, "document": document, "on": on, "network_offers": network_offers}
        checked(network=network, **given)
        info.context.permit("compareRegulations", Scope(network=str(network)))
        asked = Asked(document, people, on, offers, tuple(network_offers or ()))
        return await compared(info.context, network, from_, asked)
