"""The view of participations, fed by cards and by budget, and what is counted from it.

Counters follow from the row: what a row contributes after a change less what it contributed
before. So they come out the same in whatever order the two sources are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from services.budget.contracts.events import (
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
)
from services.cards.contracts.events import GroupRequested, ParticipationRequested
from services.gateway.views import reach, usages
from services.gateway.views.claim_rows import Claim, Slip
from services.gateway.views.claims import as_taken, counts_taken, followed, slip_of
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder, HolderYear, Participation, RightYear, YearTotal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State, one_by_one

OfBudget = (
    ParticipationHeld
    | ParticipationConfirmed
    | ParticipationVoided
    | ParticipationReversed
    | ParticipationDeclined
    | ParticipationWaitlisted
)


def needs_request(
    event: ParticipationRequested, _context: Context, state: State
) -> Iterable[Place]:
    """The row, the person's municipality, and the counters."""
    yield Participation.at(event.participation_id)
    yield Holder.at(event.holder_id)
    year = event.on.year
    yield RightYear.at(f"{event.right_id}:{year}")
    yield HolderYear.at(f"{event.holder_id}:{year}")
    yield YearTotal.at(year)
    yield from usages.places(event.counts)
    row = state.peek(Participation, event.participation_id)
    if row is not None:
        yield from usages.places(row.counts)
    if row is not None and state.has(Holder.at(event.holder_id)):
        town = municipality_of(event.holder_id, state)
        yield from reach.places(replace(row, holder_id=str(event.holder_id), municipality=town))
    if event.claim_id is not None:
        yield Claim.at(event.claim_id)
    if event.slip_id is not None:
        yield Slip.at(event.slip_id)
        yield from usages.places(counts_taken(state.peek(Slip, event.slip_id)))


def requested(event: ParticipationRequested, context: Context, state: State) -> Iterable[Change]:
    """The columns that cards fills."""
    old = state.get(Participation, event.participation_id)
    old = old or Participation(key=str(event.participation_id))
    # Budget may be read first: then the price is what it was corrected to.
    told = old if old.corrected else event
    new = replace(
        old,
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        right_id=str(event.right_id),
        offer_id=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        price_cents=told.price_cents,
        holder_cents=told.holder_cents,
        organisation_cents=told.organisation_cents,
        network_cents=told.network_cents,
        ceiling_applied=event.ceiling_applied,
        card_id=_text(event.card_id),
        scheme_id=_text(event.scheme_id),
        regulation_id=_text(event.regulation_id),
        counts=event.counts,
        steps=event.steps,
        other_help_cents=event.other_help_cents,
        uncovered_cents=event.uncovered_cents,
        hold_until=old.hold_until if old.instalments else event.hold_until,
        made_at=context.time,
        claim_id=_text(event.claim_id),
        slip_id=_text(event.slip_id),
        payer_municipality=event.payer_municipality,
        payer_network=_text(event.payer_network_id),
    )
    new = as_taken(new, slip_of(new, state))
    yield new
    yield from counted(old, new, state)
    yield from followed(new, state)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def needs_group(event: GroupRequested, context: Context, state: State) -> Iterable[Place]:
    """What each of them needs."""
    for line in event.lines:
        yield from needs_request(line, context, state)


def group_requested(event: GroupRequested, context: Context, state: State) -> Iterable[Change]:
    """A row for each of those who were asked for together."""
    group_id, size = str(event.group_id), len(event.lines)

    def line_requested(line: tuple[int, ParticipationRequested], seen: State) -> Iterable[Change]:
        place, asked = line
        for change in requested(asked, context, seen):
            if isinstance(change, Participation):
                change = replace(change, group_id=group_id, group_size=size, group_place=place)
            yield change

    return one_by_one(enumerate(event.lines), line_requested, state)


def needs_group_answer(event: GroupDeclined, _context: Context, state: State) -> Iterable[Place]:
    """The rows of all of them, and the counters."""
    for own_id in event.participation_ids:
        yield from needs_row(own_id, state)


def group_declined(event: GroupDeclined, _context: Context, state: State) -> Iterable[Change]:
    """Nobody of the group takes part. A declined wish about it leaves all as they were."""
    if event.action != "request":
        return []
    return one_by_one(
        event.participation_ids,
        lambda own_id, seen: _declined(own_id, event.code, seen),
        state,
    )


def needs_answer(event: OfBudget, _context: Context, state: State) -> Iterable[Place]:
    """The row and, once it is loaded and cards has filled it, the counters."""
    yield from needs_row(event.participation_id, state)
    if isinstance(event, ParticipationConfirmed | ParticipationReversed):
        row = state.peek(Participation, event.participation_id)
        row = row or Participation(key=str(event.participation_id))
        yield from reach.needs_booking(event, row, state)


