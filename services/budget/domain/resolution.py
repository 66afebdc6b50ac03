"""Confirm, void, cancel, expire and lapse: budget resolves a participation, in order. Pure.

`REFUSALS` is the table of status by wish; what it does not name is allowed. Cards answers the
same codes where its own knowledge is final.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.commands import ExpireHold, LapseWaiting
from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.contracts.recoveries import debt_of
from services.budget.domain.allowance_use import kept_aside, needs_of_returning
from services.budget.domain.bucket import bucket_for, bucket_now, needs_bucket
from services.budget.domain.clearing import needs_clearing
from services.budget.domain.debt import Debt, check_not_recovered
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import (
    TransferRow,
    follow_up,
    needs_of_transfers,
    take_of,
    transfers_named,
)
from services.budget.domain.participation import (
    OpenHold,
    Participation,
    Resolved,
    Status,
    once_resolved,
)
from services.budget.domain.payable import PayableItem
from services.budget.domain.prior import needs_reversal, reversed_in
from services.budget.domain.promoting import needs_of_promoting, returned
from services.budget.domain.returned import Returned, standing
from services.budget.domain.uncovered_queue import needs_of_leaving
from services.budget.domain.waiting_list import Waiting, WaitingList
from services.cards.contracts.events import Resolution, ResolutionRequested, SharesTaken
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

REFUSALS: Final[Mapping[Status, Mapping[Resolution, str]]] = {
    "waiting": {"confirm": "not_held"},
    "held": {"cancel": "not_confirmed"},
    "confirmed": {"confirm": "already_confirmed", "void": "not_held"},
    "voided": {"confirm": "not_held", "void": "already_voided", "cancel": "not_confirmed"},
    "expired": {"confirm": "hold_expired", "void": "hold_expired", "cancel": "not_confirmed"},
    "cancelled": {"confirm": "not_held", "void": "not_held", "cancel": "already_cancelled"},
}


def needs(
    message: ResolutionRequested | ExpireHold | LapseWaiting, context: Context, state: State
) -> Iterable[Place]:
    """All that resolving the one participation reads."""
    return needs_of(message.participation_id, context, state)


def needs_of(own_id: UUID, context: Context, state: State) -> Iterable[Place]:
    """The participation and its hold; then the transfers of its last step and their accounts."""
    yield from (Participation.at(own_id), OpenHold.at(own_id), PayableItem.at(own_id))
    yield Waiting.at(own_id)
    waiting = state.peek(Waiting, own_id)
    if waiting is not None:
        yield WaitingList.at(waiting.list_key)
    yield from (Returned.at(own_id), InstalmentPlan.at(own_id), Debt.at(debt_of(own_id)))
    yield from needs_of_returning(own_id, context.stream, state)
    found = state.peek(Participation, own_id)
    if found is not None:
        yield from needs_of_transfers(found.transfer_ids, state)
        yield from needs_bucket(found.organisation_id, found.booked_in, found.day)
        if found.uncovered_cents:
            yield from needs_of_leaving(own_id, state)
        yield from needs_reversal(found.transfer_ids, found.booked_in, context, state)
        yield from needs_of_promoting(found.held_in, found.envelope_id, context, state)
        yield from needs_clearing(own_id, found.clearing_with, found.booked_in, found.day, state)


def resolve(event: ResolutionRequested, context: Context, state: State) -> Sequence[Event]:
    """What was asked happens, or is refused by the participation's status."""
    found = state.get(Participation, event.participation_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    said = resolved(found, event.action, context, state, taken=event.taken)
    return [said, *followed(found, said, context, state)]


def followed(
    found: Participation, said: Resolved, context: Context, state: State
) -> Sequence[Event]:
    """What the money that an answer brings back is for: what was set aside, then who waits."""
    after = once_resolved([said], context, state)
    kept = kept_aside(said, context, after)
    return [*kept, *returned(found.held_in, found.envelope_id, context, after)]


def resolved(
    found: Participation,
    action: Resolution,
    context: Context,
    state: State,
    *,
    taken: SharesTaken | None = None,
) -> Resolved:
    """What a wish makes of a participation. Refuses what its status does not allow."""
    code = REFUSALS[found.status].get(action)
    if code is None and found.disputed:
        code = "line_disputed"
    if code is None and action == "confirm" and state.get(InstalmentPlan, found.key) is not None:
        code = "in_instalments"
    if code is not None:
        raise Refusal(code, "participation_id")
    check_not_recovered(found.key, state)
    match action:
        case "confirm":
            return confirm(found, taken, context, state)
        case "cancel" if found.status != "waiting":
            return reverse(found, context, state)
        case _:
            return give_back(found, "voided", context, state)


def confirm(
    found: Participation, taken: SharesTaken | None, context: Context, state: State
) -> ParticipationConfirmed:
    """Take what is held, or less of it, in time: before the hold ends.

    All of it is covered: without money only what happened before it was told is agreed to, and
    that is never held. So nothing of it is uncovered, and no source has to be kept for that.
    """
    hold = state.get(OpenHold, found.key)
    assert hold is not None
    if context.time >= hold.hold_until:
        raise Refusal("hold_expired", "participation_id")
    shares = taken or SharesTaken(
        price_cents=found.price_cents,
        holder_cents=found.holder_cents,
        organisation_cents=found.organisation_cents,
        network_cents=found.network_cents,
    )
    return ParticipationConfirmed(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        transfers=take_of(last_step(found, state), shares.network_cents, context, state),
        payee=found.payee,
        envelope_id=None if found.envelope_id is None else UUID(found.envelope_id),
        bucket_id=_bucket_of_new(found, context, state),
        **dict(shares),
    )


def give_back(
    found: Participation, reason: Status, context: Context, state: State
) -> ParticipationVoided:
    """Free what is held. `reason` is voided or expired."""
    assert reason in ("voided", "expired")
    return ParticipationVoided(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        reason=reason,
        transfers=follow_up(last_step(found, state), "released", context, state),
    )


def reverse(found: Participation, context: Context, state: State) -> ParticipationReversed:
    """Move back what was posted and is not back yet; free what is held for later instalments."""
    rows = last_step(found, state)
    posted = standing(found.key, rows, state)
    held = [row for row in rows if row.kind == "held"]
    return ParticipationReversed(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        transfers=(
            *reversed_in(posted, context, state),
            *follow_up(held, "released", context, state),
        ),
        bucket_id=_bucket(found, context, state),
    )


def _bucket(found: Participation, context: Context, state: State) -> UUID | None:
    """The lines of the provider among which it is settled now; none where a holder is paid."""
    if found.payee == "holder" or not found.network_cents:
        return None
    if found.late:
        return late_bucket(found.key)
    organisation, year = found.organisation_id, found.booked_in
    return bucket_now(context.stream, organisation, year, found.day, state)


def _bucket_of_new(found: Participation, context: Context, state: State) -> UUID | None:
    """Where its line goes as it is confirmed."""
    if found.payee == "holder" or not found.network_cents:
        return None
    organisation, year = found.organisation_id, found.booked_in
    return bucket_for(UUID(found.key), organisation, year, found.day, context, state)


def last_step(found: Participation, state: State) -> list[TransferRow]:
    """The transfers of the participation's last step."""
    return transfers_named(found.transfer_ids, state)


def expire(command: ExpireHold, context: Context, state: State) -> Sequence[Event]:
    """Free a hold that is due; one that was resolved in time is none of the clock's business."""
    hold = state.get(OpenHold, command.participation_id)
    found = state.get(Participation, command.participation_id)
    if hold is None or found is None or context.time < hold.hold_until:
        return []
    return let_go(found, context, state, "expired")


def let_go(
    found: Participation, context: Context, state: State, reason: Status = "voided"
) -> Sequence[Event]:
    """Free what is held; the money that comes back is for who waits for it."""
    said = give_back(found, reason, context, state)
    return [said, *followed(found, said, context, state)]


def lapse(command: LapseWaiting, context: Context, state: State) -> Sequence[Event]:
    """End the wait of one whose day is over, and let those behind it go on."""
    waiting = state.get(Waiting, command.participation_id)
    found = state.get(Participation, command.participation_id)
    if waiting is None or found is None or context.time < waiting.over_at:
        return []
    return let_go(found, context, state, "expired")


def decline(
    event: ResolutionRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> ParticipationDeclined:
    """The no that the wish awaits."""
    return ParticipationDeclined(
        participation_id=event.participation_id,
        action=event.action,
        code=code,
        field=field,
        facts=dict(facts),
    )
