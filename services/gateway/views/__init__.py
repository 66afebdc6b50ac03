"""The views: for every event of every source, what it changes. Pure, disposable, no guards.

A view is a turn without decisions: `COPIES` is its whole table.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from services.budget.contracts import events as budget
from services.cards.contracts import events as cards
from services.gateway.views import (
    directory,
    households,
    moves,
    participations,
    people,
    personal_data,
    posting,
)
from services.gateway.views.allowances import ALLOWANCE_COPIES
from services.gateway.views.bank_lines import BANK_LINE_COPIES
from services.gateway.views.carriers import CARD_COPIES
from services.gateway.views.case_copies import CASE_COPIES
from services.gateway.views.check_ins import CHECK_IN_COPIES
from services.gateway.views.claims import CLAIM_COPIES
from services.gateway.views.clearing import CLEARING_COPIES
from services.gateway.views.corrections import CORRECTION_COPIES
from services.gateway.views.debts import DEBT_COPIES
from services.gateway.views.envelopes import ENVELOPE_COPIES
from services.gateway.views.expense_credits import CREDIT_COPIES
from services.gateway.views.group_passes import PASS_COPIES
from services.gateway.views.group_visits import VISIT_COPIES
from services.gateway.views.instalments import INSTALMENT_COPIES
from services.gateway.views.money_received import RECEIVED_COPIES
from services.gateway.views.payees import PAYEE_COPIES
from services.gateway.views.payments import PAYMENT_COPIES
from services.gateway.views.regulations import REGULATION_COPIES
from services.gateway.views.settlement import SETTLEMENT_COPIES
from services.gateway.views.slips import SLIP_COPIES
from services.gateway.views.statuses import STATUS_COPIES
from services.gateway.views.stock import STOCK_COPIES
from services.gateway.views.work import WORK_COPIES
from services.gateway.views.year import YEAR_COPIES
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, State
from services.partners.contracts import events as partners


def nothing_to_see(_event: Event, _context: Context, _state: State) -> Iterable[Change]:
    """The event is applied by passing over it: no view shows it."""
    return ()


_POSTING = Copier(posting.posted, posting.needs_posting)
_SKIPPED = Copier(nothing_to_see)

COPIES: Final[Mapping[type[Event], Copier]] = {
    **REGULATION_COPIES,
    **CASE_COPIES,
    **STATUS_COPIES,
    partners.NetworkReserved: _SKIPPED,
    partners.NetworkOpened: Copier(directory.network_opened),
    partners.OrganisationAdmitted: Copier(directory.organisation_admitted),
    partners.OfferPublished: Copier(directory.offer_published),
    partners.OfferWithdrawn: Copier(directory.offer_withdrawn, directory.needs_offer),
    partners.CommandRejected: _SKIPPED,
    cards.HolderRegistered: Copier(people.holder_registered),
    cards.EligibilityDecided: Copier(people.eligibility_decided, people.needs_holder),
    cards.RightGranted: Copier(people.right_granted, people.needs_holder),
    cards.HolderCorrected: Copier(people.holder_corrected, people.needs_holder),
    cards.ContactSet: Copier(people.contact_set, people.needs_holder),
    cards.HolderMoved: Copier(moves.moved, moves.needs_moved),
    cards.AddressSecretSet: Copier(people.secret_set, people.needs_holder),
    cards.HoldersMerged: Copier(households.merged, households.needs_both),
    cards.HoldersSplit: Copier(households.split, households.needs_both),
    cards.HouseholdFounded: Copier(households.founded, households.needs_founded),
    cards.HouseholdJoined: Copier(households.joined, households.needs_member),
    cards.MemberChanged: Copier(households.joined, households.needs_member),
    cards.HouseholdLeft: Copier(households.left, households.needs_member),
    cards.CoParentingAgreed: Copier(households.co_parenting_agreed, households.needs_person),
    cards.CoParentingEnded: Copier(households.co_parenting_ended, households.needs_person),
    **CARD_COPIES,
    **STOCK_COPIES,
    **PASS_COPIES,
    **VISIT_COPIES,
    cards.GroupVisitCancelRequested: _SKIPPED,
    **WORK_COPIES,
    **CHECK_IN_COPIES,
    **CLAIM_COPIES,
    **SLIP_COPIES,
    cards.ClaimIncomplete: _SKIPPED,
    cards.ParticipationRequested: Copier(participations.requested, participations.needs_request),
    cards.ResolutionRequested: _SKIPPED,
    cards.GroupRequested: Copier(participations.group_requested, participations.needs_group),
    cards.GroupResolutionRequested: _SKIPPED,
    cards.ParticipationSettled: _SKIPPED,
    **personal_data.COPIES,
    cards.CommandRejected: _SKIPPED,
    **ENVELOPE_COPIES,
    **ALLOWANCE_COPIES,
    **SETTLEMENT_COPIES,
    **CORRECTION_COPIES,
    **INSTALMENT_COPIES,
    **DEBT_COPIES,
    **YEAR_COPIES,
    **CREDIT_COPIES,
    **PAYMENT_COPIES,
    **BANK_LINE_COPIES,
    **PAYEE_COPIES,
    **CLEARING_COPIES,
    **RECEIVED_COPIES,
    budget.ParticipationHeld: _POSTING,
    budget.UncoveredCovered: Copier(posting.covered, posting.needs_covered),
    budget.UncoveredDecided: Copier(posting.covered, posting.needs_covered),
    budget.CoveringAdvanced: _SKIPPED,
    budget.ParticipationConfirmed: _POSTING,
    budget.ParticipationWaitlisted: Copier(participations.answered, participations.needs_answer),
    budget.ParticipationPromoted: _POSTING,
    budget.ParticipationVoided: _POSTING,
    budget.ParticipationReversed: _POSTING,
    budget.ParticipationDeclined: Copier(participations.answered, participations.needs_answer),
    budget.GroupDeclined: Copier(participations.group_declined, participations.needs_group_answer),
    budget.CommandRejected: _SKIPPED,
}
