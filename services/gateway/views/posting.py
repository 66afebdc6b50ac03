"""What an answer of budget on a participation changes in all views that it touches."""

from collections.abc import Iterable
from dataclasses import replace

from services.budget.contracts import events as budget
from services.gateway.views import clearing, late_lines, ledger, participations, payments, uncovered
from services.gateway.views.payment_rows import PayableItem
from services.gateway.views.rows import Participation
from services.gateway.views.settlement_rows import LateLine
from services.gateway.views.uncovered import Covering
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

Answer = (
    budget.ParticipationHeld
    | budget.ParticipationConfirmed
    | budget.ParticipationVoided
    | budget.ParticipationReversed
)


def needs_posting(event: Answer, context: Context, state: State) -> Iterable[Place]:
    """All that an answer of budget touches: participation, accounts, statement."""
    yield from participations.needs_answer(event, context, state)
    yield from ledger.needs_accounts(event, context, state)
    yield from ledger.needs_statement(event, str(event.participation_id), context, state)
    yield LateLine.at(event.participation_id)
    yield PayableItem.at(event.participation_id)
    if isinstance(event, budget.ParticipationConfirmed):
        yield from uncovered.needs_opened(event)
    elif isinstance(event, budget.ParticipationReversed):
        yield from uncovered.needs_ended(event.participation_id, state)
    if isinstance(event, budget.ParticipationConfirmed | budget.ParticipationReversed):
        yield from clearing.needs_participation(event, state)


def posted(event: Answer, context: Context, state: State) -> Iterable[Change]:
    """What an answer of budget changes in the views."""
    yield from participations.answered(event, context, state)
    yield from ledger.moved(event, context, state)
    if isinstance(event, budget.ParticipationConfirmed | budget.ParticipationReversed):
        yield from clearing.of_participation(event, state)
    line = None
    if isinstance(event, budget.ParticipationConfirmed):
        yield from payments.item_of_claim(event, context, state)
        yield from uncovered.opened(event, context, state)
    elif isinstance(event, budget.ParticipationReversed):
        yield from payments.item_withdrawn(event.participation_id, state)
        yield from uncovered.cancelled(event, context, state)
    if isinstance(event, budget.ParticipationConfirmed) and event.payee == "organisation":
        line = ledger.confirmed_line(event, context, state)
    elif isinstance(event, budget.ParticipationReversed):
        key = str(event.participation_id)
        row = state.get(Participation, key)
        line = ledger.reversal_of(key, event.bucket_id, context, state, row)
    yield from ledger.with_line(line, state)
    yield from late_lines.waiting(event, context, state)


def needs_covered(event: Covering, context: Context, state: State) -> Iterable[Place]:
    """The accounts, the participation, and what is uncovered of it."""
    yield from ledger.needs_accounts(event, context, state)
    yield Participation.at(event.participation_id)
    yield from uncovered.needs_ended(event.participation_id, state)


def covered(event: Covering, context: Context, state: State) -> Iterable[Change]:
    """So much of it is uncovered still."""
    yield from ledger.moved(event, context, state)
    yield from uncovered.covered(event, context, state)
    found = state.get(Participation, event.participation_id)
    if found is not None:
        yield replace(found, unposted_cents=event.left_cents)
