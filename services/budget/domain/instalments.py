"""A participation that is paid in instalments: agreed, confirmed one by one, or stopped. Pure.

Each instalment has holds of its own, so that a hold is taken once, and whole. The participation
keeps its whole price until the rest is let go; the first instalment confirms it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from services.budget.contracts.commands import (
    AgreeInstalments,
    ConfirmDueInstalment,
    ConfirmInstalment,
    ExpireHold,
    StopInstalments,
)
from services.budget.contracts.events import (
    Instalment,
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
    InstalmentTerms,
    ParticipationHeld,
    Transfer,
)
from services.budget.domain import resolution
from services.budget.domain.allowance_use import kept_aside
from services.budget.domain.bucket import bucket_now, needs_bucket
from services.budget.domain.calendar import day_of, end_of
from services.budget.domain.instalment_plan import (
    GRACE,
    InstalmentPlan,
    due_at,
    planned,
    shares_of_parts,
)
from services.budget.domain.instalments_lowered import hold_like
from services.budget.domain.instalments_told import stopped
from services.budget.domain.ledger import (
    TransferRow,
    follow_up,
    transfers_named,
)
from services.budget.domain.participation import OpenHold, Participation, held
from services.budget.domain.promoting import returned
from services.kernel.contract import Event
from services.kernel.money import Shares
from services.kernel.portions import portion
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Overlay, Place, State

Wish = AgreeInstalments | ConfirmInstalment | StopInstalments | ConfirmDueInstalment


def needs(command: Wish, context: Context, state: State) -> Iterable[Place]:
    """As for resolving it; and where the line of an instalment goes."""
    yield from resolution.needs_of(command.participation_id, context, state)
    found = state.peek(Participation, command.participation_id)
    plan = state.peek(InstalmentPlan, command.participation_id)
    if found is not None and plan is not None and plan.waiting:
        for day in {day_of(context.time), plan.next.due}:
            yield from needs_bucket(found.organisation_id, found.booked_in, day)


def agree(command: AgreeInstalments, context: Context, state: State) -> Sequence[Event]:
    """Hold what is held in parts. Refuses what is confirmed, over, or agreed already."""
    found = _known(command.participation_id, state)
    if state.get(InstalmentPlan, found.key) is not None:
        raise Refusal("in_instalments", "participation_id")
    if found.status != "held":
        code = "already_confirmed" if found.status == "confirmed" else "not_held"
        raise Refusal(code, "participation_id")
    _still_held(found, context, state)
    return [agreed_on(found, command.terms, context, state)]


def held_in_parts(
    said: ParticipationHeld, terms: InstalmentTerms, context: Context, state: State
) -> Sequence[Event]:
    """A participation that is asked for in instalments is held, and at once in parts."""
    seen = Overlay(state)
    seen.apply(held(said, context, seen))
    return [said, agreed_on(_known(said.participation_id, seen), terms, context, seen)]


def agreed_on(
    found: Participation, terms: InstalmentTerms, context: Context, state: State
) -> InstalmentsAgreed:
    """What is held, freed and held anew: instalment by instalment. Refuses terms that cannot be,
    and what another network pays, since its claims know whole participations."""
    if found.clearing_with is not None:
        raise Refusal("paid_by_other_network", "participation_id")
    plan = planned(terms, found.shares, day_of(context.time))
    rows = resolution.last_step(found, state)
    parts = _held_anew(rows, [shares.network_cents for _, shares in plan], context, state)
    return InstalmentsAgreed(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        price_cents=found.price_cents,
        holder_cents=found.holder_cents,
        organisation_cents=found.organisation_cents,
        network_cents=found.network_cents,
        instalments=tuple(
            Instalment(
                due=wish.due,
                price_cents=wish.cents,
                holder_cents=shares.holder_cents,
                organisation_cents=shares.organisation_cents,
                network_cents=shares.network_cents,
                hold_ids=tuple(one.transfer_id for one in holds),
            )
            for (wish, shares), holds in zip(plan, parts, strict=True)
        ),
        confirmed_by=terms.confirmed_by,
        hold_until=end_of(plan[-1][0].due + GRACE),
        transfers=(
            *follow_up(rows, "released", context, state),
            *(one for holds in parts for one in holds),
        ),
    )


def _held_anew(
    rows: Sequence[TransferRow], cents: Sequence[int], context: Context, state: State
) -> list[tuple[Transfer, ...]]:
    """So many cents for each instalment, from the accounts of `rows` in the ratio in which these
    pay: all instalments together take from each what it had set aside."""
    ratio, before = tuple(row.cents for row in rows), 0
    made = []
    for number, wanted in enumerate(cents, start=1):
        parts = portion(ratio, before, wanted)
        before += wanted
        made.append(
            tuple(
                hold_like(row, part, f"instalment:{number}:{place}", context, state)
                for place, (row, part) in enumerate(zip(rows, parts, strict=True))
                if part
            )
        )
    return made


def confirm(command: ConfirmInstalment, context: Context, state: State) -> Sequence[Event]:
    """The next one is payable, from its day on. Refuses another, and one that is not due."""
    found = _known(command.participation_id, state)
    plan = _running(found, state)
    if command.number != plan.confirmed + 1:
        raise Refusal("instalment_not_next", "instalment", number=plan.confirmed + 1)
    if context.time < due_at(plan.next.due):
        raise Refusal("instalment_not_due", "instalment", number=command.number)
    if found.disputed:
        raise Refusal("line_disputed", "participation_id")
    _still_held(found, context, state)
    return [_confirmed(found, plan, day_of(context.time), context, state)]


def confirm_due(command: ConfirmDueInstalment, context: Context, state: State) -> Sequence[Event]:
    """The same by its day; what was confirmed, let go or set aside meanwhile is none of the
    clock's business."""
    found = state.get(Participation, command.participation_id)
    plan = state.get(InstalmentPlan, command.participation_id)
    hold = state.get(OpenHold, command.participation_id)
    if found is None or plan is None or hold is None or plan.next_due_at is None:
        return []
    late = context.time >= hold.hold_until
    if command.number != plan.confirmed + 1 or context.time < plan.next_due_at or late:
        return []
    if found.disputed:
        return []
    return [_confirmed(found, plan, plan.next.due, context, state)]


