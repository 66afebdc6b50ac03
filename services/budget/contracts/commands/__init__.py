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
from services.budget.contracts.commands.settlement import (
    PROVIDERS_MAX,
    DisputeLine,
    DrawUpStatements,
    SetSettlementTerms,
    SettleDispute,
    SettlementPeriod,
)

__all__ = [
    "ChangeEnvelope",
    "CostCategory",
    "DisputeLine",
    "DrawUpStatements",
    "EnterFunding",
    "EntityKind",
    "ExpireHold",
    "MoveMoney",
    "OpenEnvelope",
    "PROVIDERS_MAX",
    "RegisterLegalEntity",
    "SetSettlementTerms",
    "SettleDispute",
    "SettlementPeriod",
    "WhenEmpty",
]
