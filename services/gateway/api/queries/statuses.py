"""Queries about social statuses: what was asked about whom, and the register of questions."""

from uuid import UUID

import strawberry

from services.gateway.api import statuses
from services.gateway.api.context import Coded, Info
from services.gateway.api.reads import connection_of, listed, page_of, read_list
from services.gateway.api.status_types import StatusQuestion, StatusRegisterEntry, StatusTotal
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import YEAR_MAX, YEAR_MIN
from services.gateway.storage import lists


@strawberry.type
class StatusQueries:
    """Questions, register, totals."""

    @strawberry.field(description="What sources were asked, and papers that were seen.")
    async def status_questions(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        waiting: bool | None = None,  # noqa: FBT001 (GraphQL names every argument)
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[StatusQuestion]:
        """Oldest first. A card holder sees those about herself."""
        checked(network=network, holder=holder)
        context = info.context
        scope = Scope(network=str(network), holder=str(holder) if holder else None)
        context.permit("statusQuestions", scope)
        page, filters = page_of(first, after), {"holder_id": holder, "waiting": waiting}
        rows = await read_list(context, str(network), lists.STATUS_QUESTIONS, filters, page)
        return connection_of(rows, await statuses.show_questions(context, rows.rows))

    @strawberry.field(description="The register: who asked a source, when, on what basis.")
    async def status_register(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[StatusRegisterEntry]:
        """For the data protection officer. It shows no answer."""
        checked(network=network)
        info.context.permit("statusRegister", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.STATUS_QUESTIONS, {}, page, statuses.register_entry
        )

    @strawberry.field(description="How often sources were asked in a year.")
    async def status_totals(
        self,
        info: Info,
        network: UUID,
        year: int,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[StatusTotal]:
        """By source, legal basis, purpose and role; a year in Brussels."""
        checked(network=network)
        info.context.permit("statusTotals", Scope(network=str(network)))
        if not YEAR_MIN <= year <= YEAR_MAX:
            raise Coded("year_invalid", "year")
        page, filters = page_of(first, after), {"year": year}
        return await listed(
            info.context, str(network), lists.STATUS_TOTALS, filters, page, statuses.total
        )
