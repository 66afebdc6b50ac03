"""Views of how providers are settled with: terms, statements, lines in dispute."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger, payments
from services.gateway.views.ledger_rows import StatementLine, StatementYear
from services.gateway.views.settlement_rows import DrawnUp, SettlementTerms
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Disputed = budget.LineDisputed | budget.DisputeSettled


def terms_set(
    event: budget.SettlementTermsSet, _context: Context, _state: State
) -> Iterable[Change]:
    """The terms are so."""
    yield SettlementTerms(key=str(event.organisation_id), **event.model_dump(mode="json"))


def drawn_up(event: budget.StatementDrawnUp, context: Context, _state: State) -> Iterable[Change]:
    """The statement is there."""
    told = event.model_dump(exclude={"statement_id", "organisation_id", "buckets"})
    yield DrawnUp(
        key=str(event.statement_id),
        organisation_id=str(event.organisation_id),
        buckets=tuple(str(one) for one in event.buckets),
        made_at=context.time,
        **told,
    )
    yield from payments.item_of_statement(event, context)


def needs_dispute(event: Disputed, context: Context, state: State) -> Iterable[Place]:
    """The accounts, the line, and the provider's year."""
    yield from ledger.needs_accounts(event, context, state)
    yield StatementLine.at(event.participation_id)
    line = state.peek(StatementLine, event.participation_id)
    if line is not None:
        yield StatementYear.at(f"{line.organisation_id}:{line.year}")


def disputed(event: Disputed, context: Context, state: State) -> Iterable[Change]:
    """One more line: what is set aside, or payable again."""
    yield from ledger.moved(event, context, state)
    line = state.get(StatementLine, event.participation_id)
    if line is None:
        return
    aside = isinstance(event, budget.LineDisputed)
    cents = sum(one.cents for one in event.transfers)
    more = replace(
        line,
        key=f"{line.key}:{event.transfers[0].transfer_id}",
        kind="disputed" if aside else "dispute_settled",
        network_cents=-cents if aside else cents,
        bucket_id=str(event.bucket_id),
        made_at=context.time,
    )
    yield from ledger.with_line(more, state)


SETTLEMENT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.SettlementTermsSet: Copier(terms_set),
    budget.StatementDrawnUp: Copier(drawn_up),
    budget.LineDisputed: Copier(disputed, needs_dispute),
    budget.DisputeSettled: Copier(disputed, needs_dispute),
}
