"""Facts that cards tells, a module per topic. Topic: cards.events. Key: network."""

from services.cards.contracts.events.cards import CardBlocked, CardIssued
from services.cards.contracts.events.participations import (
    ParticipationRequested,
    ParticipationSettled,
    Resolution,
    ResolutionRequested,
)
from services.cards.contracts.events.people import (
    EligibilityDecided,
    HolderErased,
    HolderRegistered,
    RightGranted,
)
from services.cards.contracts.events.refusal import CommandRejected

__all__ = [
    "CardIssued",
    "CardBlocked",
    "ParticipationRequested",
    "Resolution",
    "ResolutionRequested",
    "ParticipationSettled",
    "HolderRegistered",
    "EligibilityDecided",
    "RightGranted",
    "HolderErased",
    "CommandRejected",
]