def needs_row(own_id: UUID, state: State) -> Iterable[Place]:
    """The row and, once it is loaded and cards has filled it, the counters."""
    yield Participation.at(own_id)
    row = state.peek(Participation, own_id)
    if row is None:
        return
    yield from places_of_counters(row)
    if row.claim_id is not None:
        yield Claim.at(row.claim_id)
    if row.slip_id is not None:
        yield Slip.at(row.slip_id)
        yield from usages.places(counts_taken(state.peek(Slip, row.slip_id)))


def places_of_counters(row: Participation) -> Iterable[Place]:
    """What is counted of a participation, once cards has filled its row."""
    if row.day is not None:
        yield RightYear.at(f"{row.right_id}:{row.day.year}")
        yield HolderYear.at(f"{row.holder_id}:{row.day.year}")
        yield YearTotal.at(row.day.year)
        yield from usages.places(row.counts)
        yield from reach.places(row)


def answered(event: OfBudget, _context: Context, state: State) -> Iterable[Change]:
    """The columns that budget fills. A declined wish about it leaves it as it was."""
    status = _status_after(event)
    if status is None:
        return ()
    code = event.code if isinstance(event, ParticipationDeclined) else None
    unposted = event.uncovered_cents if isinstance(event, ParticipationConfirmed) else None
    own_id = event.participation_id
    old = state.get(Participation, own_id) or Participation(key=str(own_id))
    new = replace(old, status=status, decline_code=code)
    if unposted is not None:
        new = replace(new, unposted_cents=unposted)
    if isinstance(event, ParticipationConfirmed | ParticipationReversed):
        new = reach.booked(event, new, state)
    if isinstance(event, ParticipationWaitlisted):
        new = replace(
            new,
            waits_for=str(event.envelope_id),
            waiting_number=event.number,
            waiting_place=event.place,
        )
    return changed(old, new, state)


def _declined(own_id: UUID, code: str, state: State) -> Iterable[Change]:
    old = state.get(Participation, own_id) or Participation(key=str(own_id))
    return changed(old, replace(old, status="declined", decline_code=code), state)


def changed(old: Participation, new: Participation, state: State) -> Iterable[Change]:
    """The row as budget has it, and what is counted of it."""
    new = as_taken(new, slip_of(new, state))
    yield new
    if new.day is not None:
        yield from counted(old, new, state)
    yield from followed(new, state)


def _status_after(event: OfBudget) -> str | None:
    match event:
        case ParticipationHeld():
            return "held"
        case ParticipationWaitlisted():
            return "waiting"
        case ParticipationConfirmed():
            return "confirmed"
        case ParticipationVoided():
            return event.reason
        case ParticipationReversed():
            return "cancelled"
        case ParticipationDeclined():
            return "declined" if event.action == "request" else None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one participation adds to the counters, in cents and numbers.

    `used_cents` and `held_cents` are of its right; `network_cents` is the network's whole share.
    """

    used_cents: int = 0
    network_cents: int = 0
    held_cents: int = 0
    confirmed: int = 0


def _part(row: Participation) -> _Part:
    if row.day is None:
        return _Part()
    within = row.network_cents - row.uncovered_cents
    if row.status == "confirmed":
        return _Part(used_cents=within, network_cents=row.network_cents, confirmed=1)
    if row.status in (None, "waiting", "held"):
        return _Part(held_cents=within)
    return _Part()


def counted(old: Participation, new: Participation, state: State) -> Iterable[Change]:
    """The counters after this row changed. They exist as soon as cards has filled the row."""
    yield from usages.recounted(old, new, state)
    yield from reach.reached(old, new, state)
    before, after = _part(old), _part(new)
    assert new.day is not None
    assert new.holder_id is not None
    year = new.day.year
    confirmed = after.confirmed - before.confirmed
    right_key, holder_key = f"{new.right_id}:{year}", f"{new.holder_id}:{year}"
    right = state.get(RightYear, right_key) or RightYear(
        key=right_key, holder_id=new.holder_id, municipality=new.municipality
    )
    yield replace(
        right,
        used_cents=right.used_cents + after.used_cents - before.used_cents,
        held_cents=right.held_cents + after.held_cents - before.held_cents,
    )
    person = state.get(HolderYear, holder_key) or HolderYear(key=holder_key)
    times = person.confirmed + confirmed
    yield replace(person, confirmed=times)
    total = state.get(YearTotal, year) or YearTotal(key=str(year))
    yield replace(
        total,
        holders=total.holders + (times > 0) - (person.confirmed > 0),
        participations=total.participations + confirmed,
        network_cents=total.network_cents + after.network_cents - before.network_cents,
    )
