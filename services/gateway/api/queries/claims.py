"""Queries about what holders paid first, and about guarantee slips."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.claim_types import (
    Claim,
    ClaimStatus,
    GuaranteeSlip,
    PrintedSlip,
    SlipStatus,
)
from services.gateway.api.claims import claim as one_claim
from services.gateway.api.claims import printed_slip, show_claims, show_slips
from services.gateway.api.context import Info
from services.gateway.api.merged_files import of_person
from services.gateway.api.reads import connection_of, page_of, read_list
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class ClaimQueries:
    """Claims and slips."""

    @strawberry.field(description="One claim.")
    async def claim(self, info: Info, network: UUID, id: UUID) -> Claim | None:  # noqa: A002
        """Null where it is not for you."""
        checked(network=network, id=id)
        info.context.permit("claim", Scope(network=str(network)))
        return await one_claim(info.context, str(network), str(id))

    @strawberry.field(description="Claims of a network, or of one person, oldest first.")
    async def claims(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        status: ClaimStatus | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Claim]:
        """A card holder sees her own."""
        checked(network=network, holder=holder, status=status)
        context = info.context
        context.permit(
            "claims", Scope(network=str(network), holder=None if holder is None else str(holder))
        )
        filters: dict[str, Any] = {"status": None if status is None else status.value}
        page = page_of(first, after)
        if holder is None:
            rows = await read_list(context, str(network), lists.CLAIMS, filters, page)
        else:
            rows = await of_person(context, str(network), str(holder), lists.CLAIMS, filters, page)
        return connection_of(rows, await show_claims(context, rows.rows))

    @strawberry.field(description="Claims to decide, the first that runs out first.")
    async def claim_work(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[Claim]:
        """They are complete, and their share is set aside until `decideBy`."""
        checked(network=network)
        info.context.permit("claimWork", Scope(network=str(network)))
        page = page_of(first, after)
        rows = await read_list(info.context, str(network), lists.CLAIMS_DUE, {}, page)
        return connection_of(rows, await show_claims(info.context, rows.rows))

    @strawberry.field(description="Guarantee slips of a network, or of one person, oldest first.")
    async def guarantee_slips(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        status: SlipStatus | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[GuaranteeSlip]:
        """A card holder sees her own."""
        checked(network=network, holder=holder, status=status)
        context = info.context
        context.permit(
            "guaranteeSlips",
            Scope(network=str(network), holder=None if holder is None else str(holder)),
        )
        filters: dict[str, Any] = {"status": None if status is None else status.value}
        page = page_of(first, after)
        if holder is None:
            rows = await read_list(context, str(network), lists.SLIPS, filters, page)
        else:
            rows = await of_person(context, str(network), str(holder), lists.SLIPS, filters, page)
        return connection_of(rows, await show_slips(context, rows.rows))

    @strawberry.field(description="A guarantee slip to print, while it works.")
    async def printed_slip(self, info: Info, network: UUID, slip: UUID) -> PrintedSlip | None:
        """It looks like any voucher."""
        checked(network=network, slip=slip)
        info.context.permit("printedSlip", Scope(network=str(network)))
        return await printed_slip(info.context, str(network), str(slip))
