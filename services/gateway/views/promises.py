"""Which claims and slips a person has: when she is erased, nothing sealed of them is left."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.gateway.views.claim_rows import Claim, PromisesOf, Slip
from services.kernel.state import Change, Place, State


def promises_of(holder_id: UUID, state: State) -> PromisesOf:
    """Hers; none where there is no row yet. Raises NotLoaded."""
    return state.get(PromisesOf, holder_id) or PromisesOf(key=str(holder_id))


def needs_of_holder(holder_id: UUID, state: State) -> Iterable[Place]:
    """All her claims and slips."""
    yield PromisesOf.at(holder_id)
    found = state.peek(PromisesOf, holder_id)
    if found is not None:
        yield from (Claim.at(one) for one in found.claim_ids)
        yield from (Slip.at(one) for one in found.slip_ids)


def forgotten(holder_id: UUID, state: State) -> Iterable[Change]:
    """Reasons and numbers are gone; amounts and days stay."""
    hers = promises_of(holder_id, state)
    for claim_id in hers.claim_ids:
        if claim := state.get(Claim, claim_id):
            yield replace(claim, reason=None)
    for slip_id in hers.slip_ids:
        if slip := state.get(Slip, slip_id):
            yield replace(slip, slip_number=None)
