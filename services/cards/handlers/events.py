"""What happened in cards, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.events import (
    CardBlocked,
    CardIssued,
    EligibilityDecided,
    HolderErased,
    HolderRegistered,
    ParticipationRequested,
    ParticipationSettled,
    ResolutionRequested,
    RightGranted,
)
from services.cards.domain import (
    card,
    erasure,
    holder,
    participation,
    resolution,
    right,
    settlement,
)
from services.kernel.contract import Event
from services.kernel.rules import Evolve

EVENTS: Final[Mapping[type[Event], Evolve]] = {
    HolderRegistered: holder.registered,
    EligibilityDecided: holder.eligibility_decided,
    RightGranted: right.granted,
    CardIssued: card.issued,
    CardBlocked: card.blocked,
    ParticipationRequested: participation.requested,
    ResolutionRequested: resolution.requested,
    ParticipationSettled: settlement.settled,
    HolderErased: erasure.erased,
}
