"""What the worker tells of questions on statuses: sent, answered, or without an answer. Pure.

A yes leads to a right where the regulation grants automatically: the decision is a command of its
own, since only it needs a key for why. Anything else leaves a right that ends soon to people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.cards.contracts.commands import (
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSent,
    RenewByStatus,
)
from services.cards.contracts.events import StatusAnswered, StatusSent, StatusUnanswered
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.domain.automatic import automatic_document, needs_of_automatic, right_left
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import prepared
from services.cards.domain.scheme_right import RightOwner
from services.cards.domain.status_question import OpenQuestion, SealedAnswer, StatusRecord
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, State

Recorded = RecordStatusAnswer | RecordStatusFailure | RecordStatusSent


def needs_of_record(command: Recorded, context: Context, state: State) -> Iterable[Place]:
    """The question and the record that it stands in; what it was asked for."""
    yield from (OpenQuestion.at(command.question_id), StatusRecord.at(command.holder_id))
    question = state.peek(OpenQuestion, command.question_id)
    if question is None or isinstance(command, RecordStatusSent):
        return
    yield Holder.at(question.holder_id)
    if question.right_id is not None:
        yield RightOwner.at(question.right_id)
    if question.scheme_id is not None:
        yield from needs_of_automatic(question.scheme_id, context, state)


def record_answer(
    command: RecordStatusAnswer, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Keep the answer, once, and let follow what does. A closed question needs none."""
    question = state.get(OpenQuestion, command.question_id)
    if question is None:
        return []
    ready, document = prepared(context, SealedAnswer), _document(question, context, state)
    answered = StatusAnswered(
        question_id=command.question_id,
        holder_id=command.holder_id,
        answer=ready.answer,
        answered_at=context.time,
    )
    if ready.case is None:
        return [answered, *right_left(question.right_id, document, context, state)]
    if question.scheme_id is None or question.purpose == "check":
        return [answered]
    holder = state.get(Holder, question.holder_id)
    if document is None or holder is None:
        return [answered, *right_left(question.right_id, document, context, state)]
    scheme_id, answer_id = question.scheme_id, command.question_id
    return [answered, decision_on(holder, scheme_id, answer_id, ready.case, context)]


def _document(question: OpenQuestion, context: Context, state: State) -> RegulationDocument | None:
    """The regulation for which it was asked, where it grants automatically."""
    if question.scheme_id is None:
        return None
    return automatic_document(question.scheme_id, context, state)


def decision_on(
    holder: Holder, scheme_id: str, answer_id: UUID, case: str, context: Context
) -> Addressed:
    """The command that decides about a person, or about the one into whom she was merged."""
    command = RenewByStatus(
        holder_id=UUID(holder.merged_into_id or holder.key),
        scheme_id=UUID(scheme_id),
        answer_id=answer_id,
        case=case,
    )
    role = f"renew:{answer_id}"
    return Addressed(service="cards", stream=context.stream, command=command, role=role)


def record_failure(command: RecordStatusFailure, context: Context, state: State) -> Sequence[Event]:
    """Close the question without an answer, once."""
    question = state.get(OpenQuestion, command.question_id)
    if question is None:
        return []
    unanswered = StatusUnanswered(at=context.time, **command.model_dump())
    document = _document(question, context, state)
    return [unanswered, *right_left(question.right_id, document, context, state)]


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
