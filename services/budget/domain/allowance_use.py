"""What a participation uses of money that is set aside for a right, and gives back. Pure.

It is paid from the sources in which that is held, in the proportion that is held of each; so
neither lose a cent to rounding. What is not held (a right of before, a late sale of a year that is
over) is paid as any share is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.budget.contracts.allowances import allowance_id
from services.budget.contracts.events import (
    Account,
    AllowanceChanged,
    AllowancePart,
    CountedOn,
    InstalmentsStopped,
    ParticipationCorrected,
    Transfer,
)
from services.budget.domain import allowance
from services.budget.domain.allowance import (
    Allowance,
    AllowanceUse,
    held_anew,
    held_by_source,
    needs_of_allowance,
)
from services.budget.domain.drawing import Purse
from services.budget.domain.instalment_holds import Heir
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Resolved
from services.cards.contracts.events import ParticipationRequested
from services.kernel.money import largest_remainder
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a participation may use of what is set aside: by allowance, and of all, in cents."""

    participation_id: UUID
    counted: Mapping[UUID, int]
    most_cents: int


def use_of(event: ParticipationRequested) -> Use:
    """What is asked of it: not what is uncovered for another reason than too little money."""
    return Use(
        participation_id=event.participation_id,
        counted=_counted(event),
        most_cents=event.network_cents - event.uncovered_cents,
    )


def counted_on(event: ParticipationRequested, purse: Purse, state: State) -> tuple[CountedOn, ...]:
    """What pays for it first once it is its turn, also where nothing of that is held just now: it
    may be held again by then."""
    made = []
    for own_id, cents in _counted(event).items():
        found = state.get(Allowance, own_id)
        if found is not None:
            held_here = found.year == purse.year and found.status == "held"
            envelope = found.envelope_id if held_here else purse.envelope_id
            own = None if envelope is None else UUID(str(envelope))
            made.append(CountedOn(allowance_id=own_id, envelope_id=own, cents=cents))
    return tuple(made)


def _counted(event: ParticipationRequested) -> dict[UUID, int]:
    """What it takes of what may be set aside, by allowance, in cents."""
    return {
        allowance_id(event.right_id, one.period, one.name): one.cents
        for one in event.counts
        if one.cents > 0
    }


def needs_of_using(event: ParticipationRequested, stream: str, state: State) -> Iterable[Place]:
    """The allowances on which it counts."""
    for own_id in _counted(event):
        yield from needs_of_allowance(own_id, stream, state)
        if state.peek(Allowance, own_id) is not None:
            yield AllowanceUse.at(event.participation_id)


def used_by(use: Use, purse: Purse, context: Context, state: State) -> list[AllowanceChanged]:
    """What it uses of each allowance that is held in the year in which it is booked."""
    made, left = list[AllowanceChanged](), use.most_cents
    for own_id, wanted in use.counted.items():
        found = state.get(Allowance, own_id)
        if found is None or found.year != purse.year or purse.for_year is not None:
            continue
        cents = min(wanted, found.held_cents, left)
        if cents <= 0:
            continue
        left -= cents
        made.append(_used(found, cents, use.participation_id, context, state))
    return made


def _used(
    found: Allowance, cents: int, participation: UUID, context: Context, state: State
) -> AllowanceChanged:
    held = held_by_source(found, state)
    taken = dict(zip(held, largest_remainder(cents, tuple(held.values())), strict=True))
    left = {key: amount - taken[key] for key, amount in held.items()}
    parts = (
        AllowancePart(
            account_id=UUID(key),
            cents=part,
            transfer_id=context.make_id(f"allowance:{found.key}:pays:{key}"),
        )
        for key, part in taken.items()
        if part
    )
    return AllowanceChanged(
        allowance_id=UUID(found.key),
        reason="used",
        participation_id=participation,
        cents=cents,
        held_cents=found.held_cents - cents,
        parts=tuple(parts),
        transfers=held_anew(found, left, f"allowance:{found.key}", context, state),
    )


