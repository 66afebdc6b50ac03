"""A decision that was wrong is decided again: the first one stays in the books. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from services.cards.contracts.commands import CorrectDecision
from services.cards.contracts.events import DecisionsMade, SchemeRightEnded
from services.cards.domain.casework import (
    Case,
    Wish,
    case_decided,
    decision_id_of,
    look_into,
    needs_of_case,
    opened_case,
    settle_for_now,
    terms_of,
)
from services.cards.domain.decision import Decision
from services.cards.domain.granting import right_event
from services.cards.domain.holder import known_holder
from services.cards.domain.scheme_right import DatedRight, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: CorrectDecision, context: Context, state: State) -> Iterable[Place]:
    """The decision; then what a case is decided on."""
    yield Decision.at(command.decision_id)
    found = state.peek(Decision, command.decision_id)
    if found is not None:
        yield from needs_of_case(command.holder_id, found.scheme_id, context, state)


def correct(command: CorrectDecision, context: Context, state: State) -> Sequence[Event]:
    """Decide again, with what was wrong as the reason, and let the right follow."""
    wrong = state.get(Decision, command.decision_id)
    if wrong is None or wrong.holder_id != str(command.holder_id):
        raise Refusal("decision_unknown", "decision_id")
    if wrong.corrected_by is not None:
        raise Refusal("already_corrected", "decision_id")
    known_holder(command.holder_id, state)
    opened = opened_case(command.holder_id, context)
    if opened is not None and not (opened.reason or "").strip():
        raise Refusal("reason_missing", "reason")
    wish = Wish(
        holder_id=command.holder_id,
        scheme_id=UUID(wrong.scheme_id),
        channel="counter",
        mandate=command.mandate,
        valid_until=command.valid_until,
        corrects=command.decision_id,
    )
    case = look_into(wish, opened, context, state)
    decision_id = decision_id_of(command.holder_id, context)
    made = DecisionsMade(decision_id=decision_id, decision_ids=(decision_id,))
    given = rights_of(wrong.holder_id, wrong.scheme_id, state).find(wrong.right_id)
    return [*corrected(case, given, context), made]


def corrected(case: Case, given: DatedRight | None, context: Context) -> Sequence[Event]:
    """The new decision; the right that the wrong one gave ends, stays, or is given now."""
    day, running = case.ground.day, case.running
    theirs = running is not None and given is not None and running.right_id == given.right_id
    if not case.entitled:
        ends = [revoked(case.wish, running, day)] if running is not None and theirs else []
        return [case_decided(case, None, context), *ends]
    if running is not None and not running.provisional:
        return [case_decided(case, None, context)]
    terms = terms_of(case, context)
    if case.committee is not None:
        return settle_for_now(case, terms, context)
    right = right_event(terms, running, case.ground.since, context)
    return [case_decided(case, right, context), right]


def revoked(wish: Wish, right: DatedRight, day: date) -> SchemeRightEnded:
    """The right that the wrong decision gave ends with the day before."""
    return SchemeRightEnded(
        right_id=UUID(right.right_id),
        holder_id=wish.holder_id,
        scheme_id=wish.scheme_id,
        last_day=day - timedelta(days=1),
        learned_on=day,
        reason="revoked",
    )
