"""A committee ratifies what was decided after a social inquiry, or refuses it. Pure.

Until then a provisional right may run; where it is refused, it ends, and a fixed payer carries
what was used of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import RatifyDecisions
from services.cards.contracts.events import (
    DecisionRatified,
    RatificationRecorded,
    SchemeRightEnded,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.copies import Network
from services.cards.domain.decision import Decision
from services.cards.domain.granting import Terms, right_event, running_right
from services.cards.domain.holder import Holder
from services.cards.domain.moving import home_of
from services.cards.domain.scheme_right import places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

AT_ONCE_MAX: Final = 200
"""Decisions on one list of a committee."""


def needs(command: RatifyDecisions, context: Context, state: State) -> Iterable[Place]:
    """The decisions; then their persons and rights."""
    for decision_id in (*command.ratified, *command.refused)[:AT_ONCE_MAX]:
        yield Decision.at(decision_id)
        found = state.peek(Decision, decision_id)
        if found is not None:
            yield from (Holder.at(found.holder_id), Network.at(context.stream))
            yield from places_of(found.holder_id, found.scheme_id)


def ratify(command: RatifyDecisions, context: Context, state: State) -> Sequence[Event]:
    """Take the list in, whole: every decision on it awaits ratification, or nothing happens."""
    listed = (*command.ratified, *command.refused)
    if not 0 < len(listed) <= AT_ONCE_MAX or len(set(listed)) < len(listed):
        raise Refusal("list_invalid", "ratified", list_max=AT_ONCE_MAX)
    day = day_of(context.time)
    made: list[Event] = []
    for decision_id in listed:
        found = state.get(Decision, decision_id)
        if found is None:
            raise Refusal("decision_unknown", "ratified")
        if found.awaits != "ratification":
            raise Refusal("not_awaiting_ratification", "ratified")
        judge = ratified if decision_id in command.ratified else refused
        made += judge(found, day, context, state)
    record = RatificationRecorded(
        ratification_id=context.make_id("ratification"),
        ratified=command.ratified,
        refused=command.refused,
    )
    return [*made, record]


def ratified(found: Decision, day: date, context: Context, state: State) -> Sequence[Event]:
    """The right that was proposed follows, from the day on or in the place of a provisional one;
    none where it would be over already, or she is erased meanwhile."""
    assert found.proposed_until is not None
    rights = rights_of(found.holder_id, found.scheme_id, state)
    holder, right = state.get(Holder, found.holder_id), None
    if found.proposed_until >= day and holder is not None and not holder.erased:
        terms = Terms(
            holder_id=UUID(found.holder_id),
            scheme_id=UUID(found.scheme_id),
            regulation_id=UUID(found.regulation_id),
            valid_until=found.proposed_until,
            grace_until=found.proposed_grace,
            birth_year=found.birth_year,
            sources=found.proposed_sources,
            decision_id=UUID(found.key),
            municipality=home_of(found.holder_id, day, context, state),
        )
        right = right_event(terms, running_right(rights, day), day, context)
    told = DecisionRatified(
        decision_id=UUID(found.key),
        holder_id=UUID(found.holder_id),
        ratified=True,
        decided_on=day,
        right_id=right.right_id if right else None,
    )
    return [told, right] if right else [told]


def refused(found: Decision, day: date, _context: Context, state: State) -> Sequence[Event]:
    """A provisional right ends that day; what was used of it is carried by the fixed payer."""
    holder_id, scheme_id = UUID(found.holder_id), UUID(found.scheme_id)
    right = rights_of(holder_id, scheme_id, state).find(found.right_id) if found.right_id else None
    provisional = right is not None and right.provisional
    told = DecisionRatified(
        decision_id=UUID(found.key),
        holder_id=holder_id,
        ratified=False,
        decided_on=day,
        right_id=UUID(found.right_id) if found.right_id and provisional else None,
        payer=found.payer_if_refused if provisional else None,
    )
    if right is None or not provisional:
        return [told]
    ended = SchemeRightEnded(
        right_id=UUID(right.right_id),
        holder_id=holder_id,
        scheme_id=scheme_id,
        last_day=min(day, right.usable_until),
        learned_on=day,
        reason="not_ratified",
    )
    return [told, ended]


def recorded(event: DecisionRatified, _context: Context, state: State) -> Iterable[Change]:
    """The decision awaits nothing any more; refused, it entitles to nothing."""
    found = state.get(Decision, event.decision_id)
    if found is not None:
        outcome = found.outcome if event.ratified else "not_entitled"
        right_id = str(event.right_id) if event.ratified and event.right_id else found.right_id
        yield replace(found, awaits=None, outcome=outcome, right_id=right_id)
