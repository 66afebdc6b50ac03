"""Which view follows which event about cases: decisions, rights, applications, reviews."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.cards.contracts import events as cards
from services.gateway.views import applications, cases, reviews
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, State


def told_elsewhere(_event: Event, _context: Context, _state: State) -> Iterable[Change]:
    """The outcome of a command whose effects are events of their own."""
    return ()


CASE_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.CaseDecided: Copier(cases.decided, cases.needs_decided),
    cards.DecisionsMade: Copier(told_elsewhere),
    cards.ExplanationForgotten: Copier(cases.forgotten, cases.needs_forgotten),
    cards.SchemeRightGranted: Copier(cases.granted, cases.needs_granted),
    cards.SchemeRightRenewed: Copier(cases.renewed, cases.needs_right),
    cards.SchemeRightEnded: Copier(cases.ended, cases.needs_right),
    cards.RenewalLeft: Copier(cases.left, cases.needs_right),
    cards.DraftSaved: Copier(applications.saved, applications.needs_saved),
    cards.ApplicationSubmitted: Copier(applications.submitted, applications.needs_application),
    cards.ApplicationAssigned: Copier(applications.assigned, applications.needs_application),
    cards.ApplicationWithdrawn: Copier(applications.withdrawn, applications.needs_application),
    cards.ApplicationDecided: Copier(applications.decided, applications.needs_saved),
    cards.ProofRecorded: Copier(applications.proof_recorded, applications.needs_application),
    cards.ProofAsked: Copier(applications.proof_asked, applications.needs_application),
    cards.ContentForgotten: Copier(applications.forgotten, applications.needs_application),
    cards.MandateGiven: Copier(applications.mandate_given),
    cards.AttestsIssued: Copier(applications.attests_issued),
    cards.AttestFilled: Copier(applications.attest_filled, applications.needs_attest),
    cards.AttestsRevoked: Copier(applications.attests_revoked, applications.needs_series),
    cards.DecisionRatified: Copier(reviews.ratified, reviews.needs_decision),
    cards.RatificationRecorded: Copier(told_elsewhere),
    cards.AppealLodged: Copier(reviews.appeal_lodged, reviews.needs_decision),
    cards.AppealDecided: Copier(reviews.appeal_decided, reviews.needs_decision),
    cards.LateFactLearned: Copier(reviews.learned, reviews.needs_holder),
    cards.RecoveryDecided: Copier(reviews.recovered, reviews.needs_recovery),
}
