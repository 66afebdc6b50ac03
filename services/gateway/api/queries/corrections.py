"""Queries about corrections: those that were made, and what one would do."""

from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.correction_types import Correction, CorrectionPreviewAnswer
from services.gateway.api.corrections import correction, preview
from services.gateway.api.reads import listed, page_of
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class CorrectionQueries:
    """What was corrected, and by whose decision."""

    @strawberry.field(description="Corrections of participations, the oldest first.")
    async def corrections(
        self,
        info: Info,
        network: UUID,
        participation: UUID | None = None,
        organisation: UUID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Correction]:
        """A provider sees its own."""
        checked(network=network, participation=participation, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("corrections", Scope(network=str(network), organisation=party))
        filters = {"participation_id": participation, "organisation_id": organisation}
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.CORRECTIONS, filters, page, correction
        )

    @strawberry.field(description="What a correction would give back to whom. Nothing happens.")
    async def correction_preview(
        self,
        info: Info,
        network: UUID,
        participation: UUID,
        refund_cents: Cents | None = None,
        price_cents: Cents | None = None,
        recover: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
    ) -> CorrectionPreviewAnswer:
        """With the arguments of `correctParticipation`."""
        checked(
            network=network,
            participation=participation,
            refund_cents=refund_cents,
            price_cents=price_cents,
        )
        info.context.permit("correctionPreview", Scope(network=str(network)))
        return await preview(
            info.context,
            str(network),
            str(participation),
            refund_cents=refund_cents,
            price_cents=price_cents,
            recover=recover,
        )
