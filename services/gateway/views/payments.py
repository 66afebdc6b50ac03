"""Views of what budget tells about payments, and of what can be paid."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.payment_rows import PayableItem, Payment, PaymentRun
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

OfRun = budget.PaymentRunApproved | budget.PaymentRunCancelled
OfPayment = budget.PaymentBounced | budget.PaymentExecuted


def item_of_statement(event: budget.StatementDrawnUp, context: Context) -> Iterable[Change]:
    """What a statement makes payable can be paid."""
    if event.payable_cents > 0:
        yield PayableItem(
            key=str(event.statement_id),
            kind="statement",
            organisation_id=str(event.organisation_id),
            cents=event.payable_cents,
            reference=f"{event.year}-{event.number:04d}",
            status="open",
            made_at=context.time,
        )


def item_of_claim(event: budget.ParticipationConfirmed, context: Context) -> Iterable[Change]:
    """What a holder is owed who paid first can be paid."""
    cents = ledger.owed_by(event)
    if event.payee == "holder" and cents:
        yield PayableItem(
            key=str(event.participation_id),
            kind="claim",
            organisation_id=None,
            cents=cents,
            reference=str(event.participation_id)[:8],
            status="open",
            made_at=context.time,
        )


def item_withdrawn(event: budget.ParticipationReversed, state: State) -> Iterable[Change]:
    """A claim that is taken back is paid no more, where it was not paid yet."""
    found = state.get(PayableItem, event.participation_id)
    if found is not None and found.status != "paid":
        yield replace(found, status="withdrawn")


def needs_proposed(
    event: budget.PaymentRunProposed, context: Context, state: State
) -> Iterable[Place]:
    """The accounts and the items."""
    yield from ledger.needs_accounts(event, context, state)
    yield from (PayableItem.at(one.item_id) for one in event.payments)


def proposed(event: budget.PaymentRunProposed, context: Context, state: State) -> Iterable[Change]:
    """The run and its payments are there."""
    yield from ledger.moved(event, context, state)
    yield PaymentRun(
        key=str(event.run_id),
        year=event.year,
        number=event.number,
        execution_on=event.execution_on,
        status="proposed",
        maker=event.maker,
        approver=None,
        total_cents=sum(one.cents for one in event.payments),
        payment_ids=tuple(str(one.payment_id) for one in event.payments),
        made_at=context.time,
    )
    for one in event.payments:
        yield Payment(
            key=str(one.payment_id),
            run_id=str(event.run_id),
            item_id=str(one.item_id),
            organisation_id=None if one.organisation_id is None else str(one.organisation_id),
            cents=one.cents,
            reference=one.reference,
            attempt=one.attempt,
            status="proposed",
            way="bank",
            made_at=context.time,
        )
        yield from _item(str(one.item_id), "in_run", state)


def _item(key: str, status: str, state: State) -> Iterable[Change]:
    found = state.get(PayableItem, key)
    if found is not None:
        yield replace(found, status=status)


def needs_of_run(event: OfRun, context: Context, state: State) -> Iterable[Place]:
    """The run, its payments, and their items; and the accounts."""
    yield from ledger.needs_accounts(event, context, state)
    yield PaymentRun.at(event.run_id)
    run = state.peek(PaymentRun, event.run_id)
    for one in run.payment_ids if run else ():
        yield Payment.at(one)
        payment = state.peek(Payment, one)
        if payment is not None:
            yield PayableItem.at(payment.item_id)


def run_ended(event: OfRun, context: Context, state: State) -> Iterable[Change]:
    """Its payments are agreed to, or taken back."""
    yield from ledger.moved(event, context, state)
    approved = isinstance(event, budget.PaymentRunApproved)
    run = state.get(PaymentRun, event.run_id)
    if run is None:
        return
    approver = event.approver if isinstance(event, budget.PaymentRunApproved) else None
    status = "approved" if approved else "cancelled"
    yield replace(run, status=status, approver=approver)
    for one in run.payment_ids:
        payment = state.get(Payment, one)
        if payment is not None:
            yield replace(payment, status=status)
            yield from _item(payment.item_id, "paid" if approved else "open", state)


def needs_of_payment(event: OfPayment, context: Context, state: State) -> Iterable[Place]:
    """The payment and its item; and the accounts."""
    if isinstance(event, budget.PaymentBounced):
        yield from ledger.needs_accounts(event, context, state)
        yield PayableItem.at(event.item_id)
    yield Payment.at(event.payment_id)


def bank_said(event: OfPayment, context: Context, state: State) -> Iterable[Change]:
    """It was executed, or came back: then its item is to be paid again."""
    found = state.get(Payment, event.payment_id)
    if isinstance(event, budget.PaymentExecuted):
        if found is not None:
            yield replace(found, status="executed", executed_on=event.on)
        return
    yield from ledger.moved(event, context, state)
    if found is not None:
        yield replace(found, status="bounced", reason=event.reason)
    yield from _item(str(event.item_id), "open", state)


def needs_beside(event: budget.PaidBeside, context: Context, state: State) -> Iterable[Place]:
    """The item and the accounts."""
    yield from ledger.needs_accounts(event, context, state)
    yield PayableItem.at(event.item_id)


def paid_beside(event: budget.PaidBeside, context: Context, state: State) -> Iterable[Change]:
    """The item is settled without the bank."""
    yield from ledger.moved(event, context, state)
    item = state.get(PayableItem, event.item_id)
    if item is None:
        return
    yield replace(item, status="paid")
    yield Payment(
        key=str(event.payment_id),
        run_id=None,
        item_id=item.key,
        organisation_id=item.organisation_id,
        cents=event.cents,
        reference=item.reference,
        attempt=1,
        status="executed",
        way=event.way,
        executed_on=None,
        made_at=context.time,
    )


PAYMENT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.PaymentRunProposed: Copier(proposed, needs_proposed),
    budget.PaymentRunApproved: Copier(run_ended, needs_of_run),
    budget.PaymentRunCancelled: Copier(run_ended, needs_of_run),
    budget.PaymentBounced: Copier(bank_said, needs_of_payment),
    budget.PaymentExecuted: Copier(bank_said, needs_of_payment),
    budget.PaidBeside: Copier(paid_beside, needs_beside),
}
