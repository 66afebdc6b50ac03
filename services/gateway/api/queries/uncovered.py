"""Queries about what is owed without money for it, and what is set aside for rights."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.allowance_types import Allowance, AllowanceStatus
from services.gateway.api.allowances import allowance
from services.gateway.api.context import Info
from services.gateway.api.reads import listed, page_of
from services.gateway.api.types import Connection
from services.gateway.api.uncovered import uncovered_amount, uncovered_total
from services.gateway.api.uncovered_types import (
    UncoveredAmount,
    UncoveredReason,
    UncoveredStatus,
    UncoveredTotal,
)
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class UncoveredQueries:
    """Each amount, and what is open in all; and what is set aside for rights."""

    @strawberry.field(description="What is set aside for rights, oldest first.")
    async def allowances(
        self,
        info: Info,
        network: UUID,
        right: UUID | None = None,
        status: AllowanceStatus | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Allowance]:
        """Whoever works for one municipality sees that of its own persons. No names."""
        checked(network=network, right=right, status=status)
        info.context.permit("allowances", Scope(network=str(network)))
        filters = {"right_id": right, "status": None if status is None else status.value}
        page = page_of(first, after)
        return await listed(info.context, str(network), lists.ALLOWANCES, filters, page, allowance)

    @strawberry.field(description="What is owed without money for it, in the order it came.")
    async def uncovered_amounts(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        envelope: UUID | None = None,
        reason: UncoveredReason | None = None,
        status: UncoveredStatus | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[UncoveredAmount]:
        """Whoever works for one municipality sees that of its own persons. No names."""
        checked(network=network, envelope=envelope, reason=reason, status=status)
        info.context.permit("uncoveredAmounts", Scope(network=str(network)))
        filters: dict[str, Any] = {
            "year": year,
            "envelope_id": envelope,
            "reason": None if reason is None else reason.value,
            "status": None if status is None else status.value,
        }
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.UNCOVERED_AMOUNTS, filters, page, uncovered_amount
        )

    @strawberry.field(description="What is open in all, by year, envelope and reason.")
    async def uncovered_totals(
        self,
        info: Info,
        network: UUID,
        year: int | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[UncoveredTotal]:
        """Of the whole network. An envelope of which nothing is open any more tells zero."""
        checked(network=network)
        info.context.permit("uncoveredTotals", Scope(network=str(network)))
        filters, page = {"year": year}, page_of(first, after)
        return await listed(
            info.context, str(network), lists.UNCOVERED_TOTALS, filters, page, uncovered_total
        )
