"""Reading questions on social statuses, and opening what was asked and answered for who may."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.reads import open_object, read_row
from services.gateway.api.scalars import Long
from services.gateway.api.status_types import (
    OnlineSource,
    RenewalArrangement,
    StatusBasis,
    StatusOutcome,
    StatusPurpose,
    StatusQuestion,
    StatusRegisterEntry,
    StatusSource,
    StatusTotal,
)
from services.gateway.domain.access import Role
from services.gateway.domain.facts import Problem, Told, WrongFacts
from services.gateway.domain.known_statuses import Said, held, not_on_record, with_known
from services.gateway.domain.sentences import sentence
from services.gateway.storage import lists
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey

ANSWERS_ARE_SHOWN: Final = frozenset(
    {Role.CLERK, Role.COORDINATOR, Role.OUTREACH_WORKER, Role.CARD_HOLDER}
)


async def show_questions(context: RequestContext, rows: Sequence[Row]) -> list[StatusQuestion]:
    """Questions with their answers: one query for the keys of all."""
    keys: dict[str, PersonKey] = {}
    if context.grant is not None and context.grant.role in ANSWERS_ARE_SHOWN:
        keys = await opened_keys(context, [row for row in rows if row["statuses"] is not None])
    return [_question(row, keys.get(row["holder_id"])) for row in rows]


async def with_known_statuses(
    context: RequestContext, network: UUID, told: Sequence[Told]
) -> list[Told]:
    """Facts with what sources and papers have said about the persons, for a decision of today.

    Raises WrongFacts where a status is named as the word of a source that never said it.
    """
    asked = [str(one.holder) for one in told if one.facts.statuses is not None]
    answers = await answers_about(context, str(network), asked) if asked else {}
    day = today()
    problems: list[Problem] = []
    known: list[Told] = []
    for one in told:
        said = answers.get(str(one.holder), ())
        problems += [
            Problem(f"{one.path}{problem.path}", problem.code)
            for problem in not_on_record(one.facts, said, day)
        ]
        known.append(replace(one, facts=with_known(one.facts, held(said, day))))
    if problems:
        raise WrongFacts(tuple(problems))
    return known


async def answers_about(
    context: RequestContext, network: str, holders: Sequence[str]
) -> dict[str, list[Said]]:
    """What was answered about each of these persons, the latest first: one query for all."""
    async with context.gateway.database.within(context.bounds(network)) as connection:
        rows = await lists.read_status_answers(connection, network, holders)
    keys = await context.gateway.keys.keys_of(row["holder_id"] for row in rows)
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        said = _said(row, keys.get(row["holder_id"]))
        if said is not None:
            found[row["about"]].append(said)
    return found


def _said(row: Row, key: PersonKey | None) -> Said | None:
    asked = open_object(key, row["statuses"]) or {}
    answer = open_object(key, row["answer"]) or {}
    if "statuses" not in asked or "outcome" not in answer:
        return None
    until = answer.get("until")
    return Said(
        statuses=tuple(asked["statuses"]),
        outcome=answer["outcome"],
        on=row["day"],
        until=date.fromisoformat(until) if until else None,
        evidence="paper" if row["source"] == "paper" else "authentic",
    )


async def question(context: RequestContext, network: str, key: str) -> StatusQuestion | None:
    """One question."""
    row = await read_row(context, network, "status_questions", key)
    return (await show_questions(context, [row]))[0] if row else None


def _question(row: Row, key: PersonKey | None) -> StatusQuestion:
    said = open_object(key, row["answer"]) or {}
    asked = open_object(key, row["statuses"]) or {}
    until = said.get("until")
    code = f"status_{row['code']}" if row["code"] is not None else None
    return StatusQuestion(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        source=StatusSource(row["source"]),
        statuses=list(asked.get("statuses", ())),
        on=row["day"],
        outcome=StatusOutcome(said["outcome"]) if "outcome" in said else None,
        until=date.fromisoformat(until) if until else None,
        waiting=row["waiting"],
        asked_at=row["made_at"],
        sent_at=row["sent_at"],
        closed_at=row["closed_at"],
        problem=code,
        message=sentence(code) if code is not None else None,
    )


def register_entry(row: Row) -> StatusRegisterEntry:
    """A line of the register."""
    return StatusRegisterEntry(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        source=StatusSource(row["source"]),
        asked_by=row["asked_by"],
        actor=row["actor"],
        asked_at=row["made_at"],
        legal_basis=StatusBasis(row["legal_basis"]) if row["legal_basis"] else None,
        deliberation=row["deliberation"],
        purpose=StatusPurpose(row["purpose"]) if row["purpose"] else None,
        scheme=UUID(row["scheme_id"]) if row["scheme_id"] else None,
        waiting=row["waiting"],
    )


def total(row: Row) -> StatusTotal:
    """How often, in a year."""
    return StatusTotal(
        year=row["year"],
        source=StatusSource(row["source"]),
        legal_basis=StatusBasis(row["legal_basis"]),
        purpose=StatusPurpose(row["purpose"]),
        asked_by=row["asked_by"],
        questions=Long(row["questions"]),
    )


async def arrangement(context: RequestContext, network: str, key: str) -> RenewalArrangement | None:
    """What was arranged about renewals."""
    row = await read_row(context, network, "renewal_arrangements", key)
    return show_arrangement(row) if row else None


def show_arrangement(row: Row) -> RenewalArrangement:
    """What was arranged about renewals."""
    return RenewalArrangement(
        id=UUID(row["key"]),
        scheme=UUID(row["scheme_id"]),
        status=row["status"],
        source=OnlineSource(row["source"]),
        legal_basis=StatusBasis(row["legal_basis"]),
        deliberation=row["deliberation"],
        days_before=row["days_before"],
        active=row["active"],
        made_at=row["made_at"],
    )