def paid_by(
    used: Sequence[AllowanceChanged], purse: Purse, payable: Account, state: State, *, held: bool
) -> tuple[Transfer, ...]:
    """The transfers of a share that allowances pay, from where they were held."""
    made = []
    for part in (part for one in used for part in one.parts):
        source = state.get(AccountRow, part.account_id)
        assert source is not None
        made.append(
            Transfer(
                transfer_id=part.transfer_id,
                kind="held" if held else "posted",
                debit=source.as_account(),
                credit=payable,
                cents=part.cents,
                bbc=purse.bbc,
            )
        )
    return tuple(made)


def pays_anew(own_id: UUID | str, heirs: Iterable[Heir], state: State) -> Iterable[Change]:
    """What allowances paid by holds that were replaced they pay by those in their place. Where none
    pays for it, nothing of it is looked up."""
    found = state.peek(AllowanceUse, own_id)
    if found is not None:
        whose = {paid: own for own, paid in found.parts}
        more = tuple((whose[old], new) for new, old in heirs if old in whose)
        yield replace(found, parts=(*found.parts, *more))


# -- giving back --------------------------------------------------------------------------------


def needs_of_returning(own_id: UUID, stream: str, state: State) -> Iterable[Place]:
    """What allowances pay of a participation."""
    yield AllowanceUse.at(own_id)
    found = state.peek(AllowanceUse, own_id)
    for one in dict.fromkeys(part[0] for part in (() if found is None else found.parts)):
        yield from needs_of_allowance(one, stream, state)


def kept_aside(
    event: Resolved | ParticipationCorrected | InstalmentsStopped,
    context: Context,
    after: Overlay,
) -> list[AllowanceChanged]:
    """What is set aside again of money that a participation gives back, taken in as well.

    `after`: as it is once that money is back. An allowance that ended meanwhile, or goes on in
    another year, takes nothing back: that money is free.
    """
    use = after.get(AllowanceUse, event.participation_id)
    if use is None:
        return []
    made, back = list[AllowanceChanged](), dict[str, list[AllowancePart]]()
    for (own, _account), part in _given_back(event.transfers, use, after).items():
        back.setdefault(own, []).append(part)
    for key, parts in back.items():
        found = after.get(Allowance, key)
        assert found is not None
        said = _returned(found, parts, event.participation_id, context, after)
        after.apply(allowance.changed(said, context, after))
        made.append(said)
    return made


def _given_back(
    transfers: Iterable[Transfer], use: AllowanceUse, state: State
) -> dict[tuple[str, UUID], AllowancePart]:
    """What comes back of each allowance to each account, less what is held anew of it."""
    whose, made = {paid: own for own, paid in use.parts}, dict[tuple[str, UUID], AllowancePart]()
    for one in transfers:
        if one.kind not in ("released", "reversal", "held"):
            continue
        own = whose.get(str(one.transfer_id) if one.kind == "held" else _first_step(one, state))
        found = None if own is None else state.get(Allowance, own)
        source = one.credit if one.kind == "reversal" else one.debit
        if found is None or found.status != "held" or found.year != source.year:
            continue
        key, cents = (found.key, source.account_id), -one.cents if one.kind == "held" else one.cents
        before = made.get(key) or AllowancePart(
            account_id=source.account_id, cents=0, transfer_id=one.transfer_id
        )
        made[key] = before.model_copy(update={"cents": before.cents + cents})
    return {key: part for key, part in made.items() if part.cents}


def _first_step(transfer: Transfer, state: State) -> str:
    """The transfer by which was paid or held what this one gives back."""
    named = state.get(TransferRow, transfer.names) if transfer.names is not None else None
    if named is None:
        return ""
    return named.names if named.kind == "taken" and named.names is not None else named.key


def _returned(
    found: Allowance,
    parts: Sequence[AllowancePart],
    participation: UUID,
    context: Context,
    state: State,
) -> AllowanceChanged:
    left = held_by_source(found, state)
    for part in parts:
        key = str(part.account_id)
        left[key] = left.get(key, 0) + part.cents
    cents = sum(part.cents for part in parts)
    role = f"returned:{participation}:{found.key}"
    return AllowanceChanged(
        allowance_id=UUID(found.key),
        reason="returned",
        participation_id=participation,
        cents=cents,
        held_cents=found.held_cents + cents,
        parts=tuple(parts),
        transfers=held_anew(found, left, role, context, state),
    )
