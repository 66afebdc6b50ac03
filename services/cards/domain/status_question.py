"""Questions about social statuses: asked once a day, open until answered or given up. Pure.

What is asked and answered is sealed with the holder's key; no rule reads it. An open question is
a row that the worker finds; what remains of a closed one here is only that it was asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import (
    AskStatus,
    RecordStatusSeen,
)
from services.cards.contracts.events import (
    StatusAsked,
    StatusAskedBefore,
    StatusSeen,
)
from services.cards.domain.automatic import check_authority, needs_of_automatic
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import prepared
from services.cards.domain.scheme import Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

GIVE_UP_AFTER: Final = {"magda": timedelta(days=3), "crossroads": timedelta(days=120)}
"""How long a question waits for its source. Files of the Crossroads Bank take months to arrange:
the procedure for municipalities asks for a file two months ahead."""


@dataclass(frozen=True, slots=True)
class SealedQuestion:
    """For `AskStatus`: the statuses sealed, the hash of the question, whether there is a source."""

    statuses: str
    token: str
    configured: bool


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """For what a source said, or a paper: what it was about, and the answer, sealed.

    `case` is what can be decided on it, sealed to cards itself; None where it is no clear yes.
    """

    answer: str
    statuses: str = ""
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnce:
    """A question of a day, by its token."""

    question_id: str
    token: str
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRecord(Row):
    """What was asked about one holder on the last day that anything was. Key: holder.

    `open_ids` are the questions that wait for an answer.
    """

    table: ClassVar[str] = "status_records"
    asked: tuple[AskedOnce, ...] = ()
    open_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion(Row):
    """A question that waits for an answer. `statuses` is sealed with the holder's key.

    `scheme_id` and `purpose` say what it is asked for; `right_id`: which right nears its end.
    """

    table: ClassVar[str] = "status_questions"
    holder_id: str
    source: str
    statuses: str
    day: date
    asked_at: datetime
    give_up_at: datetime
    sent_at: datetime | None = None
    scheme_id: str | None = None
    purpose: str | None = None
    right_id: str | None = None


def needs(command: AskStatus, context: Context, state: State) -> Iterable[Place]:
    """The holder and her merged files, what was asked about her, the scheme's regulation."""
    yield from (Holder.at(command.holder_id), StatusRecord.at(command.holder_id))
    holder = state.peek(Holder, command.holder_id)
    yield from (Holder.at(merged) for merged in (holder.merged_ids if holder is not None else ()))
    if command.scheme_id is not None:
        yield from needs_of_automatic(command.scheme_id, context, state)


def ask(command: AskStatus, context: Context, state: State) -> Sequence[Event]:
    """Ask a source, once for the same question on one day."""
    holder = known_holder(command.holder_id, state)
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    ready = prepared(context, SealedQuestion)
    if not ready.configured:
        raise Refusal("source_not_configured", "source")
    if not has_number(holder, state):
        raise Refusal("national_number_missing", "holder_id")
    _lawful(command, context, state)
    before = _asked_before(command.holder_id, ready.token, state)
    if before is not None:
        return [StatusAskedBefore(question_id=before, holder_id=command.holder_id)]
    return [
        StatusAsked(
            question_id=context.make_id("question"),
            asked_at=context.time,
            give_up_at=context.time + GIVE_UP_AFTER[command.source],
            token=ready.token,
            **{**command.model_dump(), "statuses": ready.statuses},
        )
    ]


def has_number(holder: Holder, state: State) -> bool:
    """Whether the vault has a number of hers, as whomever she was entered."""
    entered = [holder, *(state.get(Holder, merged) for merged in holder.merged_ids)]
    return any(one is not None and one.number_id is not None for one in entered)


def _lawful(command: AskStatus, context: Context, state: State) -> None:
    """Whole lists only for automatic granting that the regulation names, on authority."""
    if command.scheme_id is not None and state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    if command.source == "crossroads":
        check_authority(
            command.legal_basis, command.deliberation, command.scheme_id, context, state
        )


def _asked_before(holder_id: UUID, token: str, state: State) -> UUID | None:
    record = state.get(StatusRecord, holder_id)
    same = [one for one in record.asked if one.token == token] if record is not None else []
    return UUID(same[-1].question_id) if same else None


def asked(event: StatusAsked, _context: Context, state: State) -> Iterable[Change]:
    """The question waits; what was asked on earlier days no longer stands in its way."""
    holder_id, question_id = str(event.holder_id), str(event.question_id)
    record = state.get(StatusRecord, holder_id) or StatusRecord(key=holder_id)
    today = day_of(event.asked_at)
    once = AskedOnce(question_id=question_id, token=event.token, asked_on=today)
    kept = tuple(one for one in record.asked if one.asked_on >= today)
    yield replace(record, asked=(*kept, once), open_ids=(*record.open_ids, question_id))
    yield OpenQuestion(
        key=question_id,
        holder_id=holder_id,
        source=event.source,
        statuses=event.statuses,
        day=event.on,
        asked_at=event.asked_at,
        give_up_at=event.give_up_at,
        scheme_id=None if event.scheme_id is None else str(event.scheme_id),
        purpose=event.purpose,
        right_id=None if event.right_id is None else str(event.right_id),
    )


# -- paper ------------------------------------------------------------------------------------


def needs_of_seen(command: RecordStatusSeen, _context: Context, _state: State) -> Iterable[Place]:
    """The holder."""
    return [Holder.at(command.holder_id)]


def record_seen(command: RecordStatusSeen, context: Context, state: State) -> Sequence[Event]:
    """Record that a paper was seen: by whom, when, and what it said."""
    known_holder(command.holder_id, state)
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    ready = prepared(context, SealedAnswer)
    return [
        StatusSeen(
            question_id=context.make_id("question"),
            holder_id=command.holder_id,
            statuses=ready.statuses,
            answer=ready.answer,
            on=command.on,
            seen_by=command.seen_by,
            seen_at=context.time,
        )
    ]


def nothing_to_keep(_event: Event, _context: Context, _state: State) -> Iterable[Change]:
    """No rule of cards asks for it again: it stands in the journal and in the views."""
    return ()


# -- erasing ----------------------------------------------------------------------------------


def places_of(holder_id: object, state: State) -> Iterable[Place]:
    """Where questions about a person are, as far as they can be told now."""
    yield StatusRecord.at(holder_id)
    record = state.peek(StatusRecord, holder_id)
    if record is not None:
        yield from (OpenQuestion.at(question_id) for question_id in record.open_ids)


def forgotten(holder_id: object, state: State) -> Iterable[Change]:
    """Nothing more is asked about a person who is erased."""
    record = state.get(StatusRecord, holder_id)
    if record is not None:
        yield from (Gone(OpenQuestion.at(question_id)) for question_id in record.open_ids)
        yield Gone(StatusRecord.at(holder_id))
