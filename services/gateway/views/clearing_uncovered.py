"""What another network claims, as far as it is uncovered here: open amounts, and less of them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from services.budget.contracts import events as budget
from services.budget.contracts.uncovered import uncovered_id
from services.budget.contracts.uncovered_transfers import uncovered_in, uncovered_less
from services.gateway.views import uncovered
from services.gateway.views.clearing_rows import ClearingLine
from services.gateway.views.uncovered_rows import UncoveredAmount, UncoveredTotal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State


def needs(event: budget.ClearingClaimAnswered, state: State) -> Iterable[Place]:
    """What is open in all, and what is open of participations of which lines take back."""
    for one in event.transfers:
        if one.debit.kind == "uncovered":
            key = uncovered.total_key(one.debit.year, one.debit.envelope_id, "money")
            yield UncoveredTotal.at(key)
    for told in event.lines:
        line = state.peek(ClearingLine, told.line_id)
        if line is not None and line.names is not None:
            yield from uncovered.needs_ended(UUID(line.participation_id), state)


def answered(
    event: budget.ClearingClaimAnswered, context: Context, state: State
) -> Iterable[Change]:
    """What its accepted lines leave open, or take back."""
    network = str(event.network_id)
    made = {one.transfer_id: one for one in event.transfers}
    seen = Overlay(state)
    for told in event.lines:
        line = seen.get(ClearingLine, told.line_id)
        if line is not None:
            transfers = [made[one] for one in told.transfer_ids if one in made]
            changes = list(_of_line(line, transfers, network, context, seen))
            seen.apply(changes)
            yield from changes


def _of_line(
    line: ClearingLine,
    transfers: Sequence[budget.Transfer],
    network: str,
    context: Context,
    state: State,
) -> Iterable[Change]:
    owing = uncovered_in(transfers)
    participation = UUID(line.participation_id)
    if line.names is not None:
        yield from uncovered.lessened(participation, uncovered_less(transfers), context, state)
    if owing is None:
        return
    amount = UncoveredAmount(
        key=str(uncovered_id(participation, "money")),
        year=owing.debit.year,
        envelope_id=None if owing.debit.envelope_id is None else str(owing.debit.envelope_id),
        reason="money",
        status="open",
        participation_id=line.participation_id,
        organisation_id=network,
        offer_id=line.claim_id,
        day=line.day,
        cents=owing.cents,
        made_at=context.time,
        clearing_id=line.claim_id,
    )
    yield from uncovered.opens(amount, state)
