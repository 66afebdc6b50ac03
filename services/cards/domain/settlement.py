"""What budget answered is taken into what it counts on, off the path of the answer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal

from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.cards.contracts.events import ParticipationSettled, WorkItemOpened
from services.cards.domain.participation import (
    Participation,
    SameDay,
    counted,
    needs_of_counts,
)
from services.cards.domain.work import WorkItem, item_of, lapse
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, State

Answer = (
    ParticipationHeld
    | ParticipationConfirmed
    | ParticipationDeclined
    | ParticipationVoided
    | ParticipationReversed
)
Settled = Literal["held", "confirmed", "declined", "voided", "expired", "cancelled"]
UNDONE: Final = frozenset({"declined", "voided", "expired", "cancelled"})


def needs(answer: Answer, _context: Context, state: State) -> Iterable[Place]:
    """The participation, then the limit or counts that it counts on."""
    yield Participation.at(answer.participation_id)
    participation = state.peek(Participation, answer.participation_id)
    if participation is not None:
        yield from needs_of_counts(participation)
    yield WorkItem.at(item_of(answer.participation_id))


def held(answer: ParticipationHeld, _context: Context, state: State) -> Sequence[Event]:
    """The share is set aside."""
    return settle(answer, "held", state)


def confirmed(answer: ParticipationConfirmed, _context: Context, state: State) -> Sequence[Event]:
    """The share is posted; what is uncovered of it waits for a person."""
    events = settle(answer, "confirmed", state)
    if not events or not answer.uncovered_cents:
        return events
    item = WorkItemOpened(
        item_id=item_of(answer.participation_id),
        kind="uncovered",
        organisation_id=answer.organisation_id,
        offer_id=answer.offer_id,
        on=answer.on,
        cents=answer.uncovered_cents,
        participation_id=answer.participation_id,
    )
    return [*events, item]


def declined(answer: ParticipationDeclined, _context: Context, state: State) -> Sequence[Event]:
    """A request that is declined frees its share; a resolution that is, changes nothing."""
    return settle(answer, "declined", state) if answer.action == "request" else []


def voided(answer: ParticipationVoided, _context: Context, state: State) -> Sequence[Event]:
    """The hold is given back, or its time ran out."""
    return settle(answer, answer.reason, state)


def cancelled(answer: ParticipationReversed, _context: Context, state: State) -> Sequence[Event]:
    """The share is paid back."""
    lapsed = lapse(item_of(answer.participation_id), state)
    return [*settle(answer, "cancelled", state), *lapsed]


def settle(answer: Answer, status: Settled, state: State) -> Sequence[Event]:
    """One event per change of status; an answer that is taken in already leads to none."""
    participation = state.get(Participation, answer.participation_id)
    if participation is None or participation.status == status:
        return []
    return [ParticipationSettled(participation_id=answer.participation_id, status=status)]


def settled(event: ParticipationSettled, _context: Context, state: State) -> Iterable[Change]:
    """Pending becomes used, or is free again; what is undone may be done again."""
    before = state.get(Participation, event.participation_id)
    if before is None:
        return
    after = replace(before, status=event.status)
    yield after
    yield from counted(before, after, state)
    if event.status in UNDONE:
        yield Gone(SameDay.at(before.same_day_key))
