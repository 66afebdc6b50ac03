"""Who may do what: one table of role × operation × scope, and one function that reads it. Pure.

An operation is a field of Query, Mutation or Subscription, or a path of the feed. A test holds
the table against the schema: a field without a row is allowed to nobody.
"""

from dataclasses import dataclass
from math import inf
from typing import Final

from services.gateway.domain.access_to_money import OF_MONEY
from services.gateway.domain.access_to_statuses import OF_STATUSES
from services.gateway.domain.network_wide import OF_THE_NETWORK
from services.gateway.domain.roles import ADDRESS_IS_SHOWN as ADDRESS_IS_SHOWN
from services.gateway.domain.roles import NAMES_ARE_SHOWN as NAMES_ARE_SHOWN
from services.gateway.domain.roles import PERSONS_ARE_SHOWN as PERSONS_ARE_SHOWN
from services.gateway.domain.roles import Reach as Reach
from services.gateway.domain.roles import Role as Role


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token says: a role and its scope. `actor` is an opaque id of who holds it.

    `expires_at` is in seconds since 1970.
    """

    actor: str
    role: Role
    network: str | None = None
    organisation: str | None = None
    holder: str | None = None
    municipality: str | None = None
    expires_at: float = inf

    @property
    def party(self) -> str:
        """The party that the database bounds this grant to; empty: none.

        A provider or holder without an id sees nothing, rather than everything.
        """
        if self.role in (Role.PROVIDER, Role.TREASURER):
            return f"organisation:{self.organisation or 'none'}"
        if self.role is Role.CARD_HOLDER:
            return f"holder:{self.holder or 'none'}"
        return ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an operation is about, as far as the request says."""

    network: str | None = None
    organisation: str | None = None
    holder: str | None = None
    municipality: str | None = None


_PLATFORM, _NETWORK = Reach.PLATFORM, Reach.NETWORK
_OWN_ORGANISATION, _OWN = Reach.ORGANISATION, Reach.HOLDER

_STAFF: Final = {Role.CLERK: _NETWORK, Role.COORDINATOR: _NETWORK}
_COORDINATOR: Final = {Role.COORDINATOR: _NETWORK}
_FIELD_STAFF: Final = {**_STAFF, Role.OUTREACH_WORKER: _NETWORK}
_MONEY: Final = {Role.COORDINATOR: _NETWORK, Role.FINANCE_OFFICER: _NETWORK}
_DESK: Final = {**_FIELD_STAFF, Role.PROVIDER: _OWN_ORGANISATION}
_OF_PROVIDER: Final = dict.fromkeys((Role.PROVIDER, Role.TREASURER), _OWN_ORGANISATION)
_EVERYBODY: Final = dict.fromkeys(Role, _PLATFORM)
_DIRECTORY: Final = {
    **dict.fromkeys(Role, _NETWORK),
    Role.OPERATOR: _PLATFORM,
    Role.UMBRELLA_ANALYST: _PLATFORM,
}
_RULES: Final[dict[Role, Reach]] = {
    role: _NETWORK for role in Role if role not in {Role.OPERATOR, Role.UMBRELLA_ANALYST}
}
_OFFICER: Final = {Role.DATA_PROTECTION_OFFICER: _NETWORK}
_KEEPERS: Final = {**_OFFICER, Role.COORDINATOR: _NETWORK}
_TERMS: Final = {**_FIELD_STAFF, **_OFFICER}
_FEED: Final = {Role.COORDINATOR: _NETWORK, Role.PARTNER_SYSTEM: _NETWORK}

