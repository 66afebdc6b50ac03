"""What can be asked of budget, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    CancelPaymentRun,
    ChangeEnvelope,
    DisputeLine,
    DrawUpStatements,
    EnterFunding,
    ExpireHold,
    MoveMoney,
    OpenEnvelope,
    PayBeside,
    ProposePaymentRun,
    RecordPaymentBounced,
    RecordPaymentExecuted,
    RegisterLegalEntity,
    SetSettlementTerms,
    SettleDispute,
)
from services.budget.domain import (
    dispute,
    envelope,
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
}
