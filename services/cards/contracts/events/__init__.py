"""Facts that cards tells, a module per topic. Topic: cards.events. Key: network."""

from services.cards.contracts.events.applications import (
    CaseDecided,
    DecisionsMade,
    ExplanationForgotten,
)
from services.cards.contracts.events.cards import CardBlocked, CardIssued, SchemeCardIssued
from services.cards.contracts.events.participations import (
    ParticipationRequested,
    ParticipationSettled,
    Resolution,
    ResolutionRequested,
    UsageCount,
)
from services.cards.contracts.events.people import (
    EligibilityDecided,
    HolderErased,
    HolderRegistered,
    RightGranted,
)
from services.cards.contracts.events.personal_data import (
    ConsentWithdrawn,
    ContactChosen,
    DestructionApproved,
    DestructionProposed,
    DestructionRejected,
    LegalBasisRecorded,
    PaymentAccountSet,
    PaymentDataDestroyed,
    PersonRequestClosed,
    PersonRequestExtended,
    PersonRequestOpened,
    RestrictionLifted,
    RetentionRuleAdopted,
)
from services.cards.contracts.events.refusal import CommandRejected
from services.cards.contracts.events.regulations import (
    RegulationAdopted,
    RegulationWithdrawn,
    SchemeEnded,
)
from services.cards.contracts.events.rights import (
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.events.statuses import (
    StatusAnswered,
    StatusAsked,
    StatusAskedBefore,
    StatusSeen,
    StatusSent,
    StatusUnanswered,
)

__all__ = [
    "CaseDecided",
    "DecisionsMade",
    "ExplanationForgotten",
    "StatusAnswered",
    "StatusAsked",
    "StatusAskedBefore",
    "StatusSeen",
    "StatusSent",
    "StatusUnanswered",
    "RegulationAdopted",
    "RegulationWithdrawn",
    "SchemeEnded",
    "SchemeRightEnded",
    "SchemeRightGranted",
    "SchemeRightRenewed",
    "CardIssued",
    "SchemeCardIssued",
    "CardBlocked",
    "ParticipationRequested",
    "UsageCount",
    "Resolution",
    "ResolutionRequested",
    "ParticipationSettled",
    "HolderRegistered",
    "EligibilityDecided",
    "RightGranted",
    "HolderErased",
    "CommandRejected",
    "ConsentWithdrawn",
    "ContactChosen",
    "DestructionApproved",
    "DestructionProposed",
    "DestructionRejected",
    "LegalBasisRecorded",
    "PaymentAccountSet",
    "PaymentDataDestroyed",
    "PersonRequestClosed",
    "PersonRequestExtended",
    "PersonRequestOpened",
    "RestrictionLifted",
    "RetentionRuleAdopted",
]
