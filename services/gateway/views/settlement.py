"""Views of how providers are settled with: terms, statements, lines in dispute."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger, lines, payments
from services.gateway.views.late_lines import LATE_COPIES
from services.gateway.views.ledger_rows import SettlementBucket
from services.gateway.views.rows import Participation
from services.gateway.views.settlement_rows import (
    CarriedOver,
    DrawnUp,
    FindingJudgement,
    SettlementTerms,
)
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Disputed = budget.LineDisputed | budget.DisputeSettled


def terms_set(
    event: budget.SettlementTermsSet, _context: Context, _state: State
) -> Iterable[Change]:
    """The terms are so."""
    yield SettlementTerms(key=str(event.organisation_id), **event.model_dump(mode="json"))


def needs_drawn_up(
    event: budget.StatementDrawnUp, context: Context, state: State
) -> Iterable[Place]:
    """What it takes, and the accounts of what was owed in earlier years."""
    yield from (SettlementBucket.at(one) for one in event.buckets)
    yield from ledger.needs_accounts(event, context, state)
    yield from (CarriedOver.at(key) for key in _earlier(event))


def _earlier(event: budget.StatementDrawnUp) -> dict[str, budget.Transfer]:
    """What brings debts of earlier years into this one, by provider and year."""
    return {f"{event.organisation_id}:{one.credit.year}": one for one in event.transfers}


def drawn_up(event: budget.StatementDrawnUp, context: Context, state: State) -> Iterable[Change]:
    """The statement is there, and what it has waits no more."""
    for one in event.buckets:
        if (bucket := state.get(SettlementBucket, one)) is not None:
            yield replace(bucket, taken=True)
    told = event.model_dump(
        exclude={"statement_id", "organisation_id", "buckets", "decision", "transfers"}
    )
    decision = event.decision
    yield DrawnUp(
        key=str(event.statement_id),
        organisation_id=str(event.organisation_id),
        buckets=tuple(str(one) for one in event.buckets),
        made_at=context.time,
        body=None if decision is None else decision.body,
        decided_on=None if decision is None else decision.on,
        reference=None if decision is None else decision.reference,
        **told,
    )
    yield from carried(event, state)
    yield from ledger.moved(event, context, state)
    yield from payments.item_of_statement(event, context)


def carried(event: budget.StatementDrawnUp, state: State) -> Iterable[Change]:
    """What goes on in this year, and what is owed in earlier ones no more."""
    organisation = str(event.organisation_id)
    yield CarriedOver(
        key=f"{organisation}:{event.year}",
        organisation_id=organisation,
        year=event.year,
        cents=event.carried_out_cents,
    )
    for key, one in _earlier(event).items():
        before = state.get(CarriedOver, key)
        if before is not None:
            yield replace(before, cents=before.cents + one.cents)


def needs_dispute(event: Disputed, context: Context, state: State) -> Iterable[Place]:
    """The accounts, the line, and the totals in which it stands."""
    yield from ledger.needs_accounts(event, context, state)
    yield from lines.needs_whole(str(event.participation_id), state)
    yield Participation.at(event.participation_id)
    yield SettlementBucket.at(event.bucket_id)


def disputed(event: Disputed, context: Context, state: State) -> Iterable[Change]:
    """One more line: what is set aside, or payable again."""
    yield from ledger.moved(event, context, state)
    row = state.get(Participation, event.participation_id)
    line = lines.whole_line(str(event.participation_id), row, state)
    if line is None:
        return
    aside = isinstance(event, budget.LineDisputed)
    cents = sum(one.cents for one in event.transfers)
    more = replace(
        lines.opposite(line) if aside else line,
        key=f"{line.key}:{event.transfers[0].transfer_id}",
        kind="disputed" if aside else "dispute_settled",
        network_cents=-cents if aside else cents,
        bucket_id=str(event.bucket_id),
        made_at=context.time,
    )
    yield from ledger.with_line(more, state)


def finding_judged(
    event: budget.FindingJudged, context: Context, _state: State
) -> Iterable[Change]:
    """What somebody found; judged again, the last holds."""
    participation = event.participation_id
    yield FindingJudgement(
        key=str(event.judgement_id),
        statement_id=str(event.statement_id),
        finding=event.finding,
        participation_id=None if participation is None else str(participation),
        judgement=event.judgement,
        by=event.by,
        made_at=context.time,
    )


SETTLEMENT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.SettlementTermsSet: Copier(terms_set),
    budget.StatementDrawnUp: Copier(drawn_up, needs_drawn_up),
    **LATE_COPIES,
    budget.FindingJudged: Copier(finding_judged),
    budget.LineDisputed: Copier(disputed, needs_dispute),
    budget.DisputeSettled: Copier(disputed, needs_dispute),
}
