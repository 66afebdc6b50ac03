"""Views of what cards tells of decisions and of rights in a scheme. Why stays sealed."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.cards.contracts.events import (
    CaseDecided,
    ExplanationForgotten,
    RenewalLeft,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.regulation.counting import Renewal
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.case_rows import Decision, SchemeRight
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_decided(event: CaseDecided, _context: Context, _state: State) -> Iterable[Place]:
    """The person, and the decision that this one corrects."""
    yield Holder.at(event.holder_id)
    if event.corrects is not None:
        yield Decision.at(event.corrects)


def decided(event: CaseDecided, context: Context, state: State) -> Iterable[Change]:
    """A decision, seen by whoever may see its person."""
    yield Decision(
        key=str(event.decision_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        scheme_id=str(event.scheme_id),
        regulation_id=str(event.regulation_id),
        outcome=event.outcome,
        decided_on=event.decided_on,
        decided_by=context.actor,
        explanation=event.explanation,
        explained_until=event.explained_until,
        appeal_until=event.appeal_until,
        channel=event.channel,
        right_id=None if event.right_id is None else str(event.right_id),
        valid_until=event.valid_until,
        made_at=context.time,
        application_id=_text(event.application_id),
        corrects=_text(event.corrects),
        awaits=event.awaits,
        body=event.body,
    )
    wrong = state.get(Decision, event.corrects) if event.corrects is not None else None
    if wrong is not None:
        yield replace(wrong, corrected_by=str(event.decision_id), awaits=None)


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def needs_forgotten(
    event: ExplanationForgotten, _context: Context, _state: State
) -> Iterable[Place]:
    """The decision."""
    return (Decision.at(event.decision_id),)


def forgotten(event: ExplanationForgotten, _context: Context, state: State) -> Iterable[Change]:
    """Why is gone; outcome and dates stay."""
    decision = state.get(Decision, event.decision_id)
    if decision is not None:
        yield without_words(decision)


def without_words(decision: Decision) -> Decision:
    """A decision without what was sealed with its key: why it was made, and why an appeal was."""
    return replace(decision, explanation=None, grounds=None, reason=None)


def needs_granted(event: SchemeRightGranted, _context: Context, _state: State) -> Iterable[Place]:
    """The person."""
    return (Holder.at(event.holder_id),)


def granted(event: SchemeRightGranted, context: Context, state: State) -> Iterable[Change]:
    """A right in a scheme."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, scheme_rights=(*holder.scheme_rights, str(event.right_id)))
    yield SchemeRight(
        key=str(event.right_id),
        holder_id=str(event.holder_id),
        municipality=holder.municipality if holder else None,
        scheme_id=str(event.scheme_id),
        regulation_id=str(event.regulation_id),
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        grace_until=event.grace_until,
        birth_year=event.birth_year,
        sources=event.sources,
        provisional=event.provisional,
        made_at=context.time,
    )


def needs_right(
    event: SchemeRightRenewed | SchemeRightEnded | RenewalLeft, _context: Context, _state: State
) -> Iterable[Place]:
    """The right."""
    return (SchemeRight.at(event.right_id),)


def renewed(event: SchemeRightRenewed, context: Context, state: State) -> Iterable[Change]:
    """The same right goes on."""
    right = state.get(SchemeRight, event.right_id)
    if right is not None:
        renewal = Renewal(
            context.time.astimezone(BRUSSELS).date(), right.valid_until, right.regulation_id
        )
        yield replace(
            right,
            renewals=(*right.renewals, renewal),
            regulation_id=str(event.regulation_id),
            valid_until=event.valid_until,
            grace_until=event.grace_until,
            birth_year=event.birth_year or right.birth_year,
            sources=event.sources,
            provisional=event.provisional,
            last_day=None,
            unrenewed_on=None,
        )


def ended(event: SchemeRightEnded, _context: Context, state: State) -> Iterable[Change]:
    """The right holds no longer than its last day."""
    right = state.get(SchemeRight, event.right_id)
    if right is not None:
        yield replace(right, last_day=event.last_day, provisional=False)


def left(event: RenewalLeft, _context: Context, state: State) -> Iterable[Change]:
    """The right is not renewed by itself, unless it ends later by now."""
    right = state.get(SchemeRight, event.right_id)
    if right is not None and right.valid_until == event.ends_on:
        yield replace(right, unrenewed_on=event.ends_on)
