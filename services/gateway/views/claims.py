"""Views of claims of holders who paid first, and of guarantee slips.

How far one is follows from its participation too, whichever of the two sources is read first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import (
    ClaimClosed,
    ClaimCompleted,
    ClaimDecided,
    ClaimFiled,
    ClaimProofsSeen,
    ClaimReopened,
    UsageCount,
)
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.claim_rows import Claim, PromisesOf, Slip
from services.gateway.views.living import municipality_of
from services.gateway.views.promises import promises_of
from services.gateway.views.rows import Holder, Participation
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

OfClaim = ClaimProofsSeen | ClaimCompleted | ClaimDecided | ClaimClosed | ClaimReopened
BY_PARTICIPATION: Final[Mapping[str | None, str]] = {
    None: "requested",
    "held": "open",
    "confirmed": "granted",
    "declined": "unheld",
    "expired": "unheld",
    "cancelled": "reversed",
}
"""One that is voided ended as was decided."""


def needs_filed(event: ClaimFiled, _context: Context, _state: State) -> Iterable[Place]:
    """The person, and what claims she has."""
    return (Holder.at(event.holder_id), PromisesOf.at(event.holder_id))


def filed(event: ClaimFiled, context: Context, state: State) -> Iterable[Change]:
    """It is there."""
    yield Claim(
        key=str(event.claim_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        scheme_id=str(event.scheme_id),
        offer_id=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        paid_cents=event.paid_cents,
        other_help_cents=event.other_help_cents,
        required=event.required,
        late=event.late,
        filed_by=event.by,
        made_at=context.time,
    )
    hers = promises_of(event.holder_id, state)
    yield replace(hers, claim_ids=(*hers.claim_ids, str(event.claim_id)))


def needs_claim(event: OfClaim, _context: Context, state: State) -> Iterable[Place]:
    """The claim, and its participation."""
    yield Claim.at(event.claim_id)
    claim = state.peek(Claim, event.claim_id)
    participation = claim.participation_id if claim is not None else None
    if isinstance(event, ClaimCompleted):
        participation = str(event.participation_id)
    if participation is not None:
        yield Participation.at(participation)


def changed(event: OfClaim, context: Context, state: State) -> Iterable[Change]:
    """What was seen or decided of it, and how far it is then."""
    claim = state.get(Claim, event.claim_id)
    if claim is None:
        return
    match event:
        case ClaimProofsSeen():
            claim = replace(claim, seen=event.seen)
        case ClaimCompleted():
            claim = replace(claim, participation_id=str(event.participation_id))
        case ClaimDecided():
            claim = replace(
                claim,
                outcome=event.outcome,
                reason=event.reason,
                decided_role=event.by,
                decided_at=context.time,
            )
        case ClaimClosed():
            claim = replace(claim, closed=True)
        case ClaimReopened():
            claim = _undecided(claim)
    participation = claim.participation_id
    yield _standing(
        claim, None if participation is None else state.get(Participation, participation)
    )


def _undecided(claim: Claim) -> Claim:
    """What was decided was not carried out; one that stays granted was granted before."""
    return replace(claim, outcome=None, reason=None, decided_role=None, decided_at=None)


def _standing(claim: Claim, row: Participation | None) -> Claim:
    if claim.closed:
        return replace(claim, status=claim.outcome or claim.status, due_on=None)
    if claim.participation_id is None:
        return claim
    told = row.status if row is not None else None
    status = BY_PARTICIPATION.get(told) or claim.outcome or "unheld"
    until = row.hold_until if row is not None and status == "open" else None
    return replace(
        claim,
        status=status,
        network_cents=row.network_cents if row is not None and row.day is not None else None,
        due_on=None if until is None else until.astimezone(BRUSSELS).date(),
    )


def as_taken(row: Participation, slip: Slip | None) -> Participation:
    """A participation with what was taken of the slip that held it, once that is confirmed."""
    if row.status not in ("confirmed", "cancelled") or row.corrected or slip is None:
        return row
    for taken in slip.taken:
        whole = taken.price_cents == slip.price_cents
        return replace(
            row,
            price_cents=taken.price_cents,
            holder_cents=taken.holder_cents,
            organisation_cents=taken.organisation_cents,
            network_cents=taken.network_cents,
            counts=taken.counts,
            steps=row.steps if whole else (),
        )
    return row


def counts_taken(slip: Slip | None) -> Iterable[UsageCount]:
    """What was taken of a slip counts on these."""
    return () if slip is None else [count for taken in slip.taken for count in taken.counts]


def slip_of(row: Participation, state: State) -> Slip | None:
    """The slip that holds a participation."""
    return None if row.slip_id is None else state.get(Slip, row.slip_id)


def followed(row: Participation, state: State) -> Iterable[Change]:
    """The claim or slip of a participation, once that has changed."""
    claim = None if row.claim_id is None else state.get(Claim, row.claim_id)
    if claim is not None and claim.participation_id == row.key:
        yield _standing(claim, row)
    if slip := slip_of(row, state):
        yield replace(slip, status=row.status or "requested")


CLAIM_COPIES: Final[Mapping[type[Event], Copier]] = {
    ClaimFiled: Copier(filed, needs_filed),
    ClaimProofsSeen: Copier(changed, needs_claim),
    ClaimCompleted: Copier(changed, needs_claim),
    ClaimDecided: Copier(changed, needs_claim),
    ClaimClosed: Copier(changed, needs_claim),
    ClaimReopened: Copier(changed, needs_claim),
}
