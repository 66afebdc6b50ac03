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
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSeen,
    RecordStatusSent,
)
from services.cards.contracts.events import (
    StatusAnswered,
    StatusAsked,
    StatusAskedBefore,
    StatusSeen,
    StatusSent,
    StatusUnanswered,
)
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import prepared
from services.cards.domain.scheme import Regulation, Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

GIVE_UP_AFTER: Final = {"magda": timedelta(days=3), "crossroads": timedelta(days=120)}
"""How long a question waits for its source. Files of the Crossroads Bank take months to arrange:
the procedure for municipalities asks for a file two months ahead."""
OF_AUTHORITY: Final = ("general_authorisation", "council_decision")
"""The legal bases on which whole lists may be asked (procedure for municipalities)."""


@dataclass(frozen=True, slots=True)
class SealedQuestion:
    """For `AskStatus`: the statuses sealed, the hash of the question, whether there is a source."""

    statuses: str
    token: str
    configured: bool


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """For what a source said, or a paper: what it was about, and the answer, sealed."""

    answer: str
    statuses: str = ""


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
    """A question that waits for an answer. `statuses` is sealed with the holder's key."""

    table: ClassVar[str] = "status_questions"
    holder_id: str
    source: str
    statuses: str
    day: date
    asked_at: datetime
    give_up_at: datetime
    sent_at: datetime | None = None


Recorded = RecordStatusAnswer | RecordStatusFailure | RecordStatusSent


def needs(command: AskStatus, context: Context, state: State) -> Iterable[Place]:
    """The holder and her merged files, what was asked about her, the scheme's regulation."""
    yield from (Holder.at(command.holder_id), StatusRecord.at(command.holder_id))
    holder = state.peek(Holder, command.holder_id)
    yield from (Holder.at(merged) for merged in (holder.merged_ids if holder is not None else ()))
    if command.scheme_id is not None:
        yield Scheme.at(command.scheme_id)
        scheme = state.peek(Scheme, command.scheme_id)
        version = scheme.version_on(day_of(context.time)) if scheme is not None else None
        if version is not None:
            yield Regulation.at(version.regulation_id)


def ask(command: AskStatus, context: Context, state: State) -> Sequence[Event]:
    """Ask a source, once for the same question on one day."""
    holder = known_holder(command.holder_id, state)
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    ready = prepared(context, SealedQuestion)
    if not ready.configured:
        raise Refusal("source_not_configured", "source")
    entered = [holder, *(state.get(Holder, merged) for merged in holder.merged_ids)]
    if all(one is None or one.number_id is None for one in entered):
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


def _lawful(command: AskStatus, context: Context, state: State) -> None:
    """Whole lists only for automatic granting that the regulation names, on authority."""
    scheme = None
    if command.scheme_id is not None:
        scheme = state.get(Scheme, command.scheme_id)
        if scheme is None:
            raise Refusal("scheme_unknown", "scheme_id")
    if command.source != "crossroads":
        return
    if command.legal_basis not in OF_AUTHORITY or command.deliberation is None:
        raise Refusal("legal_basis_missing", "legal_basis")
    version = scheme.version_on(day_of(context.time)) if scheme is not None else None
    regulation = state.get(Regulation, version.regulation_id) if version is not None else None
    if regulation is None or "automatic" not in read(regulation.document).deciding.modes:
        raise Refusal("not_automatic", "scheme_id")


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
    )


# -- what the worker tells --------------------------------------------------------------------


def needs_of_record(command: Recorded, _context: Context, _state: State) -> Iterable[Place]:
    """The question and the record that it stands in."""
    return [OpenQuestion.at(command.question_id), StatusRecord.at(command.holder_id)]


def record_answer(command: RecordStatusAnswer, context: Context, state: State) -> Sequence[Event]:
    """Keep the answer, once. A question that is open no longer needs none."""
    if state.get(OpenQuestion, command.question_id) is None:
        return []
    return [
        StatusAnswered(
            question_id=command.question_id,
            holder_id=command.holder_id,
            answer=prepared(context, SealedAnswer).answer,
            answered_at=context.time,
        )
    ]


def record_failure(command: RecordStatusFailure, context: Context, state: State) -> Sequence[Event]:
    """Close the question without an answer, once."""
    if state.get(OpenQuestion, command.question_id) is None:
        return []
    return [StatusUnanswered(at=context.time, **command.model_dump())]


def record_sent(command: RecordStatusSent, context: Context, state: State) -> Sequence[Event]:
    """Note that the question lies in a file, once."""
    question = state.get(OpenQuestion, command.question_id)
    if question is None or question.sent_at is not None:
        return []
    return [StatusSent(sent_at=context.time, **command.model_dump())]


def sent(event: StatusSent, _context: Context, state: State) -> Iterable[Change]:
    """It is not written into a file again."""
    question = state.get(OpenQuestion, event.question_id)
    if question is not None:
        yield replace(question, sent_at=event.sent_at)


def closed(
    event: StatusAnswered | StatusUnanswered, _context: Context, state: State
) -> Iterable[Change]:
    """The question waits no longer. One without an answer can be asked again the same day."""
    question_id = str(event.question_id)
    yield Gone(OpenQuestion.at(question_id))
    record = state.get(StatusRecord, event.holder_id)
    if record is not None:
        without = isinstance(event, StatusUnanswered)
        yield replace(
            record,
            asked=tuple(
                one for one in record.asked if not (without and one.question_id == question_id)
            ),
            open_ids=tuple(one for one in record.open_ids if one != question_id),
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


def nothing_to_keep(
    _event: StatusAskedBefore | StatusSeen, _context: Context, _state: State
) -> Iterable[Change]:
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
