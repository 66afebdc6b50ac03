"""What can be asked of cards, a module per topic. Topic: cards.commands. Key: the network."""

from services.cards.contracts.commands.cards import BlockCard, IssueCard
from services.cards.contracts.commands.participations import (
    CancelParticipation,
    ConfirmParticipation,
    HoldParticipation,
    RegisterParticipation,
    VoidParticipation,
)
from services.cards.contracts.commands.people import (
    DecideEligibility,
    DestroyKey,
    EraseHolder,
    GrantRight,
    RegisterHolder,
)

__all__ = [
    "IssueCard",
    "BlockCard",
    "RegisterParticipation",
    "HoldParticipation",
    "ConfirmParticipation",
    "VoidParticipation",
    "CancelParticipation",
    "RegisterHolder",
    "DecideEligibility",
    "GrantRight",
    "EraseHolder",
    "DestroyKey",
]
