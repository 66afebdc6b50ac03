"""What happened in cards, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.events import (
    AllowanceGiven,
    AllowanceWithheld,
    ConsentWithdrawn,
    CorrectionRequested,
    CorrectionSettled,
    DestructionApproved,
    DestructionProposed,
    DestructionRejected,
    EligibilityDecided,
    HolderErased,
    HolderRegistered,
    LegalBasisRecorded,
    ParticipationRequested,
    ParticipationSettled,
    PaymentAccountSet,
    PaymentDataDestroyed,
    PersonRequestClosed,
    PersonRequestExtended,
    PersonRequestOpened,
    RegulationAdopted,
    RegulationWithdrawn,
    ResolutionRequested,
    RestrictionLifted,
    RetentionRuleAdopted,
    RightGranted,
    SchemeEnded,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.domain import (
    consent,
    destruction,
    erasure,
    holder,
    participation,
    payment,
    person_request,
    price_correction,
    resolution,
    retention,
    right,
    scheme,
    scheme_right,
    settlement,
    withholding,
)
from services.cards.handlers.automatic_rules import AUTOMATIC_EVENTS
from services.cards.handlers.card_life import CARD_EVENTS
from services.cards.handlers.case_rules import CASE_EVENTS
from services.cards.handlers.claim_rules import CLAIM_EVENTS
from services.cards.handlers.desk_rules import DESK_EVENTS
from services.cards.handlers.group_rules import GROUP_EVENTS
from services.cards.handlers.people_rules import PEOPLE_EVENTS
from services.cards.handlers.status_rules import STATUS_EVENTS
from services.kernel.contract import Event
from services.kernel.rules import Evolve

EVENTS: Final[Mapping[type[Event], Evolve]] = {
    **STATUS_EVENTS,
    **AUTOMATIC_EVENTS,
    HolderRegistered: holder.registered,
    EligibilityDecided: holder.eligibility_decided,
    RightGranted: right.granted,
    **CARD_EVENTS,
    **CLAIM_EVENTS,
    ParticipationRequested: participation.requested,
    ResolutionRequested: resolution.requested,
    ParticipationSettled: settlement.settled,
    CorrectionRequested: price_correction.requested,
    CorrectionSettled: price_correction.settled,
    HolderErased: erasure.erased,
    RegulationAdopted: scheme.adopted,
    RegulationWithdrawn: scheme.withdrawn,
    SchemeEnded: scheme.ended,
    SchemeRightGranted: scheme_right.granted,
    SchemeRightRenewed: scheme_right.renewed,
    AllowanceGiven: withholding.changed,
    AllowanceWithheld: withholding.changed,
    SchemeRightEnded: scheme_right.ended,
    **CASE_EVENTS,
    **PEOPLE_EVENTS,
    **DESK_EVENTS,
    **GROUP_EVENTS,
    PaymentAccountSet: payment.account_set,
    PaymentDataDestroyed: payment.destroyed,
    LegalBasisRecorded: consent.recorded,
    ConsentWithdrawn: consent.withdrawn,
    RestrictionLifted: consent.lifted,
    PersonRequestOpened: person_request.opened,
    PersonRequestExtended: person_request.extended,
    PersonRequestClosed: person_request.closed,
    RetentionRuleAdopted: retention.adopted,
    DestructionProposed: destruction.listed,
    DestructionApproved: destruction.approved,
    DestructionRejected: destruction.rejected,
}
