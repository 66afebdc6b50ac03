"""Payment runs: one person proposes, another approves, and each item is paid once. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.bank.bank_days import bank_day_from
from services.budget.contracts.commands import (
    ITEMS_MAX,
    ApprovePaymentRun,
    CancelPaymentRun,
    ProposePaymentRun,
)
from services.budget.contracts.events import (
    Payer,
    Payment,
    PaymentRunApproved,
    PaymentRunCancelled,
    PaymentRunProposed,
    Transfer,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import (
    AccountRow,
    booked,
    follow_up,
    needs_of_transfers,
    transfers_named,
)
from services.budget.domain.paid_to import needs_paid_to, paid_to
from services.budget.domain.payable import PayableItem
from services.budget.domain.payee_account import PayeeAccount
from services.budget.domain.payer_account import PayerAccount
from services.budget.domain.payment import (
    Attempts,
    PaymentRow,
    bank,
    item_is,
    needs_item,
    open_item,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

AHEAD_MAX: Final = timedelta(days=62)
"""A run is for about now: later it would hold money that others wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRun(Row):
    """Payments that go together. `maker` and `approver` are opaque ids of two persons."""

    table: ClassVar[str] = "payment_runs"
    status: Literal["proposed", "approved", "cancelled"]
    maker: str
    approver: str | None
    payment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNumber(Row):
    """The last number of a payment run in a calendar year. Key: the year."""

    table: ClassVar[str] = "run_numbers"
    last: int


# -- proposing --------------------------------------------------------------------------------


def needs_of_proposing(
    command: ProposePaymentRun, context: Context, state: State
) -> Iterable[Place]:
    """The items, then the accounts that owe them and those that they are paid to."""
    yield RunNumber.at(day_of(context.time).year)
    if command.payer_id is not None:
        yield PayerAccount.at(command.payer_id)
    for one in command.item_ids:
        yield from needs_item(one, context.stream, state, command.payer_id)
        yield from needs_paid_to(one, state)


def propose(command: ProposePaymentRun, context: Context, state: State) -> Sequence[Event]:
    """Set the money of all its items aside, or of none."""
    today = day_of(context.time)
    if not 0 < len(set(command.item_ids)) == len(command.item_ids):
        raise Refusal("list_invalid", "item_ids")
    if len(command.item_ids) > ITEMS_MAX:
        raise Refusal("too_many", "item_ids", most=ITEMS_MAX)
    if not today <= command.execution_on <= today + AHEAD_MAX:
        raise Refusal("day_out_of_range", "execution_on")
    open_on = bank_day_from(command.execution_on)
    if open_on != command.execution_on:
        raise Refusal("not_a_bank_day", "execution_on", next=open_on.isoformat())
    payer = payer_of(command, state)
    items = [open_item(one, state) for one in command.item_ids]
    last = state.get(RunNumber, today.year)
    return [
        PaymentRunProposed(
            run_id=context.make_id("run"),
            number=1 if last is None else last.last + 1,
            year=today.year,
            execution_on=command.execution_on,
            maker=context.actor or "",
            payments=tuple(_payment(item, payer, context, state) for item in items),
            transfers=tuple(_set_aside(item, payer, context, state) for item in items),
            payer=payer,
        )
    ]


def payer_of(command: ProposePaymentRun, state: State) -> Payer | None:
    """From which account a payment file is made; None: the accounting package pays."""
    if command.payer_id is None:
        return None
    found = state.get(PayerAccount, command.payer_id)
    if found is None:
        raise Refusal("payer_unknown", "payer_id")
    return Payer(payer_id=command.payer_id, name=found.name, kbo=found.kbo, iban=found.iban)


def _payment(item: PayableItem, payer: Payer | None, context: Context, state: State) -> Payment:
    before = state.get(Attempts, item.key)
    return Payment(
        payment_id=context.make_id(f"payment:{item.key}"),
        item_id=UUID(item.key),
        kind=item.kind,
        organisation_id=None if item.organisation_id is None else UUID(item.organisation_id),
        cents=item.cents,
        reference=item.reference,
        attempt=1 if before is None else before.bounced + 1,
        payee_account_id=None if payer is None else paid_to(item, context, state),
    )


def _set_aside(item: PayableItem, payer: Payer | None, context: Context, state: State) -> Transfer:
    owing = state.get(AccountRow, item.account_id)
    assert owing is not None
    paid_by = None if payer is None else str(payer.payer_id)
    return Transfer(
        transfer_id=context.make_id(f"held:{item.key}"),
        kind="held",
        debit=owing.as_account(),
        credit=bank(context.stream, owing.year, paid_by),
        cents=item.cents,
    )


