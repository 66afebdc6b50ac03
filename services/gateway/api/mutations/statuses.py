"""Mutations about social statuses: asking a source, and recording that a paper was seen."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, cast
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api import statuses as reading
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Refused, Shown, about_holder, answer
from services.gateway.api.status_types import (
    OnlineSource,
    PaperKind,
    SeenOutcome,
    StatusBasis,
    StatusPurpose,
    StatusQuestionAnswer,
    StatusQuestionDone,
)

STATUSES_MAX: Final = 8
_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DELIBERATION: Final = re.compile(r"[0-9]{2}/[0-9]{1,4}")
_QUESTION: Final = Shown(
    reading.question,
    lambda operation, shown: StatusQuestionDone(operation=operation, status_question=shown),
)
By = Literal["clerk", "outreach_worker", "coordinator"]


@strawberry.type
class StatusMutations:
    """Asking and seeing."""

    @strawberry.mutation(description="Ask a source whether a person holds one of some statuses.")
    async def ask_status(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        statuses: list[str],
        on: date,
        legal_basis: StatusBasis,
        purpose: StatusPurpose,
        source: OnlineSource = OnlineSource.MAGDA,
        deliberation: str | None = None,
        scheme: UUID | None = None,
    ) -> StatusQuestionAnswer:
        """Done means that it will be asked; the answer comes into `statusQuestions`. Asked for a
        scheme that grants automatically, and not as a check, a yes leads to the right.

        `statuses`: words of the regulation, at most eight. `deliberation`: the number of the
        authorisation, such as 18/123. The same question is asked once a day.
        """
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "on": on,
            "statuses": statuses,
            "legalBasis": legal_basis,
            "purpose": purpose,
            "source": source,
            "deliberation": deliberation,
            "scheme": scheme,
        }
        wish = about_holder("askStatus", given, lambda: _to_ask(info.context, given))
        return await answer(info.context, wish, _QUESTION)

    @strawberry.mutation(description="Record that a paper was seen. Nothing of it is stored.")
    async def record_status_seen(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        status: str,
        paper: PaperKind,
        outcome: SeenOutcome,
        on: date,
        until: date | None = None,
    ) -> StatusQuestionAnswer:
        """`on`: the day for which the paper speaks; `until`: the last day that it tells."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "on": on,
            "status": status,
            "paper": paper,
            "outcome": outcome,
            "until": until,
        }
        wish = about_holder("recordStatusSeen", given, lambda: _to_record(info.context, given))
        return await answer(info.context, wish, _QUESTION)


def _to_ask(context: RequestContext, given: Mapping[str, Any]) -> commands.AskStatus:
    """The command that asks, from the arguments. Raises Refused."""
    deliberation = checked_deliberation(given["deliberation"])
    return commands.AskStatus(
        holder_id=given["holder"],
        source=given["source"].value,
        statuses=sealed(context, {"statuses": checked_words(given["statuses"])}),
        on=given["on"],
        legal_basis=given["legalBasis"].value,
        purpose=given["purpose"].value,
        asked_by=role_of(context),
        deliberation=deliberation,
        scheme_id=given["scheme"],
    )


def _to_record(context: RequestContext, given: Mapping[str, Any]) -> commands.RecordStatusSeen:
    """The command that records what was seen, from the arguments. Raises Refused."""
    until: date | None = given["until"]
    if until is not None and until < given["on"]:
        raise Refused("period_invalid", "until")
    seen = {
        "statuses": checked_words([given["status"]], "status"),
        "paper": given["paper"].value,
        "outcome": given["outcome"].value,
        "until": until,
    }
    return commands.RecordStatusSeen(
        holder_id=given["holder"],
        seen=sealed(context, seen),
        on=given["on"],
        seen_by=role_of(context),
    )


def checked_deliberation(text: str | None) -> str | None:
    """The number of an authorisation. Raises Refused."""
    if text is not None and _DELIBERATION.fullmatch(text) is None:
        raise Refused("deliberation_invalid", "deliberation")
    return text


def checked_words(statuses: list[str], field: str = "statuses") -> list[str]:
    """The words, if they are some. What they ask is sealed; nothing else may stand among them."""
    if not 1 <= len(statuses) <= STATUSES_MAX:
        raise Refused("list_invalid", field)
    if not all(_WORD.fullmatch(word) for word in statuses):
        raise Refused("status_word_invalid", field)
    return statuses


def role_of(context: RequestContext) -> By:
    """The role that asks. Only these may (`domain/access.py`)."""
    assert context.grant is not None
    return cast(By, context.grant.role.value)
