"""Views of what cards tells of questions on social statuses: a register, and answers, sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import (
    RenewalAsked,
    RenewalsArranged,
    RenewalsStopped,
    StatusAnswered,
    StatusAsked,
    StatusAskedBefore,
    StatusListChecked,
    StatusListed,
    StatusSeen,
    StatusSent,
    StatusUnanswered,
)
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder
from services.gateway.views.status_rows import (
    RenewalArrangement,
    StatusCheck,
    StatusesOf,
    StatusQuestion,
    StatusTotal,
)
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

New = StatusAsked | StatusSeen | StatusListed
OfQuestion = StatusSent | StatusAnswered | StatusUnanswered


def needs_new(event: New, _context: Context, _state: State) -> Iterable[Place]:
    """The person, her questions, and the total that this one counts in."""
    yield from (Holder.at(event.holder_id), StatusesOf.at(event.holder_id))
    if isinstance(event, StatusAsked):
        yield StatusTotal.at(_total(event).key)


def asked(event: StatusAsked, context: Context, state: State) -> Iterable[Change]:
    """A question, on the register from now on."""
    yield from _of_holder(event, state)
    yield StatusQuestion(
        key=str(event.question_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        source=event.source,
        statuses=event.statuses,
        day=event.on,
        asked_by=event.asked_by,
        actor=context.actor,
        made_at=event.asked_at,
        waiting=True,
        legal_basis=event.legal_basis,
        deliberation=event.deliberation,
        purpose=event.purpose,
        scheme_id=None if event.scheme_id is None else str(event.scheme_id),
    )
    total = state.get(StatusTotal, _total(event).key) or _total(event)
    yield replace(total, questions=total.questions + 1)


def seen(event: StatusSeen, context: Context, state: State) -> Iterable[Change]:
    """A paper was seen."""
    yield from _of_holder(event, state)
    yield StatusQuestion(
        key=str(event.question_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        source="paper",
        statuses=event.statuses,
        answer=event.answer,
        day=event.on,
        asked_by=event.seen_by,
        actor=context.actor,
        made_at=event.seen_at,
        waiting=False,
        closed_at=event.seen_at,
    )


def listed(event: StatusListed, context: Context, state: State) -> Iterable[Change]:
    """A list said it; on the register as a question would be."""
    yield from _of_holder(event, state)
    yield StatusQuestion(
        key=str(event.question_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        source="status_list",
        statuses=event.statuses,
        answer=event.answer,
        day=event.on,
        asked_by=event.listed_by,
        actor=context.actor,
        made_at=event.listed_at,
        waiting=False,
        legal_basis=event.legal_basis,
        deliberation=event.deliberation,
        scheme_id=str(event.scheme_id),
        closed_at=event.listed_at,
        result=event.result,
    )


def _total(event: StatusAsked) -> StatusTotal:
    year = event.asked_at.astimezone(BRUSSELS).year
    parts = (str(year), event.source, event.legal_basis, event.purpose, event.asked_by)
    return StatusTotal(
        key=":".join(parts),
        year=year,
        source=event.source,
        legal_basis=event.legal_basis,
        purpose=event.purpose,
        asked_by=event.asked_by,
    )


def _of_holder(event: New, state: State) -> Iterable[Change]:
    holder_id = str(event.holder_id)
    known = state.get(StatusesOf, holder_id) or StatusesOf(key=holder_id)
    yield replace(known, question_ids=(*known.question_ids, str(event.question_id)))


def needs_question(event: OfQuestion, _context: Context, _state: State) -> Iterable[Place]:
    """The question."""
    return (StatusQuestion.at(event.question_id),)


def sent(event: StatusSent, _context: Context, state: State) -> Iterable[Change]:
    """It lies in a file for the source."""
    question = state.get(StatusQuestion, event.question_id)
    if question is not None:
        yield replace(question, sent_at=event.sent_at)


def answered(event: StatusAnswered, _context: Context, state: State) -> Iterable[Change]:
    """Yes or no, sealed."""
    question = state.get(StatusQuestion, event.question_id)
    if question is not None:
        yield replace(question, waiting=False, answer=event.answer, closed_at=event.answered_at)


def unanswered(event: StatusUnanswered, _context: Context, state: State) -> Iterable[Change]:
    """There will be no answer."""
    question = state.get(StatusQuestion, event.question_id)
    if question is not None:
        yield replace(question, waiting=False, code=event.code, closed_at=event.at)


def asked_before(_event: StatusAskedBefore, _context: Context, _state: State) -> Iterable[Change]:
    """The question stands as it is."""
    return ()


def list_checked(event: StatusListChecked, _context: Context, _state: State) -> Iterable[Change]:
    """What a list would come to."""
    lines = tuple(one.model_dump() for one in event.lines)
    yield StatusCheck(key=str(event.check_id), lines=lines)


def renewals_arranged(event: RenewalsArranged, context: Context, _state: State) -> Iterable[Change]:
    """It stands in the place of what was arranged before."""
    yield RenewalArrangement(
        key=str(event.arrangement_id),
        scheme_id=str(event.scheme_id),
        status=event.status,
        source=event.source,
        legal_basis=event.legal_basis,
        deliberation=event.deliberation,
        days_before=event.days_before,
        active=True,
        made_at=context.time,
    )


def needs_arrangement(event: RenewalsStopped, _context: Context, _state: State) -> Iterable[Place]:
    """What was arranged."""
    return (RenewalArrangement.at(event.arrangement_id),)


def renewals_stopped(event: RenewalsStopped, _context: Context, state: State) -> Iterable[Change]:
    """Nothing more is asked by itself."""
    found = state.get(RenewalArrangement, event.arrangement_id)
    if found is not None:
        yield replace(found, active=False)


def passed_over(_event: RenewalAsked, _context: Context, _state: State) -> Iterable[Change]:
    """That it was asked, the question itself tells."""
    return ()


def places_of(holder_id: object, state: State) -> Iterable[Place]:
    """Where the questions about a person are, as far as they can be told now."""
    yield StatusesOf.at(holder_id)
    if known := state.peek(StatusesOf, holder_id):
        yield from (StatusQuestion.at(question) for question in known.question_ids)


def emptied(holder_id: object, state: State) -> Iterable[Change]:
    """That it was asked stays on the register; what was asked and answered does not."""
    known = state.get(StatusesOf, holder_id)
    for question_id in known.question_ids if known is not None else ():
        question = state.get(StatusQuestion, question_id)
        if question is not None:
            yield replace(question, statuses=None, answer=None, waiting=False)


STATUS_COPIES: Final[Mapping[type[Event], Copier]] = {
    StatusAsked: Copier(asked, needs_new),
    StatusAskedBefore: Copier(asked_before),
    StatusSeen: Copier(seen, needs_new),
    StatusListed: Copier(listed, needs_new),
    StatusListChecked: Copier(list_checked),
    RenewalAsked: Copier(passed_over),
    RenewalsArranged: Copier(renewals_arranged),
    RenewalsStopped: Copier(renewals_stopped, needs_arrangement),
    StatusSent: Copier(sent, needs_question),
    StatusAnswered: Copier(answered, needs_question),
    StatusUnanswered: Copier(unanswered, needs_question),
}
