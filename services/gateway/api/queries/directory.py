"""Queries about who is asking, networks, organisations, offers, operations."""

from uuid import UUID

import strawberry

from services.gateway.api import build
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.operations import find_operation
from services.gateway.api.reads import connection_of, listed, page_of
from services.gateway.api.replies import Operation
from services.gateway.api.types import Connection, Me, Network, Offer, Organisation
from services.gateway.api.validity import checked
from services.gateway.domain.access import TABLE, Grant, Reach, Scope
from services.gateway.storage import lists
from services.gateway.storage.paging import BadCursor, Page, Rows, read_page
from services.gateway.storage.reading import Bounds


@strawberry.type
class DirectoryQueries:
    """Networks, organisations, offers."""

    @strawberry.field(description="What your token says.")
    async def me(self, info: Info) -> Me:
        """For everybody who is signed in."""
        grant = info.context.permit("me", Scope())
        return Me(
            role=grant.role.value,
            network=_uuid(grant.network),
            organisation=_uuid(grant.organisation),
            holder=_uuid(grant.holder),
            municipality=grant.municipality,
        )

    @strawberry.field(description="The networks that you may see, by slug.")
    async def networks(
        self, info: Info, first: int | None = 50, after: str | None = None
    ) -> Connection[Network]:
        """All of them for the platform's own roles; else your own."""
        grant, page = info.context.permit("networks", Scope()), page_of(first, after)
        rows = await _read_networks(info.context, grant, {}, page)
        degraded = info.context.gateway.degraded()
        return connection_of(rows, [build.network(row, degraded) for row in rows.rows])

    @strawberry.field(description="One network, by its id or by its slug.")
    async def network(
        self,
        info: Info,
        id: UUID | None = None,  # noqa: A002
        slug: str | None = None,
    ) -> Network | None:
        """Null where it is unknown, or not yours."""
        if (id is None) == (slug is None):
            raise Coded("bad_input", "id")
        checked(id=id, slug=slug)
        key = str(id) if id is not None else None
        grant = info.context.permit("network", Scope(network=key))
        filters = {"key": key} if key is not None else {"slug": slug or ""}
        rows = await _read_networks(info.context, grant, filters, Page(1))
        degraded = info.context.gateway.degraded()
        return build.network(rows.rows[0], degraded) if rows.rows else None

    @strawberry.field(description="The partners of a network.")
    async def organisations(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[Organisation]:
        """A provider sees itself."""
        checked(network=network)
        info.context.permit("organisations", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.ORGANISATIONS, {}, page, build.organisation
        )

    @strawberry.field(description="The offers of a network, or of one organisation in it.")
    async def offers(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Offer]:
        """A provider sees its own."""
        checked(network=network, organisation=organisation)
        info.context.permit("offers", Scope(str(network), _text(organisation)))
        page, filters = page_of(first, after), {"organisation_id": organisation}
        return await listed(info.context, str(network), lists.OFFERS, filters, page, build.offer)

    @strawberry.field(description="How an operation of yours stands.")
    async def operation(self, info: Info, id: UUID) -> Operation | None:  # noqa: A002
        """Null where it is unknown, or not yours. A coordinator sees those of the network."""
        checked(id=id)
        grant = info.context.permit("operation", Scope())
        return await find_operation(info.context, grant, id)


async def _read_networks(
    context: RequestContext, grant: Grant, filters: dict[str, str], page: Page
) -> Rows:
    """The directory for roles of the platform, the own network for the others."""
    everywhere = TABLE["networks"][grant.role] is Reach.PLATFORM
    bounds = Bounds(directory=True) if everywhere else Bounds(streams=grant.network or "")
    try:
        async with context.gateway.database.within(bounds) as connection:
            return await read_page(connection, lists.NETWORKS, filters, page)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text is not None else None


def _text(value: UUID | None) -> str | None:
    return str(value) if value is not None else None
