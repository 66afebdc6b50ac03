"""Part of the price of a confirmed participation goes back, also after it was paid. Pure.

The network's part is moved back to the sources that paid it. A provider that was paid owes it: it
is taken off its next statements. A holder who was paid keeps it, unless a decision says otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.budget.contracts.events import (
    CorrectionDeclined,
    ParticipationCorrected,
)
from services.budget.domain.allowance_use import kept_aside, pays_anew
from services.budget.domain.bucket import bucket_now, with_line
from services.budget.domain.clearing import Taken, cleared
from services.budget.domain.debt import check_not_recovered, owed_by_correction
from services.budget.domain.instalment_holds import of_corrected
from services.budget.domain.instalment_plan import InstalmentPlan, with_instalments
from services.budget.domain.instalments_lowered import lowered
from services.budget.domain.ledger import TransferRow, booked
from services.budget.domain.participation import Participation, Status, ids_of
from services.budget.domain.payable import PayableItem, less_due, payable_of
from services.budget.domain.prior import reversed_in
from services.budget.domain.promoting import returned
from services.budget.domain.resolution import last_step, needs_of
from services.budget.domain.returned import Returned, part_of, standing, uncovered_of
from services.budget.domain.uncovered_queue import queued_less
from services.cards.contracts.events import CorrectionRequested
from services.kernel.contract import Event
from services.kernel.money import Shares
from services.kernel.portions import refund
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State

REFUSALS: Final[Mapping[Status, str]] = {
    "waiting": "not_confirmed",
    "held": "not_confirmed",
    "voided": "not_confirmed",
    "expired": "not_confirmed",
    "cancelled": "already_cancelled",
}
"""Why one in this status cannot be corrected."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Under which id part of a price goes back. `repriced`: under a rule. `recover`: also what a
    holder was paid."""

    correction_id: UUID
    repriced: bool
    recover: bool


def needs(event: CorrectionRequested, context: Context, state: State) -> Iterable[Place]:
    """As for resolving it."""
    return needs_of(event.participation_id, context, state)


def answer(event: CorrectionRequested, context: Context, state: State) -> Sequence[Event]:
    """Give back what was asked, or say why not. What was set aside is so again; who waits for money
    gets the rest."""
    found = state.get(Participation, event.participation_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    code = REFUSALS.get(found.status) or ("line_disputed" if found.disputed else None)
    code = code or ("late_line_waits" if found.late else None)
    if code is not None:
        raise Refusal(code, "participation_id")
    check_not_recovered(found.key, state)
    after = _lower(found.shares, _asked(event, found, state))
    asked = Asked(event.correction_id, event.shares is not None, event.recover)
    said = correction_of(found, after, asked, context, state)
    seen = Overlay(state)
    seen.apply(corrected(said, context, seen))
    kept = kept_aside(said, context, seen)
    return [said, *kept, *returned(found.held_in, found.envelope_id, context, seen)]


def _asked(event: CorrectionRequested, found: Participation, state: State) -> Shares:
    """The shares after it. Refuses a part that is none, or a price that is no lower."""
    if event.shares is not None:
        if not event.shares.price_cents < found.price_cents:
            raise Refusal("price_not_lower", "price_cents", price_cents=found.price_cents)
        new = event.shares
        return Shares(new.holder_cents, new.organisation_cents, new.network_cents)
    cents = event.refund_cents or 0
    if not 0 < cents < found.price_cents:
        raise Refusal("refund_invalid", "refund_cents", price_cents=found.price_cents)
    before = returned_of(found, state)
    back = refund(before.shares, cents, before.refunded_cents)
    return Shares(
        found.holder_cents - back.holder_cents,
        found.organisation_cents - back.organisation_cents,
        found.network_cents - back.network_cents,
    )


def returned_of(found: Participation, state: State) -> Returned:
    """What went back of it so far."""
    row = state.get(Returned, found.key)
    shares = found.holder_cents, found.organisation_cents, found.network_cents
    return row or Returned(key=found.key, priced=shares)


def _lower(before: Shares, after: Shares) -> Shares:
    """The shares after it. Refuses where anybody would bear more by a correction."""
    if (
        after.holder_cents > before.holder_cents
        or after.organisation_cents > before.organisation_cents
        or after.network_cents > before.network_cents
    ):
        raise Refusal("share_rises", "price_cents")
    return after


def correction_of(
    found: Participation, after: Shares, asked: Asked, context: Context, state: State
) -> ParticipationCorrected:
    """What goes back to whom where a participation has these shares from now on."""
    own_id = UUID(found.key)
    back = found.network_cents - after.network_cents
    absorbed = _absorbed(found, back, asked, state)
    plan = state.get(InstalmentPlan, found.key)
    less = lowered(plan, found.shares, after, context, state)
    rows = standing(found.key, last_step(found, state), state)
    posted = back - absorbed - less.network_cents
    parts = part_of(rows, _posted_back(found, rows, posted, state), state)
    return ParticipationCorrected(
        correction_id=asked.correction_id,
        participation_id=own_id,
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        price_cents=after.holder_cents + after.organisation_cents + after.network_cents,
        holder_cents=after.holder_cents,
        organisation_cents=after.organisation_cents,
        network_cents=after.network_cents,
        holder_back_cents=found.holder_cents - after.holder_cents,
        organisation_back_cents=found.organisation_cents - after.organisation_cents,
        network_back_cents=back,
        repriced=asked.repriced,
        transfers=(*reversed_in(parts, context, state), *less.transfers),
        uncovered_cents=_uncovered(found, rows, parts, back, state),
        absorbed_cents=absorbed,
        payee=found.payee,
        envelope_id=None if found.envelope_id is None else UUID(found.envelope_id),
        bucket_id=_bucket(found, parts, context, state),
        instalments=less.instalments,
    )


def _absorbed(found: Participation, back: int, asked: Asked, state: State) -> int:
    """What was paid to a holder, and stays with her. Refuses where it is being paid just now."""
    item = state.get(PayableItem, found.key)
    if found.payee != "holder" or item is None:
        return 0
    if item.status == "in_run":
        raise Refusal("item_in_run", "participation_id", reference=item.reference)
    return back if item.status == "paid" and not asked.recover else 0


def _untransferred(found: Participation, rows: Sequence[TransferRow], state: State) -> int:
    """What of the share stands on no account: what version 1 of its event left uncovered."""
    covered = uncovered_of(rows, state)
    return max(found.uncovered_cents - covered, 0)


def _posted_back(found: Participation, rows: Sequence[TransferRow], back: int, state: State) -> int:
    """What of it is moved back on accounts: what stands on none goes first."""
    return max(back - _untransferred(found, rows, state), 0)


def _uncovered(
    found: Participation,
    rows: Sequence[TransferRow],
    parts: Sequence[TransferRow],
    back: int,
    state: State,
) -> int:
    """What is owed without money for it after that."""
    nowhere = max(_untransferred(found, rows, state) - back, 0)
    return nowhere + uncovered_of(rows, state) - uncovered_of(parts, state)


def _bucket(
    found: Participation, parts: Sequence[TransferRow], context: Context, state: State
) -> UUID | None:
    """The lines of the provider among which it is taken off; none where it is owed as much."""
    if found.payee == "holder" or not parts:
        return None
    organisation, year = found.organisation_id, found.booked_in
    return bucket_now(context.stream, organisation, year, found.day, state)


def decline(
    event: CorrectionRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> CorrectionDeclined:
    """The no that the wish awaits."""
    return CorrectionDeclined(
        correction_id=event.correction_id,
        participation_id=event.participation_id,
        code=code,
        field=field,
        facts=dict(facts),
    )


def corrected(event: ParticipationCorrected, context: Context, state: State) -> Iterable[Change]:
    """Its price is what was asked, and what is owed for it is so much less."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        yield replace(
            found,
            price_cents=event.price_cents,
            holder_cents=event.holder_cents,
            organisation_cents=event.organisation_cents,
            network_cents=event.network_cents,
            uncovered_cents=event.uncovered_cents,
            transfer_ids=_held_now(found, event),
        )
        yield from _held_lower(event, state)
        yield from with_instalments(found.key, event.instalments, state)
        yield _returned(found, event, state)
        yield from _owed_less(found, event, state)
        taken = Taken(
            participation_id=event.participation_id, offer_id=found.offer_id, day=found.day
        )
        yield from cleared(event.transfers, taken, context.stream, state)
        if found.uncovered_cents > event.uncovered_cents:
            less = found.uncovered_cents - event.uncovered_cents
            yield from queued_less(found.key, less, state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def _held_lower(event: ParticipationCorrected, state: State) -> Iterable[Change]:
    """Allowances pay what is held anew of instalments, as they paid what was."""
    plan = state.get(InstalmentPlan, event.participation_id)
    if plan is not None and event.instalments:
        heirs = of_corrected(event, plan.instalments)
        yield from pays_anew(event.participation_id, heirs, state)


def _held_now(found: Participation, event: ParticipationCorrected) -> tuple[str, ...]:
    """The transfers of its last step, where what is held of it is held anew."""
    freed = {str(one.names) for one in event.transfers if one.kind == "released"}
    left = tuple(one for one in found.transfer_ids if one not in freed)
    return (*left, *ids_of(one for one in event.transfers if one.kind == "held"))


def _returned(found: Participation, event: ParticipationCorrected, state: State) -> Returned:
    """What went back; the ratio of the shares is that of the last price under a rule."""
    before = returned_of(found, state)
    back = found.price_cents - event.price_cents
    after = Shares(event.holder_cents, event.organisation_cents, event.network_cents)
    row = before.with_reversals(event.transfers)
    row = replace(row, absorbed_cents=row.absorbed_cents + event.absorbed_cents)
    if event.repriced:
        priced = after.holder_cents, after.organisation_cents, after.network_cents
        return replace(row, priced=priced, refunded_cents=0)
    return replace(row, refunded_cents=row.refunded_cents + back)


def _owed_less(
    found: Participation, event: ParticipationCorrected, state: State
) -> Iterable[Change]:
    """A line less for the provider; of a holder who waits for her money, so much less is due, and
    who was paid owes it."""
    owed = payable_of(event.transfers)
    if owed is None:
        return
    if found.payee == "organisation":
        yield from with_line(found.organisation_id, owed.year, found.day, owed.cents, state)
        return
    item = state.get(PayableItem, found.key)
    if item is not None and item.status == "open":
        yield less_due(item, -owed.cents)
    elif item is not None and item.status == "paid":
        yield from owed_by_correction(event)
