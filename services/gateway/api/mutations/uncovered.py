"""What is owed without money for it, paid by a decision; money that is set aside for rights."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.allowance_types import AllowanceAnswer
from services.gateway.api.allowances import ALLOWANCE
from services.gateway.api.budget_types import DecidingBody, SourceKind
from services.gateway.api.context import Info
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.sending import Wish, answer
from services.gateway.api.uncovered import UNCOVERED
from services.gateway.api.uncovered_types import UncoveredAnswer, UncoveredReason
from services.gateway.domain.access import Scope


@strawberry.type
class UncoveredMutations:
    """Covering one amount, and setting money aside."""

    @strawberry.mutation(description="Try again to set money aside for a right.")
    async def set_aside_allowance(
        self, info: Info, network: UUID, key: str, allowance: UUID
    ) -> AllowanceAnswer:
        """Where too little was left; refused as then, where that is still so. Once it is set aside
        the vouchers or the budget are given."""
        wish = Wish(
            "setAsideAllowance",
            {"network": network, "key": key, "allowance": allowance},
            lambda: commands.SetAsideAllowance(allowance_id=allowance),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, ALLOWANCE)

    @strawberry.mutation(description="Pay what is uncovered of a participation, by a decision.")
    async def cover_uncovered(
        self,
        info: Info,
        network: UUID,
        key: str,
        participation: UUID,
        reason: UncoveredReason,
        body: DecidingBody,
        decided_on: date,
        from_envelope: UUID | None = None,
        source: SourceKind | None = None,
        reference: str | None = None,
    ) -> UncoveredAnswer:
        """Whole, from an envelope, or without one from what is not set apart. `source`: only this
        one. What lies beyond a ceiling is paid in no other way; what waits for money is paid before
        others that came first. Of a year that is locked: from the present one."""
        given = {
            "network": network,
            "key": key,
            "participation": participation,
            "reason": reason,
            "body": body,
            "decidedOn": decided_on,
            "fromEnvelope": from_envelope,
            "source": source,
            "reference": reference,
        }
        wish = Wish(
            "coverUncovered",
            given,
            lambda: commands.CoverUncovered(
                participation_id=participation,
                reason=reason.value,
                from_envelope=from_envelope,
                source=None if source is None else source.value,
                decision=decision_of(body, decided_on, reference),
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, UNCOVERED)
