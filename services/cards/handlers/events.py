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
    RegulationAdopted,
    RegulationWithdrawn,
    ResolutionRequested,
    RightGranted,
    SchemeCardIssued,
    SchemeEnded,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.domain import (
    card,
    erasure,
    holder,
    participation,
    resolution,
    right,
    scheme,
    scheme_right,
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
    RegulationAdopted: scheme.adopted,
    RegulationWithdrawn: scheme.withdrawn,
    SchemeEnded: scheme.ended,
    SchemeRightGranted: scheme_right.granted,
    SchemeRightRenewed: scheme_right.renewed,
    SchemeRightEnded: scheme_right.ended,
    SchemeCardIssued: card.scheme_card_issued,
}
