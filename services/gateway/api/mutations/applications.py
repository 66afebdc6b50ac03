"""Mutations about applications: deciding a case. Facts are sealed before they leave."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.gateway.api import cases, statuses
from services.gateway.api.application_types import (
    ApplicationChannel,
    DecisionAnswer,
    DecisionBasis,
    DecisionDone,
    FactProblem,
    FactsInvalid,
    ProofMissing,
)
from services.gateway.api.channels import by_hand
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.replies import Rejected
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Shown, Wish, about_holder, answer
from services.gateway.domain.facts import Told, WrongFacts, read_facts
from services.gateway.domain.sentences import sentence
from services.kernel.contract import Command as Sent

Command = Callable[[], Sent | Awaitable[Sent]]
Given = Mapping[str, Any]

_DECISION = Shown(
    cases.decision,
    lambda operation, shown: DecisionDone(operation=operation, decision=shown),
)


@strawberry.type
class ApplicationMutations:
    """Deciding."""

    @strawberry.mutation(description="Decide at the counter, at once, by the scheme's regulation.")
    async def decide_case(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        scheme: UUID,
        facts: JSON,
        mandate: str | None = None,
        reason: str | None = None,
        channel: ApplicationChannel = ApplicationChannel.COUNTER,
        basis: DecisionBasis = DecisionBasis.CRITERIA,
        valid_until: date | None = None,
        applied_on: date | None = None,
    ) -> DecisionAnswer:
        """`facts` are those of `contracts/regulation/facts`; the birth date is filled in.

        `mandate`: the word under which you may decide. `basis`: by the criteria, or departing
        from them on a reasoned request. `validUntil`: where the regulation leaves the end open.
        `appliedOn`: the day of the application, where that was earlier; the right begins then.
        """

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "scheme": scheme,
            "facts": as_text(facts),
            "mandate": mandate,
            "reason": reason,
            "channel": channel,
            "basis": basis,
            "validUntil": valid_until,
            "appliedOn": applied_on,
        }
        wish = about_holder("decideCase", given, lambda: decide_command(info.context, given))
        return await decided(info.context, wish)


async def decided(context: RequestContext, wish: Wish) -> DecisionAnswer:
    """Carry out a wish that decides one case."""
    try:
        said = await answer(context, wish, _DECISION)
    except WrongFacts as wrong:
        return facts_invalid(wrong)
    return proof_missing(said) if isinstance(said, Rejected) else said


async def decide_command(context: RequestContext, given: Given) -> commands.DecideCase:
    """The command of a case, its facts and reason sealed. Raises WrongFacts and Refused."""
    told = Told(given["holder"], read_facts(given["facts"]))
    (facts,) = await on_record(context, given["network"], [told])
    return commands.DecideCase(
        holder_id=given["holder"],
        scheme_id=given["scheme"],
        case=sealed(context, {"facts": facts, "reason": given["reason"]}),
        mandate=given["mandate"],
        channel=by_hand(given["channel"]),
        derogation=given["basis"] is DecisionBasis.DEROGATION,
        valid_until=given["validUntil"],
        applied_on=given["appliedOn"],
    )


async def on_record(
    context: RequestContext, network: UUID, told: Sequence[Told]
) -> list[dict[str, Any]]:
    """Facts for a decision, with what is on record of the persons: their birth dates and statuses.

    Read once for all of them. Raises WrongFacts and Refused.
    """
    born = await cases.with_birth_dates(context, network, told)
    known = await statuses.with_known_statuses(context, network, born)
    return [one.facts.model_dump(mode="json", by_alias=True) for one in known]


def as_text(value: Any) -> str:
    """Nested input as text: it is checked as texts are, and tells one wish from another."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except (orjson.JSONEncodeError, RecursionError):
        return ""


def facts_invalid(wrong: WrongFacts) -> FactsInvalid:
    """Every problem with its sentence."""
    return FactsInvalid(
        message=sentence("facts_invalid"),
        problems=[
            FactProblem(path=one.path, code=one.code, message=sentence(one.code))
            for one in wrong.problems
        ],
    )


def proof_missing(said: Rejected) -> Rejected | ProofMissing:
    """What is missing as data, where that is why it could not be decided."""
    if said.code != "proof_missing" or said.operation is None:
        return said
    missing = (said.facts or {}).get("missing")
    return ProofMissing(
        operation=said.operation,
        message=said.message,
        missing=str(missing).split(", ") if missing else [],
    )
