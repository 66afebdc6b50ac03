"""Views of money that came in. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.clearing import needs_of_claim
from services.gateway.views.clearing_rows import (
    ClearingBalance,
    ClearingClaim,
    MoneyReceived,
    ReceivedOfSource,
)
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_receipt(event: budget.ReceiptRecorded, context: Context, state: State) -> Iterable[Place]:
    """The accounts, and what came in of the source."""
    yield from ledger.needs_accounts(event, context, state)
    yield ReceivedOfSource.at(event.account.account_id)


def receipt(event: budget.ReceiptRecorded, context: Context, state: State) -> Iterable[Change]:
    """Money of a source came in."""
    yield from ledger.moved(event, context, state)
    source = str(event.account.account_id)
    yield MoneyReceived(
        key=str(event.receipt_id),
        year=event.year,
        source_id=source,
        part=event.part,
        cents=event.cents,
        day=event.on,
        reference=event.reference,
        made_at=context.time,
    )
    yield from _of_source(source, event.cents, state)


def _of_source(source: str, cents: int, state: State) -> Iterable[Change]:
    found = state.get(ReceivedOfSource, source) or ReceivedOfSource(key=source)
    yield replace(found, cents=found.cents + cents)


def needs_clearing(
    event: budget.ClearingPaymentReceived, context: Context, state: State
) -> Iterable[Place]:
    """The accounts, the claim, and how it stands with that network."""
    yield from ledger.needs_accounts(event, context, state)
    yield from needs_of_claim(event.clearing_id, "out", (), state)


def clearing(
    event: budget.ClearingPaymentReceived, context: Context, state: State
) -> Iterable[Change]:
    """Another network paid."""
    yield from ledger.moved(event, context, state)
    yield MoneyReceived(
        key=str(event.receipt_id),
        year=event.year,
        clearing_id=str(event.clearing_id),
        part="clearing",
        cents=event.cents,
        day=event.on,
        reference=event.reference,
        made_at=context.time,
    )
    yield from _of_claim(str(event.clearing_id), event.cents, state)


def _of_claim(own: str, cents: int, state: State) -> Iterable[Change]:
    claim = state.get(ClearingClaim, own)
    if claim is None:
        return
    yield replace(claim, received_cents=claim.received_cents + cents)
    found = state.get(ClearingBalance, f"out:{claim.network_id}:{claim.year}")
    if found is not None:
        yield replace(found, received_cents=found.received_cents + cents)


def needs_taken_back(
    event: budget.ReceiptTakenBack, context: Context, state: State
) -> Iterable[Place]:
    """The receipt, the accounts, and what it was of."""
    yield from ledger.needs_accounts(event, context, state)
    yield MoneyReceived.at(event.receipt_id)
    if event.source_id is not None:
        yield ReceivedOfSource.at(event.source_id)
    if event.clearing_id is not None:
        yield from needs_of_claim(event.clearing_id, "out", (), state)


def taken_back(event: budget.ReceiptTakenBack, context: Context, state: State) -> Iterable[Change]:
    """It did not come in."""
    yield from ledger.moved(event, context, state)
    found = state.get(MoneyReceived, event.receipt_id)
    if found is not None:
        yield replace(found, taken_back=True)
    if event.source_id is not None:
        yield from _of_source(str(event.source_id), -event.cents, state)
    if event.clearing_id is not None:
        yield from _of_claim(str(event.clearing_id), -event.cents, state)


RECEIVED_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.ReceiptRecorded: Copier(receipt, needs_receipt),
    budget.ClearingPaymentReceived: Copier(clearing, needs_clearing),
    budget.ReceiptTakenBack: Copier(taken_back, needs_taken_back),
}
