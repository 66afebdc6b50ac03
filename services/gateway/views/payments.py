"""Views of what budget tells about payments, and of what can be paid."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts import events as budget
from services.gateway.views import bank_lines, ledger
from services.gateway.views.bank_line_rows import BankAccount
from services.gateway.views.envelope_rows import LegalEntity
from services.gateway.views.payment_rows import PayableItem, Payment, PaymentRun
from services.gateway.views.whose import paid_of_own
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


def item_of_claim(
    event: budget.ParticipationConfirmed, context: Context, state: State
) -> Iterable[Change]:
    """What a holder is owed who paid first can be paid."""
    cents = ledger.owed_by(event)
    if event.payee == "holder" and cents:
        town, own_cents = paid_of_own(event.transfers, state)
        yield PayableItem(
            key=str(event.participation_id),
            kind="claim",
            organisation_id=None,
            cents=cents,
            reference=str(event.participation_id)[:8],
            status="open",
            made_at=context.time,
            municipality=town,
            own_cents=own_cents,
        )


def item_of_expense(
    event: budget.ExpenseBooked, municipality: str | None, context: Context, state: State
) -> Iterable[Change]:
    """What is owed to an organisation for an expense can be paid."""
    if event.organisation_id is not None:
        yield PayableItem(
            key=str(event.expense_id),
            kind="expense",
            organisation_id=str(event.organisation_id),
            cents=event.charged_cents,
            reference=event.document,
            status="open",
            made_at=context.time,
            municipality=municipality,
            own_cents=paid_of_own(event.transfers, state)[1],
        )


def item_withdrawn(own_id: UUID, state: State) -> Iterable[Change]:
    """A claim or an expense that is taken back is paid no more, where it was not paid yet."""
    found = state.get(PayableItem, own_id)
    if found is not None and found.status != "paid":
        yield replace(found, status="withdrawn")


def needs_proposed(
    event: budget.PaymentRunProposed, context: Context, state: State
) -> Iterable[Place]:
    """The accounts, the items, and the legal entity that pays."""
    yield from ledger.needs_accounts(event, context, state)
    if event.payer is not None:
        yield LegalEntity.at(event.payer.payer_id)
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
        payer=_payer(event.payer),
        municipality=_whose_run(event, state),
    )
    for one, transfer in zip(event.payments, event.transfers, strict=False):
        item = state.get(PayableItem, one.item_id)
        yield Payment(
            key=str(one.payment_id),
            run_id=str(event.run_id),
            item_id=str(one.item_id),
            organisation_id=_text(one.organisation_id),
            cents=one.cents,
            reference=one.reference,
            attempt=one.attempt,
            status="proposed",
            way="bank",
            payee_account_id=_text(one.payee_account_id),
            payer_id=_text(transfer.credit.entity_id),
            made_at=context.time,
            municipality=None if item is None else item.municipality,
        )
        yield from _item(str(one.item_id), "in_run", state)


def _whose_run(event: budget.PaymentRunProposed, state: State) -> str | None:
    """The municipality whose own money pays all of it, from an account of its own; None: it is the
    network's."""
    payer = None if event.payer is None else state.get(LegalEntity, event.payer.payer_id)
    town = None if payer is None else payer.municipality
    items = [state.get(PayableItem, one.item_id) for one in event.payments]
    whole = all(
        one is not None and one.municipality == town and one.own_cents == one.cents for one in items
    )
    return town if whole else None


def _payer(told: budget.Payer | None) -> tuple[str, ...]:
    return () if told is None else (str(told.payer_id), told.name, told.kbo, told.iban)


def _text(own_id: UUID | None) -> str | None:
    return None if own_id is None else str(own_id)


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
            yield from _at_bank(payment)


def _at_bank(payment: Payment) -> Iterable[Place]:
    """The account at the bank on which a payment is booked."""
    if payment.payer_id is not None:
        yield BankAccount.at(payment.payer_id)


def run_ended(event: OfRun, context: Context, state: State) -> Iterable[Change]:
    """Its payments are agreed to, or taken back."""
    yield from ledger.moved(event, context, state)
    approved = isinstance(event, budget.PaymentRunApproved)
    run = state.get(PaymentRun, event.run_id)
    if run is None:
        return
    if isinstance(event, budget.PaymentRunApproved):
        yield replace(
            run,
            status="approved",
            approver=event.approver,
            approved_at=context.time,
            all_the_same=event.all_the_same,
        )
    else:
        yield replace(run, status="cancelled", approver=None, approved_at=None)
    status = "approved" if approved else "cancelled"
    sent = []
    for one in run.payment_ids:
        payment = state.get(Payment, one)
        if payment is not None:
            sent.append(payment)
            yield replace(payment, status=status)
            yield from _item(payment.item_id, "paid" if approved else "open", state)
    if approved and sent and sent[0].payer_id is not None:
        yield bank_lines.sent(sent[0].payer_id, [one.cents for one in sent], 1, state)


def needs_of_payment(event: OfPayment, context: Context, state: State) -> Iterable[Place]:
    """The payment and its item; and the accounts."""
    if isinstance(event, budget.PaymentBounced):
        yield from ledger.needs_accounts(event, context, state)
        yield PayableItem.at(event.item_id)
    yield Payment.at(event.payment_id)
    payment = state.peek(Payment, event.payment_id)
    if payment is not None:
        yield from _at_bank(payment)


def bank_said(event: OfPayment, context: Context, state: State) -> Iterable[Change]:
    """It was executed, or came back: then its item is to be paid again."""
    found = state.get(Payment, event.payment_id)
    if found is not None and found.payer_id is not None and found.status == "approved":
        yield bank_lines.sent(found.payer_id, [found.cents], -1, state)
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
        municipality=item.municipality,
    )


PAYMENT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.PaymentRunProposed: Copier(proposed, needs_proposed),
    budget.PaymentRunApproved: Copier(run_ended, needs_of_run),
    budget.PaymentRunCancelled: Copier(run_ended, needs_of_run),
    budget.PaymentBounced: Copier(bank_said, needs_of_payment),
    budget.PaymentExecuted: Copier(bank_said, needs_of_payment),
    budget.PaidBeside: Copier(paid_beside, needs_beside),
}