def _confirmed(
    found: Participation, plan: InstalmentPlan, day: date, context: Context, state: State
) -> InstalmentConfirmed:
    part, organisation, year = plan.next, found.organisation_id, found.booked_in
    rows = transfers_named(map(str, part.hold_ids), state)
    bucket = bucket_now(context.stream, organisation, year, day, state) if rows else None
    return InstalmentConfirmed(
        participation_id=UUID(found.key),
        organisation_id=UUID(organisation),
        offer_id=UUID(found.offer_id),
        on=found.day,
        number=plan.confirmed + 1,
        times=len(plan.instalments),
        line_on=day,
        price_cents=part.price_cents,
        holder_cents=part.holder_cents,
        organisation_cents=part.organisation_cents,
        network_cents=part.network_cents,
        transfers=follow_up(rows, "taken", context, state),
        envelope_id=None if found.envelope_id is None else UUID(found.envelope_id),
        bucket_id=bucket,
    )


def stop(command: StopInstalments, context: Context, state: State) -> Sequence[Event]:
    """Let the rest go; the money that comes back is for who waits for it."""
    found = _known(command.participation_id, state)
    plan = _running(found, state)
    _still_held(found, context, state)
    return _let_go(found, plan, "stopped", context, state)


def expire(command: ExpireHold, context: Context, state: State) -> Sequence[Event]:
    """Free what is held too long; of instalments, what nobody confirmed in time."""
    found = state.get(Participation, command.participation_id)
    plan = state.get(InstalmentPlan, command.participation_id)
    hold = state.get(OpenHold, command.participation_id)
    if found is None or plan is None or not plan.confirmed:
        return resolution.expire(command, context, state)
    if hold is None or context.time < hold.hold_until:
        return []
    return _let_go(found, plan, "expired", context, state)


def _let_go(
    found: Participation,
    plan: InstalmentPlan,
    reason: Literal["stopped", "expired"],
    context: Context,
    state: State,
) -> Sequence[Event]:
    if not plan.confirmed:
        return resolution.let_go(found, context, state)
    held = shares_of_parts(plan.waiting)
    left = Shares(
        found.holder_cents - held.holder_cents,
        found.organisation_cents - held.organisation_cents,
        found.network_cents - held.network_cents,
    )
    rows = [row for row in resolution.last_step(found, state) if row.kind == "held"]
    said = InstalmentsStopped(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        reason=reason,
        confirmed=plan.confirmed,
        price_cents=left.holder_cents + left.organisation_cents + left.network_cents,
        holder_cents=left.holder_cents,
        organisation_cents=left.organisation_cents,
        network_cents=left.network_cents,
        transfers=follow_up(rows, "released", context, state),
    )
    seen = Overlay(state)
    seen.apply(stopped(said, context, seen))
    kept = kept_aside(said, context, seen)
    return [said, *kept, *returned(found.held_in, found.envelope_id, context, seen)]


def _known(own_id: UUID, state: State) -> Participation:
    found = state.get(Participation, own_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    return found


def _running(found: Participation, state: State) -> InstalmentPlan:
    """The instalments of it. Refuses where there are none, and where none is held any more."""
    plan = state.get(InstalmentPlan, found.key)
    if plan is None:
        raise Refusal("no_instalments", "participation_id")
    if not plan.open:
        raise Refusal("instalments_over", "participation_id")
    return plan


def _still_held(found: Participation, context: Context, state: State) -> None:
    """Refuses what ran out, whether the clock has told of it yet or not."""
    hold = state.get(OpenHold, found.key)
    if hold is None or context.time >= hold.hold_until:
        raise Refusal("hold_expired", "participation_id")
