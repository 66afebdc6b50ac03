"""Mutations about applications: deciding a case. Facts are sealed before they leave."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.cards.contracts.regulation.facts import Person
from services.gateway.api import cases
from services.gateway.api.application_types import (
    ApplicationChannel,
    DecisionAnswer,
    DecisionBasis,
    DecisionDone,
    FactProblem,
    FactsInvalid,
    ProofMissing,
)
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.replies import Rejected
from services.gateway.api.sending import Shown, Wish, answer
from services.gateway.domain.access import Scope
from services.gateway.domain.facts import WrongFacts
from services.gateway.domain.sentences import sentence
from services.kernel.contract import Command as Sent
from services.kernel.sealing import seal_to

Command = Callable[[], Sent | Awaitable[Sent]]

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

        async def command() -> commands.DecideCase:
            person = await cases.with_birth_date(info.context, network, holder, facts)
            return commands.DecideCase(
                holder_id=holder,
                scheme_id=scheme,
                case=sealed_case(info.context, person, reason),
                mandate=mandate,
                channel=channel.value,
                derogation=basis is DecisionBasis.DEROGATION,
                valid_until=valid_until,
                applied_on=applied_on,
            )

        given = {"network": network, "key": key, "holder": holder, "scheme": scheme} | {
            "facts": fingerprint(facts),
            "mandate": mandate,
            "reason": reason,
            "channel": channel,
            "basis": basis,
            "validUntil": valid_until,
            "appliedOn": applied_on,
        }
        return await decided(info.context, about("decideCase", given, command))


def about(operation: str, given: dict[str, Any], command: Command) -> Wish:
    """A wish about one person, whom its maker must be able to see."""
    guard = ("holders", str(given["holder"]))
    return Wish(operation, given, command, Scope(network=str(given["network"])), guard)


async def decided(context: RequestContext, wish: Wish) -> DecisionAnswer:
    """Carry out a wish that decides one case."""
    try:
        said = await answer(context, wish, _DECISION)
    except WrongFacts as wrong:
        return facts_invalid(wrong)
    return proof_missing(said) if isinstance(said, Rejected) else said


def sealed_case(context: RequestContext, person: Person, reason: str | None) -> str:
    """Facts and reason, sealed to cards."""
    said = {"facts": person.model_dump(mode="json", by_alias=True), "reason": reason}
    return seal_to(context.gateway.settings.cards_public_key, orjson.dumps(said))


def fingerprint(value: Any) -> Any:
    """Nested input as text: what tells one wish from another under the same key."""
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
