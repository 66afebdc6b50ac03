"""What an answer of budget on a participation changes in all views that it touches."""

from collections.abc import Iterable
from dataclasses import replace

from services.budget.contracts import events as budget
from services.gateway.views import ledger, participations, payments
from services.gateway.views.payment_rows import PayableItem
from services.gateway.views.rows import Participation
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
    yield from ledger.needs_statement(event, str(event.participation_id), state)
    yield PayableItem.at(event.participation_id)


def posted(event: Answer, context: Context, state: State) -> Iterable[Change]:
    """What an answer of budget changes in the views."""
    yield from participations.answered(event, context, state)
    yield from ledger.moved(event, context, state)
    line = None
    if isinstance(event, budget.ParticipationConfirmed):
        yield from payments.item_of_claim(event, context)
    elif isinstance(event, budget.ParticipationReversed):
        yield from payments.item_withdrawn(event, state)
    if isinstance(event, budget.ParticipationConfirmed) and event.payee == "organisation":
        line = ledger.confirmed_line(event, context)
    elif isinstance(event, budget.ParticipationReversed):
        key = str(event.participation_id)
        line = ledger.reversal_of(key, event.bucket_id, context, state)
    yield from ledger.with_line(line, state)


def needs_covered(
    event: budget.UncoveredCovered, context: Context, state: State
) -> Iterable[Place]:
    """The accounts and the participation."""
    yield from ledger.needs_accounts(event, context, state)
    yield Participation.at(event.participation_id)


def covered(event: budget.UncoveredCovered, context: Context, state: State) -> Iterable[Change]:
    """Nothing of it is uncovered any more."""
    yield from ledger.moved(event, context, state)
    found = state.get(Participation, event.participation_id)
    if found is not None:
        yield replace(found, unposted_cents=0)
