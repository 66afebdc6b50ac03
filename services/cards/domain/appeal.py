"""An appeal against a decision: lodged in time, decided by a body, upheld or rejected. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import DecideAppeal, LodgeAppeal
from services.cards.contracts.events import AppealDecided, AppealLodged
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of
from services.cards.domain.casework import APPEAL_DAYS_ASSUMED
from services.cards.domain.copies import Network
from services.cards.domain.decision import Decision, Forgetting, day_after
from services.cards.domain.granting import (
    NOT_MEANS_TESTED,
    RightEvent,
    Terms,
    end_of_right,
    right_event,
    running_right,
)
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.moving import home_of
from services.cards.domain.prepared import Resealed, prepared
from services.cards.domain.scheme import Regulation
from services.cards.domain.scheme_right import places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

PENDING_DAYS: Final = 366
"""How long why is kept at most while an appeal waits for its decision."""


def needs(command: LodgeAppeal | DecideAppeal, context: Context, state: State) -> Iterable[Place]:
    """The person and the decision; then the regulation by which it was made, and her rights."""
    yield from (Holder.at(command.holder_id), Decision.at(command.decision_id))
    yield Network.at(context.stream)
    yield Forgetting.at(command.decision_id)
    found = state.peek(Decision, command.decision_id)
    if found is not None:
        yield Regulation.at(found.regulation_id)
        yield from places_of(found.holder_id, found.scheme_id)


def decision_of(command: LodgeAppeal | DecideAppeal, state: State) -> Decision:
    """The decision, which is about this person. Refuses."""
    known_holder(command.holder_id, state)
    found = state.get(Decision, command.decision_id)
    if found is None or found.holder_id != str(command.holder_id):
        raise Refusal("decision_unknown", "decision_id")
    return found


def lodge(command: LodgeAppeal, context: Context, state: State) -> Sequence[Event]:
    """Appeal in time; where the regulation names no term, as long as why is kept."""
    found, day = decision_of(command, state), day_of(context.time)
    if found.outcome == "entitled":
        raise Refusal("nothing_to_appeal", "decision_id")
    if found.appeal is not None:
        raise Refusal("already_appealed", "decision_id")
    last = found.appeal_until or found.explained_until
    if day > last or found.explanation is None:
        raise Refusal("appeal_too_late", "decision_id", until=last.isoformat())
    regulation = state.get(Regulation, found.regulation_id)
    assert regulation is not None
    return [
        AppealLodged(
            decision_id=command.decision_id,
            holder_id=command.holder_id,
            lodged_on=day,
            oral=command.oral,
            grounds=prepared(context, Resealed).text,
            body=read(regulation.document).deciding.appeal_body,
            explained_until=day + timedelta(days=PENDING_DAYS),
        )
    ]


def lodged(event: AppealLodged, _context: Context, state: State) -> Iterable[Change]:
    """The appeal runs, and why is kept longer."""
    found = state.get(Decision, event.decision_id)
    if found is not None:
        yield replace(found, appeal="open", explained_until=event.explained_until)
        yield Forgetting(key=found.key, due_at=day_after(event.explained_until))


def decide(command: DecideAppeal, context: Context, state: State) -> Sequence[Event]:
    """What the body decided; upheld, a right follows from that day."""
    found, day = decision_of(command, state), day_of(context.time)
    if found.appeal != "open":
        raise Refusal("no_appeal_open", "decision_id")
    right = right_on_appeal(command, found, day, context, state) if command.upheld else None
    told = AppealDecided(
        decision_id=command.decision_id,
        holder_id=command.holder_id,
        upheld=command.upheld,
        decided_on=day,
        reason=prepared(context, Resealed).text,
        explained_until=day + timedelta(days=APPEAL_DAYS_ASSUMED),
        right_id=right.right_id if right else None,
    )
    return [told, right] if right else [told]


def right_on_appeal(
    command: DecideAppeal, found: Decision, day: date, context: Context, state: State
) -> RightEvent:
    """A right by the regulation that the decision was made by, from the day of the appeal's."""
    regulation = state.get(Regulation, found.regulation_id)
    assert regulation is not None
    running = running_right(rights_of(found.holder_id, found.scheme_id, state), day)
    until, grace = end_of_right(read(regulation.document), day, running, command.valid_until)
    terms = Terms(
        holder_id=command.holder_id,
        scheme_id=UUID(found.scheme_id),
        regulation_id=UUID(found.regulation_id),
        valid_until=until,
        grace_until=grace,
        birth_year=found.birth_year,
        sources=NOT_MEANS_TESTED,
        decision_id=command.decision_id,
        municipality=home_of(str(command.holder_id), day, context, state),
    )
    return right_event(terms, running, day, context)


def decided(event: AppealDecided, _context: Context, state: State) -> Iterable[Change]:
    """The appeal is over; why is kept for as long as a court may be asked."""
    found = state.get(Decision, event.decision_id)
    if found is not None:
        yield replace(
            found,
            appeal="upheld" if event.upheld else "rejected",
            outcome="entitled" if event.upheld else found.outcome,
            right_id=str(event.right_id) if event.right_id else found.right_id,
            explained_until=event.explained_until,
        )
        yield Forgetting(key=found.key, due_at=day_after(event.explained_until))
