"""Mutations after a decision: a committee, an appeal, a correction, a fact that is learned late."""

from datetime import date
from typing import Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.gateway.api import cases, files
from services.gateway.api.application_types import (
    AppealOutcome,
    DecisionAnswer,
    RatificationAnswer,
    RatificationDone,
)
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.file_types import (
    LateFactKind,
    RecoveryAnswer,
    RecoveryDone,
    RecoveryPayer,
    SchemeRightAnswer,
    SchemeRightDone,
)
from services.gateway.api.mutations.applications import Given, as_text, decided, on_record
from services.gateway.api.mutations.deciding import decision_if_any
from services.gateway.api.mutations.mandates import in_network
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Shown, about_holder, answer
from services.gateway.domain.facts import Told, read_facts

_RIGHT: Final = Shown(
    files.scheme_right, lambda operation, shown: SchemeRightDone(operation=operation, right=shown)
)
_RECOVERY: Final = Shown(
    files.recovery, lambda operation, shown: RecoveryDone(operation=operation, recovery=shown)
)


@strawberry.type
class ReviewMutations:
    """What comes after a decision."""

    @strawberry.mutation(description="Take in what a committee decided, in one list.")
    async def ratify_decisions(
        self, info: Info, network: UUID, key: str, ratified: list[UUID], refused: list[UUID]
    ) -> RatificationAnswer:
        """The list is taken in whole, or not at all."""
        given = {"network": network, "key": key, "ratified": ratified, "refused": refused}
        listed = [str(one) for one in (*ratified, *refused)]

        async def command() -> commands.RatifyDecisions:
            await cases.check_seen(info.context, network, "decisions", (*ratified, *refused))
            return commands.RatifyDecisions(ratified=tuple(ratified), refused=tuple(refused))

        wish = in_network("ratifyDecisions", given, command)
        shown = Shown(
            lambda context, stream, _made: cases.decisions(context, stream, listed),
            lambda operation, found: RatificationDone(operation=operation, decisions=found),
        )
        return await answer(info.context, wish, shown)

    @strawberry.mutation(description="Appeal against a decision; aloud, noted by a helper, too.")
    async def lodge_appeal(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        decision: UUID,
        grounds: str,
        helper: str | None = None,
    ) -> DecisionAnswer:
        """`helper`: who noted down what was said aloud."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "decision": decision,
            "grounds": grounds,
            "helper": helper,
        }
        wish = about_holder(
            "lodgeAppeal",
            given,
            lambda: commands.LodgeAppeal(
                holder_id=holder,
                decision_id=decision,
                grounds=sealed(info.context, {"text": grounds, "helper": helper}),
                oral=helper is not None,
            ),
        )
        return await decided(info.context, wish)

    @strawberry.mutation(description="Record what the body of appeal decided.")
    async def decide_appeal(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        decision: UUID,
        outcome: AppealOutcome,
        reason: str,
        valid_until: date | None = None,
    ) -> DecisionAnswer:
        """Upheld, a right follows from this day."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "decision": decision,
            "outcome": outcome,
            "reason": reason,
            "validUntil": valid_until,
        }
        wish = about_holder(
            "decideAppeal",
            given,
            lambda: commands.DecideAppeal(
                holder_id=holder,
                decision_id=decision,
                upheld=outcome is AppealOutcome.UPHELD,
                reason=sealed(info.context, {"text": reason}),
                valid_until=valid_until,
            ),
        )
        return await decided(info.context, wish)

    @strawberry.mutation(
        description="Decide again where a decision was wrong; the first one stays."
    )
    async def correct_decision(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        decision: UUID,
        facts: JSON,
        reason: str,
        mandate: str | None = None,
        valid_until: date | None = None,
    ) -> DecisionAnswer:
        """`reason` is what was wrong."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "decision": decision,
            "facts": as_text(facts),
            "reason": reason,
            "mandate": mandate,
            "validUntil": valid_until,
        }
        wish = about_holder("correctDecision", given, lambda: correct_command(info.context, given))
        return await decided(info.context, wish)

    @strawberry.mutation(description="Record a fact that was not known in time: the right ends.")
    async def learn_late(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        scheme: UUID,
        fact: LateFactKind,
        true_until: date,
    ) -> SchemeRightAnswer:
        """`trueUntil` is the last day on which it was still so. See `lateFactPreview` first."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "scheme": scheme,
            "fact": fact,
            "trueUntil": true_until,
        }
        wish = about_holder(
            "learnLate",
            given,
            lambda: commands.LearnLate(
                holder_id=holder, scheme_id=scheme, fact=fact.value, true_until=true_until
            ),
        )
        return await answer(info.context, wish, _RIGHT)

    @strawberry.mutation(
        description="Decide that somebody pays back what came after a right ended."
    )
    async def decide_recovery(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        right: UUID,
        participations: list[UUID],
        payer: RecoveryPayer,
        reason: str,
        body: DecidingBody | None = None,
        decided_on: date | None = None,
        reference: str | None = None,
    ) -> RecoveryAnswer:
        """Without such a decision the network absorbs it. `body` and `decidedOn`: by whose
        decision, where it was recorded. `debts` shows what each owes, or why nothing."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "right": right,
            "participations": participations,
            "payer": payer,
            "reason": reason,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = about_holder(
            "decideRecovery",
            given,
            lambda: commands.DecideRecovery(
                holder_id=holder,
                right_id=right,
                participation_ids=tuple(participations),
                payer=payer.value,
                reason=sealed(info.context, {"text": reason}),
                decision=decision_if_any(body, decided_on, reference),
            ),
        )
        return await answer(info.context, wish, _RECOVERY)


async def correct_command(context: RequestContext, given: Given) -> commands.CorrectDecision:
    """The command of a correction, its facts sealed. Raises WrongFacts and Refused."""
    told = Told(given["holder"], read_facts(given["facts"]))
    (facts,) = await on_record(context, given["network"], [told])
    return commands.CorrectDecision(
        holder_id=given["holder"],
        decision_id=given["decision"],
        case=sealed(context, {"facts": facts, "reason": given["reason"]}),
        mandate=given["mandate"],
        valid_until=given["validUntil"],
    )
