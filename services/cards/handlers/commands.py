"""What can be asked of cards, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    AdoptRetentionRule,
    ApproveDestruction,
    CancelParticipation,
    ChooseContact,
    ClosePersonRequest,
    ConfirmParticipation,
    CorrectParticipation,
    DecideEligibility,
    DestroyKey,
    DestroyKeys,
    DestroyListed,
    DestroyPaymentData,
    EraseHolder,
    ExtendPersonRequest,
    GrantRight,
    HoldParticipation,
    LiftRestriction,
    OpenPersonRequest,
    ProposeDestruction,
    RecordLegalBasis,
    RegisterHolder,
    RegisterInInstalments,
    RegisterParticipation,
    RejectDestruction,
    SetPaymentAccount,
    VoidParticipation,
    WithdrawConsent,
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
)
from services.cards.handlers.automatic_rules import AUTOMATIC_COMMANDS
from services.cards.handlers.card_life import CARD_COMMANDS
from services.cards.handlers.case_rules import CASE_COMMANDS
from services.cards.handlers.claim_rules import CLAIM_COMMANDS
from services.cards.handlers.desk_rules import DESK_COMMANDS
from services.cards.handlers.group_rules import GROUP_COMMANDS
from services.cards.handlers.people_rules import PEOPLE_COMMANDS
from services.cards.handlers.scheme_rules import SCHEME_COMMANDS
from services.cards.handlers.status_rules import STATUS_COMMANDS
from services.kernel.contract import Command
from services.kernel.rules import Decider

COMMANDS: Final[Mapping[type[Command], Decider]] = {
    **SCHEME_COMMANDS,
    **STATUS_COMMANDS,
    **AUTOMATIC_COMMANDS,
    RegisterHolder: Decider(holder.register, holder.needs_of_registration),
    DecideEligibility: Decider(holder.decide_eligibility, holder.needs_of_decision),
    GrantRight: Decider(right.grant, right.needs_of_grant),
    **CARD_COMMANDS,
    **CLAIM_COMMANDS,
    RegisterParticipation: Decider(participation.register, participation.needs),
    RegisterInInstalments: Decider(participation.register_in_instalments, participation.needs),
    HoldParticipation: Decider(participation.hold, participation.needs),
    ConfirmParticipation: Decider(resolution.request, resolution.needs),
    VoidParticipation: Decider(resolution.request, resolution.needs),
    CancelParticipation: Decider(resolution.request, resolution.needs),
    CorrectParticipation: Decider(price_correction.request, price_correction.needs),
    EraseHolder: Decider(erasure.erase, erasure.needs),
    DestroyKey: Decider(erasure.key_destroyed),
    DestroyKeys: Decider(erasure.key_destroyed),
    SetPaymentAccount: Decider(payment.set_account, payment.needs),
    DestroyPaymentData: Decider(payment.destroy, payment.needs),
    RecordLegalBasis: Decider(consent.record, consent.needs),
    WithdrawConsent: Decider(consent.withdraw, consent.needs),
    ChooseContact: Decider(consent.choose, consent.needs),
    LiftRestriction: Decider(consent.lift, consent.needs),
    OpenPersonRequest: Decider(person_request.open_request, person_request.needs_of_opening),
    ExtendPersonRequest: Decider(person_request.extend, person_request.needs),
    ClosePersonRequest: Decider(person_request.close, person_request.needs),
    AdoptRetentionRule: Decider(retention.adopt),
    ProposeDestruction: Decider(retention.propose, retention.needs_of_proposal),
    ApproveDestruction: Decider(destruction.approve, destruction.needs_of_approval),
    RejectDestruction: Decider(destruction.reject, destruction.needs_of_rejection),
    DestroyListed: Decider(erasure.destroy_listed, erasure.needs),
    **CASE_COMMANDS,
    **PEOPLE_COMMANDS,
    **DESK_COMMANDS,
    **GROUP_COMMANDS,
}