def proposed(event: PaymentRunProposed, _context: Context, state: State) -> Iterable[Change]:
    """The run is there, its items are in it."""
    yield RunNumber(key=str(event.year), last=event.number)
    yield PaymentRun(
        key=str(event.run_id),
        status="proposed",
        maker=event.maker,
        approver=None,
        payment_ids=tuple(str(one.payment_id) for one in event.payments),
    )
    for payment, transfer in zip(event.payments, event.transfers, strict=False):
        yield PaymentRow(
            key=str(payment.payment_id),
            run_id=str(event.run_id),
            item_id=str(payment.item_id),
            cents=payment.cents,
            status="proposed",
            transfer_id=str(transfer.transfer_id),
            payee_account_id=_text(payment.payee_account_id),
        )
        yield from item_is(str(payment.item_id), "in_run", str(payment.payment_id), state)
    yield from booked(event.transfers, state, entry=event.run_id)


def _text(own_id: UUID | None) -> str | None:
    return None if own_id is None else str(own_id)


# -- approving and cancelling -----------------------------------------------------------------


def needs_of_run(
    message: ApprovePaymentRun | CancelPaymentRun, _context: Context, state: State
) -> Iterable[Place]:
    """The run, its payments; then their items and transfers; then the accounts of these."""
    yield PaymentRun.at(message.run_id)
    found = state.peek(PaymentRun, message.run_id)
    for one in found.payment_ids if found else ():
        yield PaymentRow.at(one)
        payment = state.peek(PaymentRow, one)
        if payment is not None:
            yield PayableItem.at(payment.item_id)
            yield from needs_of_transfers([payment.transfer_id], state)
            if payment.payee_account_id is not None:
                yield PayeeAccount.at(payment.payee_account_id)


def approve(command: ApprovePaymentRun, context: Context, state: State) -> Sequence[Event]:
    """Post all its payments. Whoever proposed it cannot approve it: four eyes. What is odd about
    its statements has been judged, or it is said why it is paid all the same."""
    run = run_proposed(command.run_id, state)
    if context.actor is None or context.actor == run.maker:
        raise Refusal("maker_cannot_approve", "run_id")
    if command.open_findings and command.all_the_same is None:
        raise Refusal("findings_open", "all_the_same")
    _still_paid_to(run, state)
    return [
        PaymentRunApproved(
            run_id=command.run_id,
            approver=context.actor,
            transfers=_followed(run, "taken", context, state),
            open_findings=command.open_findings,
            all_the_same=command.all_the_same,
        )
    ]


def _still_paid_to(run: PaymentRun, state: State) -> None:
    """Refuses a run with a payment to an account that was stopped since it was proposed."""
    for payment in payments_of(run, state):
        if payment.payee_account_id is not None:
            account = state.get(PayeeAccount, payment.payee_account_id)
            if account is None or account.status == "stopped":
                item = state.get(PayableItem, payment.item_id)
                reference = None if item is None else item.reference
                raise Refusal("no_payee_account", "run_id", reference=reference)


def cancel(command: CancelPaymentRun, context: Context, state: State) -> Sequence[Event]:
    """Free what it set aside, as long as nobody approved it."""
    run = run_proposed(command.run_id, state)
    released = _followed(run, "released", context, state)
    return [PaymentRunCancelled(run_id=command.run_id, transfers=released)]


def run_proposed(own_id: UUID, state: State) -> PaymentRun:
    """A run that waits for a second person. Refuses any other."""
    found = state.get(PaymentRun, own_id)
    if found is None:
        raise Refusal("run_unknown", "run_id")
    if found.status != "proposed":
        raise Refusal(f"run_{found.status}", "run_id")
    return found


def _followed(
    run: PaymentRun, kind: Literal["taken", "released"], context: Context, state: State
) -> tuple[Transfer, ...]:
    payments = payments_of(run, state)
    rows = transfers_named([one.transfer_id for one in payments], state)
    return follow_up(rows, kind, context, state)


def payments_of(run: PaymentRun, state: State) -> list[PaymentRow]:
    """The payments of a run."""
    rows = (state.get(PaymentRow, one) for one in run.payment_ids)
    return [row for row in rows if row is not None]


def approved(event: PaymentRunApproved, _context: Context, state: State) -> Iterable[Change]:
    """Its items are paid."""
    run = state.get(PaymentRun, event.run_id)
    if run is not None:
        yield replace(run, status="approved", approver=event.approver)
        for payment, transfer in zip(payments_of(run, state), event.transfers, strict=False):
            yield replace(payment, status="approved", transfer_id=str(transfer.transfer_id))
            yield from item_is(payment.item_id, "paid", payment.key, state)
    yield from booked(event.transfers, state, entry=event.run_id)


def cancelled(event: PaymentRunCancelled, _context: Context, state: State) -> Iterable[Change]:
    """Its items are open again."""
    run = state.get(PaymentRun, event.run_id)
    if run is not None:
        yield replace(run, status="cancelled")
        for payment in payments_of(run, state):
            yield replace(payment, status="cancelled")
            yield from item_is(payment.item_id, "open", None, state)
    yield from booked(event.transfers, state, entry=event.run_id)
