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

__all__ = [
    "ChangeEnvelope",
    "CostCategory",
    "EnterFunding",
    "EntityKind",
    "ExpireHold",
    "MoveMoney",
    "OpenEnvelope",
    "RegisterLegalEntity",
    "WhenEmpty",
]
