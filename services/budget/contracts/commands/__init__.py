"""What can be asked of budget, a module per topic. Topic: budget.commands. Key: the network."""

from services.budget.contracts.commands.funding import (
    ChangeEnvelope,
    CostCategory,
    EnterFunding,
    EntityKind,
    MoveMoney,
    OpenEnvelope,
    RegisterLegalEntity,
    WhenEmpty,
)
from services.budget.contracts.commands.holds import ExpireHold
from services.budget.contracts.commands.payments import (
    ITEMS_MAX,
    ApprovePaymentRun,
    Beside,
    CancelPaymentRun,
    PayBeside,
    ProposePaymentRun,
    RecordPaymentBounced,
    RecordPaymentExecuted,
)
from services.budget.contracts.commands.settlement import (
    PROVIDERS_MAX,
    DisputeLine,
    DrawUpStatements,
    SetSettlementTerms,
    SettleDispute,
    SettlementPeriod,
)

__all__ = [
    "ApprovePaymentRun",
    "Beside",
    "CancelPaymentRun",
    "ChangeEnvelope",
    "CostCategory",
    "DisputeLine",
    "DrawUpStatements",
    "EnterFunding",
    "EntityKind",
    "ExpireHold",
    "ITEMS_MAX",
    "MoveMoney",
    "OpenEnvelope",
    "PROVIDERS_MAX",
    "PayBeside",
    "ProposePaymentRun",
    "RecordPaymentBounced",
    "RecordPaymentExecuted",
    "RegisterLegalEntity",
    "SetSettlementTerms",
    "SettleDispute",
    "SettlementPeriod",
    "WhenEmpty",
]
