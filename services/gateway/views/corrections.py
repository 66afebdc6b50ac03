"""Views of corrected participations: what was asked, what went back to whom, what is owed less."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.cards.contracts import events as cards
from services.gateway.views import (
    clearing,
    debts,
    ledger,
    lines,
    participations,
    uncovered,
    usages,
)
from services.gateway.views.correction_rows import Correction
from services.gateway.views.debt_rows import Debt
from services.gateway.views.ledger_rows import SettlementBucket, StatementLine
from services.gateway.views.payment_rows import PayableItem
from services.gateway.views.rows import Participation
from services.gateway.views.whose import given_back_to_own
from services.kernel.contract import Event
from services.kernel.money import Shares
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_requested(
    event: cards.CorrectionRequested, _context: Context, _state: State
) -> Iterable[Place]:
    """The correction, and the participation that it is about."""
    yield from (Correction.at(event.correction_id), Participation.at(event.participation_id))
    if event.recover:
        yield Debt.at(event.correction_id)


def requested(event: cards.CorrectionRequested, context: Context, state: State) -> Iterable[Change]:
    """The columns that cards fills. No provider sees one of a claim."""
    row = state.get(Correction, event.correction_id) or Correction(key=str(event.correction_id))
    about = state.get(Participation, event.participation_id)
    claimed = about is None or about.claim_id is not None
    if event.recover and about is not None:
        yield debts.of_holder(event.correction_id, about.holder_id, about.municipality, state)
    yield replace(
        row,
        participation_id=str(event.participation_id),
        municipality=None if about is None else about.municipality,
        organisation_id=None if about is None or claimed else about.organisation_id,
        reason=event.reason,
        body=event.decision.body,
        decided_on=event.decision.on,
        reference=event.decision.reference,
        recover=event.recover,
        repriced=event.shares is not None,
        regulation_id=None if event.regulation_id is None else str(event.regulation_id),
        steps=event.steps,
        made_at=context.time,
    )


def needs_settled(
    event: cards.CorrectionSettled, _context: Context, state: State
) -> Iterable[Place]:
    """The participation, and what it counts on before and after."""
    yield Participation.at(event.participation_id)
    yield from usages.places(event.counts)
    row = state.peek(Participation, event.participation_id)
    if row is not None:
        yield from participations.places_of_counters(row)


def settled(event: cards.CorrectionSettled, _context: Context, state: State) -> Iterable[Change]:
    """What it counts on is less."""
    old = state.get(Participation, event.participation_id)
    if old is not None and old.day is not None:
        new = replace(old, counts=event.counts, uncovered_cents=event.uncovered_cents)
        yield new
        yield from participations.counted(old, new, state)


def needs_corrected(
    event: budget.ParticipationCorrected, context: Context, state: State
) -> Iterable[Place]:
    """The correction, the participation and its counters, the accounts, its line, its item."""
    yield from (Correction.at(event.correction_id), Debt.at(event.correction_id))
    yield from participations.needs_row(event.participation_id, state)
    yield from ledger.needs_accounts(event, context, state)
    yield PayableItem.at(event.participation_id)
    yield from lines.needs_whole(str(event.participation_id), state)
    if event.bucket_id is not None:
        yield SettlementBucket.at(event.bucket_id)
    yield from uncovered.needs_ended(event.participation_id, state)
    yield from clearing.needs_participation(event, state)


def corrected(
    event: budget.ParticipationCorrected, context: Context, state: State
) -> Iterable[Change]:
    """The columns that budget fills, the participation at its new price, one line more."""
    row = state.get(Correction, event.correction_id) or Correction(key=str(event.correction_id))
    told = event.model_dump(include=_AMOUNTS)
    bucket = None if event.bucket_id is None else str(event.bucket_id)
    yield replace(row, status="made", bucket_id=bucket, **told)
    own_id = event.participation_id
    old = state.get(Participation, own_id) or Participation(key=str(own_id))
    new = replace(
        old,
        corrected=True,
        unposted_cents=event.uncovered_cents,
        instalments=event.instalments or old.instalments,
        **event.model_dump(include=_SHARES),
    )
    yield from participations.changed(old, new, state)
    yield from ledger.moved(event, context, state)
    less = (old.unposted_cents or 0) - event.uncovered_cents
    yield from uncovered.lessened(event.participation_id, less, context, state)
    yield from _owed_less(event, lines.held_less(old, new), context, state)
    yield from debts.owed_by_correction(event, context, state)
    yield from clearing.of_participation(event, state)


_SHARES: Final = {"price_cents", "holder_cents", "organisation_cents", "network_cents"}
_BACK: Final = {"holder_back_cents", "organisation_back_cents", "network_back_cents"}
_AMOUNTS: Final = {*_SHARES, *_BACK, "absorbed_cents"}


def _owed_less(
    event: budget.ParticipationCorrected, held: Shares, context: Context, state: State
) -> Iterable[Change]:
    """A line of the provider that takes it off, but for what was `held` of it still; of a holder
    who waits, so much less is due."""
    back = ledger.taken_off(event.transfers)
    if not back:
        return
    line = state.get(StatementLine, event.participation_id)
    if line is not None and event.payee == "organisation":
        own = given_back_to_own(event.transfers, state)
        yield replace(line, own_back_cents=line.own_back_cents + own)
        whole = lines.whole_line(line.key, None, state) or line
        holder = event.holder_back_cents - held.holder_cents
        organisation = event.organisation_back_cents - held.organisation_cents
        less = replace(
            whole,
            key=f"{line.key}:{event.correction_id}",
            kind="correction",
            network_cents=-back,
            price_cents=-(holder + organisation + back),
            holder_cents=-holder,
            organisation_cents=-organisation,
            own_cents=-own,
            own_back_cents=0,
            made_at=context.time,
            bucket_id=None if event.bucket_id is None else str(event.bucket_id),
        )
        yield from ledger.with_line(less, state)
    item = state.get(PayableItem, event.participation_id)
    if item is not None and item.status == "open":
        left = item.cents - back
        own_left = item.own_cents - given_back_to_own(event.transfers, state)
        status = "open" if left > 0 else "withdrawn"
        yield replace(item, cents=left, own_cents=own_left, status=status)


def needs_declined(
    event: budget.CorrectionDeclined, _context: Context, _state: State
) -> Iterable[Place]:
    """The correction."""
    return [Correction.at(event.correction_id)]


def declined(event: budget.CorrectionDeclined, _context: Context, state: State) -> Iterable[Change]:
    """Nothing of it was done."""
    row = state.get(Correction, event.correction_id) or Correction(key=str(event.correction_id))
    yield replace(row, status="declined")


CORRECTION_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.CorrectionRequested: Copier(requested, needs_requested),
    cards.CorrectionSettled: Copier(settled, needs_settled),
    budget.ParticipationCorrected: Copier(corrected, needs_corrected),
    budget.CorrectionDeclined: Copier(declined, needs_declined),
}
