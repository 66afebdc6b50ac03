"""Lines that came too late, and what was decided about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts import events as budget
from services.budget.contracts.buckets import late_bucket
from services.gateway.views import ledger
from services.gateway.views.gathering import gathered
from services.gateway.views.ledger_rows import SettlementBucket, StatementLine
from services.gateway.views.settlement_rows import LateLine
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Decided = (
    budget.LateLineAdmitted
    | budget.LateLineRefused
    | budget.LateVisitAdmitted
    | budget.LateVisitRefused
)


def waiting(event: Event, context: Context, state: State) -> Iterable[Change]:
    """A line that comes late waits; one that is cancelled waits no more."""
    if isinstance(event, budget.ParticipationConfirmed):
        cents = ledger.owed_by(event)
        yield from _comes(event.participation_id, event, "participation", cents, context)
    elif isinstance(event, budget.GroupVisitConfirmed):
        yield from _comes(event.visit_id, event, "group_visit", event.network_cents, context)
    elif isinstance(event, budget.ParticipationReversed):
        yield from _goes(event.participation_id, state)
    elif isinstance(event, budget.GroupVisitReversed):
        yield from _goes(event.visit_id, state)


def _comes(
    own_id: UUID,
    event: budget.ParticipationConfirmed | budget.GroupVisitConfirmed,
    kind: str,
    cents: int,
    context: Context,
) -> Iterable[Change]:
    if event.bucket_id == late_bucket(own_id):
        yield LateLine(
            key=str(own_id),
            organisation_id=str(event.organisation_id),
            offer_id=str(event.offer_id),
            day=event.on,
            network_cents=cents,
            status="waiting",
            made_at=context.time,
            kind=kind,
        )


def _goes(own_id: UUID, state: State) -> Iterable[Change]:
    found = state.get(LateLine, own_id)
    if found is not None and found.status == "waiting":
        yield replace(found, status="cancelled")


def _line_of(event: Decided) -> UUID:
    visits = budget.LateVisitAdmitted | budget.LateVisitRefused
    return event.visit_id if isinstance(event, visits) else event.participation_id


def needs(event: Decided, _context: Context, _state: State) -> Iterable[Place]:
    """What is decided about, and where it goes."""
    own = _line_of(event)
    yield from (LateLine.at(own), StatementLine.at(own))
    if isinstance(event, budget.LateLineAdmitted | budget.LateVisitAdmitted):
        yield SettlementBucket.at(event.bucket_id)


def decided(event: Decided, context: Context, state: State) -> Iterable[Change]:
    """By whose decision; a line that is let in goes among those of its month."""
    admitted = isinstance(event, budget.LateLineAdmitted | budget.LateVisitAdmitted)
    own = _line_of(event)
    found = state.get(LateLine, own)
    if found is not None:
        yield replace(
            found,
            status="admitted" if admitted else "refused",
            body=event.decision.body,
            decided_on=event.decision.on,
            reference=event.decision.reference,
        )
    line = state.get(StatementLine, own)
    if line is None or not isinstance(event, budget.LateLineAdmitted | budget.LateVisitAdmitted):
        return
    let_in = replace(line, bucket_id=str(event.bucket_id), made_at=context.time)
    yield let_in
    yield from gathered(let_in, state)


LATE_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.LateLineAdmitted: Copier(decided, needs),
    budget.LateLineRefused: Copier(decided, needs),
    budget.LateVisitAdmitted: Copier(decided, needs),
    budget.LateVisitRefused: Copier(decided, needs),
}
