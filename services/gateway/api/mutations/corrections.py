"""Mutations that correct what was registered, also after it was paid."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.correction_types import CorrectionAnswer, CorrectionReason
from services.gateway.api.corrections import CORRECTION
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import answer, wish_about
from services.kernel.contract import Command


@strawberry.type
class CorrectionMutations:
    """Who keeps the books corrects; a correction is a new transfer that names what it corrects."""

    @strawberry.mutation(description="Take part of the price of a participation back.")
    async def correct_participation(
        self,
        info: Info,
        network: UUID,
        key: str,
        participation: UUID,
        reason: CorrectionReason,
        body: DecidingBody,
        decided_on: date,
        refund_cents: Cents | None = None,
        price_cents: Cents | None = None,
        reference: str | None = None,
        recover: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
    ) -> CorrectionAnswer:
        """`refundCents` goes back in the ratio in which it was shared; or the price was
        `priceCents`, shared under the rule of its day. What a provider was paid goes off its next
        statements. `recover`: a holder who was paid too much owes it; else it is absorbed."""
        given = {
            "network": network,
            "key": key,
            "participation": participation,
            "reason": reason,
            "body": body,
            "decidedOn": decided_on,
            "refundCents": refund_cents,
            "priceCents": price_cents,
            "reference": reference,
            "recover": recover,
        }

        async def command() -> Command:
            return commands.CorrectParticipation(
                participation_id=participation,
                refund_cents=refund_cents,
                price_cents=price_cents,
                other_help_cents=await _other_help(info, network, participation),
                reason=reason.value,
                decision=decision_of(body, decided_on, reference),
                recover=recover,
            )

        return await _asked(info, "correctParticipation", participation, given, command)


async def _asked(
    info: Info,
    operation: str,
    participation: UUID,
    given: Mapping[str, Any],
    command: Callable[[], Awaitable[Command]],
) -> CorrectionAnswer:
    about = ("participations", str(participation))
    return await answer(info.context, wish_about(about, operation, given, command), CORRECTION)


async def _other_help(info: Info, network: UUID, participation: UUID) -> int:
    """What others paid of the price, in cents."""
    row = await read_row(info.context, str(network), "participations", str(participation))
    return 0 if row is None else int(row["other_help_cents"])
