"""What budget answered is taken into what it counts on, off the path of the answer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal
from uuid import UUID

from services.budget.contracts.events import (
    GroupDeclined,
    InstalmentConfirmed,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    UncoveredCovered,
    UncoveredDecided,
)
from services.cards.contracts.events import ParticipationSettled, WorkItemOpened
from services.cards.domain import claim_state, slip_state
from services.cards.domain.claim_state import Claim
from services.cards.domain.participation import (
    Participation,
    SameDay,
    counted,
    needs_of_counts,
)
from services.cards.domain.slip_state import Slip
from services.cards.domain.usage import Usage, key_of
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
    | ParticipationWaitlisted
    | InstalmentConfirmed
)
Covered = UncoveredCovered | UncoveredDecided
Settled = Literal["waiting", "held", "confirmed", "declined", "voided", "expired", "cancelled"]
UNDONE: Final = frozenset({"declined", "voided", "expired", "cancelled"})


def needs(answer: Answer, _context: Context, state: State) -> Iterable[Place]:
    """The participation, then the limit or counts that it counts on."""
    yield Participation.at(answer.participation_id)
    participation = state.peek(Participation, answer.participation_id)
    if participation is not None:
        yield from needs_of_counts(participation)
        yield from needs_of_promise(participation, state)
    yield WorkItem.at(item_of(answer.participation_id))


def needs_of_promise(participation: Participation, state: State) -> Iterable[Place]:
    """The claim or slip that decides about it, and what is taken of a slip."""
    if participation.claim_id is not None:
        yield Claim.at(participation.claim_id)
    if participation.slip_id is not None:
        yield Slip.at(participation.slip_id)
        slip = state.peek(Slip, participation.slip_id)
        if slip is not None:
            yield from (Usage.at(key_of(count)) for count in slip.taken_counts)


def held(answer: ParticipationHeld, _context: Context, state: State) -> Sequence[Event]:
    """The share is set aside."""
    return settle(answer.participation_id, "held", state)


def waitlisted(answer: ParticipationWaitlisted, _context: Context, state: State) -> Sequence[Event]:
    """It waits for money; what it counts on is kept for it."""
    return settle(answer.participation_id, "waiting", state)


def confirmed(answer: ParticipationConfirmed, _context: Context, state: State) -> Sequence[Event]:
    """The share is posted; what is uncovered of it waits for a person."""
    events = settle(answer.participation_id, "confirmed", state)
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


def instalment_confirmed(
    answer: InstalmentConfirmed, _context: Context, state: State
) -> Sequence[Event]:
    """With the first one she took part, once; what it counts on is that of the whole price."""
    return settle(answer.participation_id, "confirmed", state)


def declined(answer: ParticipationDeclined, _context: Context, state: State) -> Sequence[Event]:
    """A request that is declined frees its share; of a resolution that is, nothing comes."""
    if answer.action == "request":
        return settle(answer.participation_id, "declined", state)
    participation = state.get(Participation, answer.participation_id)
    if participation is not None and participation.claim_id is not None:
        return claim_state.not_carried_out(participation.claim_id, state)
    if participation is not None and participation.slip_id is not None:
        return slip_state.not_carried_out(participation.slip_id, state)
    return []


def needs_of_group(answer: GroupDeclined, _context: Context, state: State) -> Iterable[Place]:
    """All that were asked for together, and what each counts on."""
    for one in answer.participation_ids:
        yield Participation.at(one)
        participation = state.peek(Participation, one)
        if participation is not None:
            yield from needs_of_counts(participation)


def group_declined(answer: GroupDeclined, _context: Context, state: State) -> Sequence[Event]:
    """A group that is declined frees the shares of all; a resolution that is, changes nothing."""
    if answer.action != "request":
        return []
    return [one for own_id in answer.participation_ids for one in settle(own_id, "declined", state)]


def voided(answer: ParticipationVoided, _context: Context, state: State) -> Sequence[Event]:
    """The hold is given back, or its time ran out."""
    return settle(answer.participation_id, answer.reason, state)


def cancelled(answer: ParticipationReversed, _context: Context, state: State) -> Sequence[Event]:
    """The share is paid back."""
    lapsed = lapse(item_of(answer.participation_id), state)
    return [*settle(answer.participation_id, "cancelled", state), *lapsed]


def needs_of_covered(event: Covered, _context: Context, _state: State) -> Iterable[Place]:
    """The item that waits for a person."""
    return [WorkItem.at(item_of(event.participation_id))]


def covered(event: Covered, _context: Context, state: State) -> Sequence[Event]:
    """Once nothing of it is uncovered any more, nobody need decide about it."""
    if event.left_cents:
        return []
    return lapse(item_of(event.participation_id), state, into="covered")


def settle(own_id: UUID, status: Settled, state: State) -> Sequence[Event]:
    """One event per change of status; an answer that is taken in already leads to none."""
    participation = state.get(Participation, own_id)
    if participation is None or participation.status == status:
        return []
    waited = participation.status == "waiting"
    return [ParticipationSettled(participation_id=own_id, status=status, waited=waited)]


def settled(event: ParticipationSettled, _context: Context, state: State) -> Iterable[Change]:
    """Pending becomes used, or is free again; what is undone may be done again."""
    before = state.get(Participation, event.participation_id)
    if before is None:
        return
    after = slip_state.as_taken(replace(before, status=event.status), state)
    yield after
    yield from counted(before, after, state)
    if event.status in UNDONE:
        yield Gone(SameDay.at(before.same_day_key))
    if before.claim_id is not None:
        yield from claim_state.followed(before.claim_id, before.key, event.status, state)
    if before.slip_id is not None and event.status != "waiting":
        yield from slip_state.followed(before.slip_id, event.status, state)
