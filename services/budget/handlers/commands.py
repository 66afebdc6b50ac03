"""What can be asked of budget, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.commands import (
    AdvanceReport,
    ApprovePaymentRun,
    BookExpense,
    CancelPaymentRun,
    ChangeEnvelope,
    CloseBooks,
    DisputeLine,
    DraftReport,
    DrawUpStatements,
    EnterFunding,
    ExpireHold,
    LockBooks,
    MoveMoney,
    OpenEnvelope,
    PayBeside,
    ProposePaymentRun,
    RecordPaymentBounced,
    RecordPaymentExecuted,
    RegisterLegalEntity,
    ReopenBooks,
    ReverseExpense,
    SetRatio,
    SetSettlementTerms,
    SettleDispute,
)
from services.budget.domain import (
    accountability,
    closing,
    dispute,
    envelope,
    expense,
    funding,
    paying_beside,
    payment,
    payment_run,
    resolution,
    statement,
)
from services.kernel.contract import Command
from services.kernel.rules import Decider

COMMANDS: Final[Mapping[type[Command], Decider]] = {
    ExpireHold: Decider(resolution.expire, resolution.needs),
    RegisterLegalEntity: Decider(funding.register, funding.needs_of_registering),
    EnterFunding: Decider(funding.enter, funding.needs_of_entering),
    OpenEnvelope: Decider(envelope.open_envelope, envelope.needs_of_opening),
    ChangeEnvelope: Decider(envelope.change, envelope.needs_of_changing),
    MoveMoney: Decider(envelope.move, envelope.needs_of_moving),
    SetSettlementTerms: Decider(statement.set_terms, statement.needs_of_terms),
    DrawUpStatements: Decider(statement.draw_up, statement.needs_of_drawing_up),
    DisputeLine: Decider(dispute.dispute, dispute.needs_of_dispute),
    SettleDispute: Decider(dispute.settle, dispute.needs_of_dispute),
    ProposePaymentRun: Decider(payment_run.propose, payment_run.needs_of_proposing),
    ApprovePaymentRun: Decider(payment_run.approve, payment_run.needs_of_run),
    CancelPaymentRun: Decider(payment_run.cancel, payment_run.needs_of_run),
    RecordPaymentBounced: Decider(payment.bounce, payment.needs_of_payment),
    RecordPaymentExecuted: Decider(payment.execute, payment.needs_of_payment),
    PayBeside: Decider(paying_beside.pay, paying_beside.needs),
    BookExpense: Decider(expense.book_expense, expense.needs_of_booking),
    ReverseExpense: Decider(expense.reverse, expense.needs_of_reversing),
    SetRatio: Decider(closing.set_ratio, closing.needs_of_year),
    CloseBooks: Decider(closing.close, closing.needs_of_year),
    LockBooks: Decider(closing.lock, closing.needs_of_locking),
    ReopenBooks: Decider(closing.reopen, closing.needs_of_reopening),
    DraftReport: Decider(accountability.draft, accountability.needs),
    AdvanceReport: Decider(accountability.advance, accountability.needs),
}
