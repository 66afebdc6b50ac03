"""Queries about applications: work list, mandates, attests, and what a late fact would touch."""

from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api import files, lateness, letters
from services.gateway.api.context import Info
from services.gateway.api.file_types import (
    Application,
    ApplicationSort,
    ApplicationStatus,
    AttestSeries,
    LetterOfDecision,
    Mandate,
    SchemeRight,
)
from services.gateway.api.late_types import LateFactPreview
from services.gateway.api.reads import connection_of, listed, page_of, read_list
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class FileQueries:
    """Applications."""

    @strawberry.field(description="One application, as far as it is known.")
    async def application(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> Application | None:
        """Null where it is unknown, or not for you."""
        checked(network=network, id=id)
        info.context.permit("application", Scope(network=str(network)))
        return await files.application(info.context, str(network), str(id))

    @strawberry.field(description="The work list: what is due first, or all applications by age.")
    async def applications(
        self,
        info: Info,
        network: UUID,
        sort: ApplicationSort = ApplicationSort.DUE,
        status: ApplicationStatus | None = None,
        assignee: str | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Application]:
        """A referrer sees her own organisation's."""
        checked(network=network, sort=sort, status=status, assignee=assignee)
        context = info.context
        context.permit("applications", Scope(network=str(network)))
        listing = lists.APPLICATIONS_DUE if sort is ApplicationSort.DUE else lists.APPLICATIONS_MADE
        filters: dict[str, Any] = {
            "status": status.value if status else None,
            "assignee": assignee,
            "referrer_id": files.own_referrals(context),
        }
        rows = await read_list(context, str(network), listing, filters, page_of(first, after))
        return connection_of(rows, await files.show_applications(context, rows.rows))

    @strawberry.field(description="How far referrers may go.")
    async def mandates(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[Mandate]:
        """Own outreach workers attest, and organisations signpost, until the network says more."""
        checked(network=network)
        info.context.permit("mandates", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.MANDATES, {}, page, files.show_mandate
        )

    @strawberry.field(description="The blank attests that lie with organisations.")
    async def attest_series(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[AttestSeries]:
        """A referrer sees those of her own organisation."""
        checked(network=network)
        context = info.context
        context.permit("attestSeries", Scope(network=str(network)))
        page = page_of(first, after)
        filters = {"referrer_id": files.own_referrals(context)}
        return await listed(
            context, str(network), lists.ATTEST_SERIES, filters, page, files.show_series
        )

    @strawberry.field(description="What a person is or was entitled to in schemes, oldest first.")
    async def scheme_rights(
        self,
        info: Info,
        network: UUID,
        holder: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[SchemeRight]:
        """A card holder sees her own."""
        checked(network=network, holder=holder)
        info.context.permit("schemeRights", Scope(network=str(network), holder=str(holder)))
        page, filters = page_of(first, after), {"holder_id": holder}
        return await listed(
            info.context, str(network), lists.SCHEME_RIGHTS, filters, page, files.show_right
        )

    @strawberry.field(description="What learning a fact late would touch, before it is applied.")
    async def late_fact_preview(
        self,
        info: Info,
        network: UUID,
        holder: UUID,
        scheme: UUID,
        true_until: date | None = None,
        true_from: date | None = None,
    ) -> LateFactPreview:
        """One of two. `trueUntil`: the last day on which it was still so. `trueFrom`: the first
        day on which it was already so, before her right began."""
        checked(
            network=network,
            holder=holder,
            scheme=scheme,
            true_until=true_until,
            true_from=true_from,
        )
        info.context.permit("lateFactPreview", Scope(network=str(network), holder=str(holder)))
        learned = lateness.Learned(str(network), str(holder), str(scheme), true_until, true_from)
        return await lateness.preview(info.context, learned)

    @strawberry.field(description="What the letter about a decision says, in plain Dutch.")
    async def letter_of(self, info: Info, network: UUID, decision: UUID) -> LetterOfDecision | None:
        """Null once why it was made is destroyed, and where it is not for you."""
        checked(network=network, decision=decision)
        info.context.permit("letterOf", Scope(network=str(network)))
        return await letters.letter_of(info.context, str(network), str(decision))
