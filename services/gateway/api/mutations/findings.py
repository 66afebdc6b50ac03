"""Mutations about what is to be looked at in statements."""

from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.finding_types import FindingAnswer, FindingJudgement, FindingKind
from services.gateway.api.findings import FINDING, review_of
from services.gateway.api.sending import Refused, Wish, answer
from services.gateway.domain.access import Scope


@strawberry.type
class FindingMutations:
    """A person looks."""

    @strawberry.mutation(description="Record what you found of an odd pattern or a sample.")
    async def judge_finding(
        self,
        info: Info,
        network: UUID,
        key: str,
        statement: UUID,
        finding: FindingKind,
        judgement: FindingJudgement,
        participation: UUID | None = None,
    ) -> FindingAnswer:
        """Without participation: of the statement as a whole. A dispute sets the line aside."""
        given = {
            "network": network,
            "key": key,
            "statement": statement,
            "finding": finding,
            "judgement": judgement,
            "participation": participation,
        }

        async def command() -> commands.JudgeFinding:
            await _found(info.context, network, statement, (finding, participation))
            return commands.JudgeFinding(
                statement_id=statement,
                finding=finding.value,
                participation_id=participation,
                judgement=judgement.value,
            )

        wish = Wish("judgeFinding", given, command, Scope(network=str(network)))
        return await answer(info.context, wish, FINDING)


async def _found(
    context: RequestContext,
    network: UUID,
    statement: UUID,
    asked: tuple[FindingKind, UUID | None],
) -> None:
    """Refuses what was not put before anybody. Raises Refused."""
    review = await review_of(context, str(network), str(statement))
    if review is None:
        raise Refused("statement_unknown", "statement")
    if asked not in {(one.kind, one.participation) for one in review.findings}:
        raise Refused("finding_unknown", "finding")
