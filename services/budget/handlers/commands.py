"""What can be asked of budget, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.commands import (
    ChangeEnvelope,
    DisputeLine,
    DrawUpStatements,
    EnterFunding,
    ExpireHold,
    MoveMoney,
    OpenEnvelope,
    RegisterLegalEntity,
    SetSettlementTerms,
    SettleDispute,
)
from services.budget.domain import envelope, funding, resolution, statement
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
    DisputeLine: Decider(statement.dispute, statement.needs_of_dispute),
    SettleDispute: Decider(statement.settle, statement.needs_of_dispute),
}