TABLE: Final[dict[str, dict[Role, Reach]]] = {
    # queries
    "me": _EVERYBODY,
    "networks": _DIRECTORY,
    "network": _DIRECTORY,
    "organisations": {**_FIELD_STAFF, **_MONEY, **_OFFICER, **_OF_PROVIDER},
    "offers": {**_FIELD_STAFF, **_MONEY, **_OF_PROVIDER},
    "holders": {**_FIELD_STAFF, Role.DATA_PROTECTION_OFFICER: _NETWORK},
    "holder": {**_FIELD_STAFF, Role.DATA_PROTECTION_OFFICER: _NETWORK, Role.CARD_HOLDER: _OWN},
    "decisions": {**_STAFF, Role.CARD_HOLDER: _OWN},
    "decisionWork": _STAFF,
    "application": _FIELD_STAFF,
    "applications": _FIELD_STAFF,
    "mandates": _FIELD_STAFF,
    "attestSeries": _FIELD_STAFF,
    "schemeRights": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "lateFactPreview": _STAFF,
    "letterOf": _STAFF,
    "schemes": _RULES,
    "scheme": _RULES,
    "regulation": _RULES,
    "previewRegulation": _STAFF,
    "compareRegulations": _STAFF,
    "simulateRegulation": _MONEY,
    "simulation": _MONEY,
    "simulations": _MONEY,
    "findHolders": _FIELD_STAFF,
    "household": {**_TERMS, Role.CARD_HOLDER: _OWN},
    "card": _DESK,
    "cardHistory": {**_STAFF, **_OFFICER, Role.CARD_HOLDER: _OWN},
    "counters": _STAFF,
    "packs": _STAFF,
    "stockChanges": _STAFF,
    "groupPasses": _STAFF,
    "groupPass": _DESK,
    "groupVisits": {**_STAFF, Role.PROVIDER: _OWN_ORGANISATION},
    "quote": _DESK,
    "checkIns": {**_DESK, Role.CARD_HOLDER: _OWN},
    "checkInCount": _DESK,
    "workItems": {**_STAFF, **_MONEY},
    "claim": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "claims": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "claimWork": _STAFF,
    "guaranteeSlips": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "printedSlip": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "receipt": _DESK,
    "schemeUse": {**_FIELD_STAFF, Role.CARD_HOLDER: _OWN},
    "participation": {**_DESK, Role.FINANCE_OFFICER: _NETWORK, Role.CARD_HOLDER: _OWN},
    "waitingList": {**_FIELD_STAFF, Role.FINANCE_OFFICER: _NETWORK},
    "participations": {**_DESK, Role.FINANCE_OFFICER: _NETWORK, Role.CARD_HOLDER: _OWN},
    "group": _DESK,
    "accounts": _MONEY,
    "transfers": _MONEY,
    "statement": {**_MONEY, Role.TREASURER: _OWN_ORGANISATION},
    "operation": _EVERYBODY,
    "umbrellaTotals": {Role.UMBRELLA_ANALYST: _PLATFORM},
    **OF_STATUSES,
    **OF_MONEY,
    # queries about personal data
    "accesses": _OFFICER,
    "affected": _OFFICER,
    "personExport": {**_OFFICER, Role.CARD_HOLDER: _OWN},
    "holderList": _KEEPERS,
    "cardList": _KEEPERS,
    "workItemList": _KEEPERS,
    "processingRegister": dict.fromkeys(_KEEPERS, _PLATFORM),
    "personRequests": {**_TERMS, Role.CARD_HOLDER: _OWN},
    "legalBases": {**_TERMS, Role.CARD_HOLDER: _OWN},
    "contactChoices": {**_TERMS, Role.CARD_HOLDER: _OWN},
    "paymentAccount": {**_STAFF, Role.FINANCE_OFFICER: _NETWORK, Role.CARD_HOLDER: _OWN},
    "retentionRules": _KEEPERS,
    "destructionLists": _KEEPERS,
    # mutations
    "openNetwork": {Role.OPERATOR: _PLATFORM},
    "admitOrganisation": {Role.COORDINATOR: _NETWORK},
    "publishOffer": {Role.COORDINATOR: _NETWORK, Role.PROVIDER: _OWN_ORGANISATION},
    "withdrawOffer": {Role.COORDINATOR: _NETWORK, Role.PROVIDER: _OWN_ORGANISATION},
    "adoptRegulation": {Role.COORDINATOR: _NETWORK},
    "withdrawRegulation": {Role.COORDINATOR: _NETWORK},
    "endScheme": {Role.COORDINATOR: _NETWORK},
    "registerHolder": _FIELD_STAFF,
    "correctHolder": _FIELD_STAFF,
    "setContact": _FIELD_STAFF,
    "moveHolder": _FIELD_STAFF,
    "setAddressSecret": _FIELD_STAFF,
    "mergeHolders": _STAFF,
    "splitHolders": _STAFF,
    "foundHousehold": _FIELD_STAFF,
    "joinHousehold": _FIELD_STAFF,
    "changeMember": _FIELD_STAFF,
    "leaveHousehold": _FIELD_STAFF,
    "agreeCoParenting": _STAFF,
    "endCoParenting": _STAFF,
    "decideEligibility": _STAFF,
    "decideCase": _STAFF,
    "decideHousehold": _FIELD_STAFF,
    "saveDraft": _FIELD_STAFF,
    "submitApplication": _FIELD_STAFF,
    "recordProof": _FIELD_STAFF,
    "keepProof": _FIELD_STAFF,
    "proofDocument": _FIELD_STAFF,
    "askProof": _STAFF,
    "assignApplication": _STAFF,
    "withdrawApplication": _STAFF,
    "giveMandate": {Role.COORDINATOR: _NETWORK},
    "issueAttests": {Role.COORDINATOR: _NETWORK},
    "fillAttest": _FIELD_STAFF,
    "revokeAttests": {Role.COORDINATOR: _NETWORK},
    "ratifyDecisions": {Role.COORDINATOR: _NETWORK},
    "lodgeAppeal": _FIELD_STAFF,
    "decideAppeal": {Role.COORDINATOR: _NETWORK},
    "correctDecision": _STAFF,
    "learnLate": _STAFF,
    "decideRecovery": {Role.COORDINATOR: _NETWORK},
    "grantRight": _STAFF,
    "issueCard": _STAFF,
    "issueSchemeCard": _STAFF,
    "blockCard": _STAFF,
    "unblockCard": _STAFF,
    "replaceCard": _STAFF,
    "renewCard": _STAFF,
    "swapCard": _STAFF,
    "revokeCards": _COORDINATOR,
    "liftRevocation": _COORDINATOR,
    "openCounter": _COORDINATOR,
    "orderPack": _COORDINATOR,
    "printPack": _COORDINATOR,
    "cancelPack": _COORDINATOR,
    "receivePack": _STAFF,
    "movePack": _STAFF,
    "spoilCard": _STAFF,
    "correctStock": _STAFF,
    "issueGroupPass": _COORDINATOR,
    "blockGroupPass": _STAFF,
    "registerGroupVisit": _DESK,
    "cancelGroupVisit": {**_STAFF, Role.PROVIDER: _OWN_ORGANISATION},
    "registerParticipation": _DESK,
    "holdParticipation": _DESK,
    "confirmParticipation": _DESK,
    "voidParticipation": _DESK,
    "registerInInstalments": _DESK,
    "agreeInstalments": _DESK,
    "confirmInstalment": _DESK,
    "stopInstalments": _DESK,
    "checkIn": _DESK,
    "cancelCheckIn": {**_STAFF, Role.PROVIDER: _OWN_ORGANISATION},
    "cancelParticipation": {**_STAFF, Role.PROVIDER: _OWN_ORGANISATION},
    "fileClaim": _FIELD_STAFF,
    "completeClaim": _FIELD_STAFF,
    "decideClaim": _STAFF,
    "reverseClaim": _COORDINATOR,
    "withdrawClaim": _FIELD_STAFF,
    "issueGuaranteeSlip": _FIELD_STAFF,
    "redeemGuaranteeSlip": _DESK,
    "voidGuaranteeSlip": _STAFF,
    "registerGroup": _DESK,
    "confirmGroup": _DESK,
    "voidGroup": _DESK,
    "cancelGroup": {**_STAFF, Role.PROVIDER: _OWN_ORGANISATION},
    # long work
    "imports": _STAFF,
    "draftRenewal": _COORDINATOR,
    "startSimulation": _MONEY,
    "stopSimulation": _MONEY,
    "resumeSimulation": _MONEY,
    "startJob": _STAFF,
    "stopJob": _STAFF,
    "job": _STAFF,
    "jobs": _STAFF,
    "jobReport": _STAFF,
    "uploadParticipations": _DESK,
    "resolveWorkItem": _COORDINATOR,
    "eraseHolder": {Role.COORDINATOR: _NETWORK, Role.DATA_PROTECTION_OFFICER: _NETWORK},
    "messages": _FIELD_STAFF,
    "printedLetter": _STAFF,
    "callList": _FIELD_STAFF,
    "closeMessage": _FIELD_STAFF,
    "messageText": _FIELD_STAFF,
    "resendMessage": _FIELD_STAFF,
    "returnMessage": _FIELD_STAFF,
    # mutations about personal data
    "setPaymentAccount": _STAFF,
    "recordLegalBasis": _FIELD_STAFF,
    "withdrawConsent": _FIELD_STAFF,
    "chooseContact": _FIELD_STAFF,
    "openPersonRequest": _TERMS,
    "extendPersonRequest": _KEEPERS,
    "closePersonRequest": _KEEPERS,
    "liftRestriction": _KEEPERS,
    "adoptRetentionRule": {Role.COORDINATOR: _NETWORK},
    "proposeDestruction": _KEEPERS,
    "approveDestruction": _KEEPERS,
    "rejectDestruction": _KEEPERS,
    # subscriptions and the partner feed
    "jobProgress": _STAFF,
    "networkEvents": _FEED,
    "events": _FEED,
}
"""`operation` is everybody's own: whose it is, is asked where it is looked up."""


def allowed(grant: Grant | None, operation: str, scope: Scope) -> bool:
    """Whether a grant covers an operation on what the request names."""
    reach = TABLE.get(operation, {}).get(grant.role) if grant else None
    if grant is None or reach is None:
        return False
    if reach is Reach.PLATFORM:
        return True
    if grant.network is None or scope.network not in (None, grant.network):
        return False
    if grant.municipality and operation in OF_THE_NETWORK:
        return False
    if grant.municipality and scope.municipality not in (None, grant.municipality):
        return False
    if reach is Reach.ORGANISATION:
        return grant.organisation is not None and scope.organisation in (None, grant.organisation)
    if reach is Reach.HOLDER:
        return grant.holder is not None and scope.holder in (None, grant.holder)
    return True
