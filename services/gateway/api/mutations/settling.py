"""Mutations about statements that are due, and lines that came too late."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.answers import PARTICIPATION, ParticipationAnswer
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.api.settling import DUE, waiting
from services.gateway.api.settling_types import DueStatementsAnswer
from services.gateway.api.stock_types import GroupVisitAnswer
from services.gateway.api.stocks import GROUP_VISIT
from services.gateway.domain.access import Scope
from services.gateway.storage.paging import Page


@strawberry.type
class SettlingMutations:
    """Who keeps the books settles in time."""

    @strawberry.mutation(description="Draw up the statements that are due, of up to 100 providers.")
    async def draw_up_due_statements(
        self, info: Info, network: UUID, key: str, year: int
    ) -> DueStatementsAnswer:
        """Of each provider, the lines of its periods that are over."""
        wish = Wish(
            "drawUpDueStatements",
            {"network": network, "key": key, "year": year},
            lambda: _all_due(info.context, network, year),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, DUE)

    @strawberry.mutation(
        description="Let a line that came too late in by a decision, or refuse it."
    )
    async def decide_late_line(
        self,
        info: Info,
        network: UUID,
        key: str,
        participation: UUID,
        admitted: bool,  # noqa: FBT001 - as GraphQL names it
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
    ) -> ParticipationAnswer:
        """One that is refused is cancelled, and its provider sees by whose decision."""
        given = {
            "network": network,
            "key": key,
            "participation": participation,
            "admitted": admitted,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = wish_about(
            ("participations", str(participation)),
            "decideLateLine",
            given,
            lambda: commands.DecideLateLine(
                participation_id=participation,
                admitted=admitted,
                decision=decision_of(body, decided_on, reference),
            ),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(
        description="Let a visit of a group that came too late in by a decision, or refuse it."
    )
    async def decide_late_visit(
        self,
        info: Info,
        network: UUID,
        key: str,
        visit: UUID,
        admitted: bool,  # noqa: FBT001 - as GraphQL names it
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
    ) -> GroupVisitAnswer:
        """One that is refused is cancelled: its tickets are free again."""
        given = {
            "network": network,
            "key": key,
            "visit": visit,
            "admitted": admitted,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = wish_about(
            ("group_visits", str(visit)),
            "decideLateVisit",
            given,
            lambda: commands.DecideLateVisit(
                visit_id=visit,
                admitted=admitted,
                decision=decision_of(body, decided_on, reference),
            ),
        )
        return await answer(info.context, wish, GROUP_VISIT)


async def _all_due(
    context: RequestContext, network: UUID, year: int
) -> commands.DrawUpDueStatements:
    """The command for the first of those that are due: for none where none is, so that the same
    key is answered as it was."""
    page = Page(commands.PROVIDERS_MAX)
    rows = await waiting(context, str(network), year, page, due=True)
    named = tuple(UUID(row["organisation_id"]) for row in rows.rows)
    return commands.DrawUpDueStatements(organisation_ids=named, year=year)
