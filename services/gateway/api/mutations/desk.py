"""Mutations about desks: what happened offline, and decisions on what waits."""

from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.gateway.api.cards import by_role, sealed_reason
from services.gateway.api.context import Coded, Info
from services.gateway.api.desk_types import UploadAnswer, WorkDecision, WorkItemAnswer
from services.gateway.api.sending import answer, rejected, wish_about
from services.gateway.api.uploading import upload
from services.gateway.api.validity import checked
from services.gateway.api.working import WORK_ITEM


@strawberry.type
class DeskMutations:
    """At the point of use, afterwards."""

    @strawberry.mutation(description="What a desk did while it was offline: up to 200 lines.")
    async def upload_participations(self, info: Info, network: UUID, lines: JSON) -> UploadAnswer:
        """Each line: `id` (the device's own; the same is never taken in twice), `cardNumber`,
        `offer`, `happenedAt` and `takenCents`, which the desk took.

        It is judged by the rules of its own time. It happened, so it is never refused for them:
        what they do not cover stands in `workItems`. The holder owes no more than was taken.
        """
        try:
            checked(network=network)
        except Coded as problem:
            return rejected(problem.code, problem.argument)
        return await upload(info.context, network, lines)

    @strawberry.mutation(description="Decide about something that waits for a person.")
    async def resolve_work_item(
        self,
        info: Info,
        network: UUID,
        key: str,
        work_item: UUID,
        work_decision: WorkDecision,
        reason: str,
    ) -> WorkItemAnswer:
        """Once, with a reason."""
        given = {
            "network": network,
            "key": key,
            "workItem": work_item,
            "workDecision": work_decision,
            "reason": reason,
        }
        wish = wish_about(
            ("work_items", str(work_item)),
            "resolveWorkItem",
            given,
            lambda: commands.ResolveWorkItem(
                item_id=work_item,
                decision=work_decision.value,
                reason=sealed_reason(info.context, reason),
                by=by_role(info.context),
            ),
        )
        return await answer(info.context, wish, WORK_ITEM)
