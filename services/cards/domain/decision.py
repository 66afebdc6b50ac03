"""What was decided about a person: outcome and dates in clear, why it was so sealed. Pure.

The explanation has a key of its own, which the clock destroys after the term of appeal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import DestroyKeys, ForgetExplanation
from services.cards.contracts.events import CaseDecided, ExplanationForgotten
from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.document import Source
from services.cards.domain.calendar import BRUSSELS
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, Row, State

DECISION: Final = "decision"
"""The purpose of the key that seals why it was decided so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Row):
    """One decision. `explanation` is sealed with its own key; None once that is destroyed.

    `awaits`: ratification; then the `proposed_` columns hold the right that follows. `appeal`:
    open, upheld or rejected.
    """

    table: ClassVar[str] = "decisions"
    holder_id: str
    scheme_id: str
    regulation_id: str
    outcome: str
    decided_on: date
    explanation: str | None
    explained_until: date
    appeal_until: date | None = None
    channel: str = "counter"
    right_id: str | None = None
    awaits: str | None = None
    proposed_until: date | None = None
    proposed_grace: date | None = None
    birth_year: int | None = None
    proposed_sources: tuple[Source, ...] = ()
    payer_if_refused: str | None = None
    appeal: str | None = None
    corrected_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Row):
    """What there is of one person's cases: her decisions and applications. Key: holder."""

    table: ClassVar[str] = "dossiers"
    decision_ids: tuple[str, ...] = ()
    application_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting(Row):
    """When what is sealed with a key of its own is to be forgotten. Key: the decision or
    application; `purpose` says which."""

    table: ClassVar[str] = "forgettings"
    due_at: datetime
    purpose: str = DECISION


def day_after(day: date) -> datetime:
    """The midnight in Brussels that ends a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), BRUSSELS).astimezone(UTC)


def needs_of_decided(holder_id: object) -> Iterable[Place]:
    """What a decision about a person changes beside itself."""
    return [Dossier.at(holder_id)]


def decided(event: CaseDecided, _context: Context, state: State) -> Iterable[Change]:
    """The decision stands, and the clock knows when to forget why."""
    decision_id, proposed = str(event.decision_id), event.proposed
    yield Decision(
        key=decision_id,
        holder_id=str(event.holder_id),
        scheme_id=str(event.scheme_id),
        regulation_id=str(event.regulation_id),
        outcome=event.outcome,
        decided_on=event.decided_on,
        explanation=event.explanation,
        explained_until=event.explained_until,
        appeal_until=event.appeal_until,
        channel=event.channel,
        right_id=None if event.right_id is None else str(event.right_id),
        awaits=event.awaits,
        proposed_until=proposed.valid_until if proposed else None,
        proposed_grace=proposed.grace_until if proposed else None,
        birth_year=proposed.birth_year if proposed else None,
        proposed_sources=proposed.sources if proposed else (),
        payer_if_refused=proposed.payer_if_refused if proposed else None,
    )
    wrong = state.get(Decision, event.corrects) if event.corrects is not None else None
    if wrong is not None:
        yield replace(wrong, corrected_by=decision_id, awaits=None)
    key = str(event.holder_id)
    dossier = state.get(Dossier, key) or Dossier(key=key)
    yield replace(dossier, decision_ids=(*dossier.decision_ids, decision_id))
    yield Forgetting(key=decision_id, due_at=day_after(event.explained_until))


def needs_of_forgetting(
    command: ForgetExplanation, _context: Context, _state: State
) -> Iterable[Place]:
    """The decision, and when it is due."""
    return [Decision.at(command.decision_id), Forgetting.at(command.decision_id)]


def forget(
    command: ForgetExplanation, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Forget why, once that is due; asked too early (an appeal moved the day) nothing happens."""
    decision = state.get(Decision, command.decision_id)
    due = state.get(Forgetting, command.decision_id)
    if decision is None or due is None or context.time < due.due_at:
        return []
    owner = key_owner(command.decision_id, DECISION)
    return [
        ExplanationForgotten(decision_id=command.decision_id, holder_id=UUID(decision.holder_id)),
        Addressed(
            service="cards",
            stream=context.stream,
            command=DestroyKeys(owners=(owner,)),
            role=f"forget:{owner}",
        ),
    ]


def forgotten(event: ExplanationForgotten, _context: Context, state: State) -> Iterable[Change]:
    """Why it was decided is gone."""
    decision = state.get(Decision, event.decision_id)
    if decision is not None:
        yield replace(decision, explanation=None)
    yield Gone(Forgetting.at(event.decision_id))
