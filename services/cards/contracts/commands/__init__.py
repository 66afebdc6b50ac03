"""What can be asked of cards, a module per topic. Topic: cards.commands. Key: the network."""

from services.cards.contracts.commands.applications import DecideCase, ForgetExplanation
from services.cards.contracts.commands.cards import BlockCard, IssueCard, IssueSchemeCard
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
    SettleNumber,
)
from services.cards.contracts.commands.personal_data import (
    AdoptRetentionRule,
    ApproveDestruction,
    ChooseContact,
    ClosePersonRequest,
    DestroyKeys,
    DestroyListed,
    DestroyPaymentData,
    ExtendPersonRequest,
    LiftRestriction,
    OpenPersonRequest,
    ProposeDestruction,
    RecordLegalBasis,
    RejectDestruction,
    SetPaymentAccount,
    WithdrawConsent,
)
from services.cards.contracts.commands.regulations import (
    AdoptRegulation,
    EndScheme,
    WithdrawRegulation,
)

__all__ = [
    "DecideCase",
    "ForgetExplanation",
    "AdoptRegulation",
    "EndScheme",
    "WithdrawRegulation",
    "IssueCard",
    "IssueSchemeCard",
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
    "SettleNumber",
    "AdoptRetentionRule",
    "ApproveDestruction",
    "ChooseContact",
    "ClosePersonRequest",
    "DestroyKeys",
    "DestroyListed",
    "DestroyPaymentData",
    "ExtendPersonRequest",
    "LiftRestriction",
    "OpenPersonRequest",
    "ProposeDestruction",
    "RecordLegalBasis",
    "RejectDestruction",
    "SetPaymentAccount",
    "WithdrawConsent",
]
