"""Views of what cards tells about personal data: requests, legal bases, retention."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, get_args

from services.cards.contracts import events as cards
from services.cards.contracts.events.personal_data import Contact
from services.gateway.views import cases, people, promises
from services.gateway.views.case_rows import Application, Decision
from services.gateway.views.living import municipality_of
from services.gateway.views.personal_rows import (
    ContactChoice,
    DestructionList,
    LegalBasis,
    PaymentAccount,
    PaymentAccountVersion,
    PersonRequest,
    RetentionRule,
)
from services.gateway.views.rows import Holder
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Gone, Place, State

OfHolder = (
    cards.PersonRequestOpened
    | cards.LegalBasisRecorded
    | cards.ContactChosen
    | cards.PaymentAccountSet
    | cards.RestrictionLifted
)
Erased = cards.HolderErased | cards.MergedHolderErased
ONLY_KEPT_AFTER: Final = frozenset({"restriction", "objection"})
FULFILLED: Final = frozenset({"granted", "partly_granted"})


def needs_holder(event: OfHolder, _context: Context, _state: State) -> Iterable[Place]:
    """The person that the event is about."""
    return (Holder.at(event.holder_id),)


def request_opened(
    event: cards.PersonRequestOpened, context: Context, state: State
) -> Iterable[Change]:
    """A request, with its clock."""
    yield PersonRequest(
        key=str(event.request_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        kind=event.kind,
        received_on=event.received_on,
        due_on=event.due_on,
        made_at=context.time,
    )


def needs_request(
    event: cards.PersonRequestExtended | cards.PersonRequestClosed,
    _context: Context,
    _state: State,
) -> Iterable[Place]:
    """The request and its person."""
    return (PersonRequest.at(event.request_id), Holder.at(event.holder_id))


def request_extended(
    event: cards.PersonRequestExtended, _context: Context, state: State
) -> Iterable[Change]:
    """It is due later."""
    found = state.get(PersonRequest, event.request_id)
    if found is not None:
        yield replace(found, due_on=event.due_on, extended_for=event.reason)


def request_closed(
    event: cards.PersonRequestClosed, _context: Context, state: State
) -> Iterable[Change]:
    """It is answered; a granted restriction or objection shows on the person."""
    found = state.get(PersonRequest, event.request_id)
    if found is not None:
        yield replace(found, status=event.outcome, ground=event.ground)
    holder = state.get(Holder, event.holder_id)
    if event.kind in ONLY_KEPT_AFTER and event.outcome in FULFILLED and holder is not None:
        yield replace(holder, restricted=True)


def restriction_lifted(
    event: cards.RestrictionLifted, _context: Context, state: State
) -> Iterable[Change]:
    """Her data may be used again."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, restricted=False)


def basis_recorded(
    event: cards.LegalBasisRecorded, context: Context, state: State
) -> Iterable[Change]:
    """A legal basis with the version of its text."""
    yield LegalBasis(
        key=str(event.basis_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        basis=event.basis,
        text_id=event.text_id,
        text_version=event.text_version,
        given_by=event.given_by,
        given_on=event.given_on,
        made_at=context.time,
    )


def needs_basis(event: cards.ConsentWithdrawn, _context: Context, _state: State) -> Iterable[Place]:
    """The consent."""
    return (LegalBasis.at(event.basis_id),)


def consent_withdrawn(
    event: cards.ConsentWithdrawn, _context: Context, state: State
) -> Iterable[Change]:
    """It holds no longer."""
    found = state.get(LegalBasis, event.basis_id)
    if found is not None:
        yield replace(found, withdrawn_on=event.withdrawn_on)


def contact_chosen(event: cards.ContactChosen, context: Context, state: State) -> Iterable[Change]:
    """The latest choice counts."""
    yield ContactChoice(
        key=f"{event.holder_id}:{event.contact}",
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        contact=event.contact,
        allowed=event.allowed,
        text_version=event.text_version,
        made_at=context.time,
    )


def account_set(event: cards.PaymentAccountSet, context: Context, state: State) -> Iterable[Change]:
    """To which account she is paid, sealed; those before are kept beside it."""
    before = state.get(PaymentAccount, event.holder_id)
    number = 1 if before is None else before.versions + 1
    latest = PaymentAccount(
        key=str(event.holder_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        account=event.account,
        made_at=context.time,
        versions=number,
    )
    yield latest
    yield PaymentAccountVersion(
        key=f"{event.holder_id}:{number}",
        holder_id=latest.holder_id,
        municipality=latest.municipality,
        account=latest.account,
        made_at=latest.made_at,
    )


def needs_account(
    event: cards.PaymentAccountSet | cards.PaymentDataDestroyed, context: Context, state: State
) -> Iterable[Place]:
    """Her account, and the person."""
    yield PaymentAccount.at(event.holder_id)
    if isinstance(event, cards.PaymentAccountSet):
        yield from needs_holder(event, context, state)


def payment_destroyed(
    event: cards.PaymentDataDestroyed, _context: Context, state: State
) -> Iterable[Change]:
    """Nothing of it is left."""
    found = state.get(PaymentAccount, event.holder_id)
    for number in range(1, 1 + (0 if found is None else found.versions)):
        yield Gone(PaymentAccountVersion.at(f"{event.holder_id}:{number}"))
    yield Gone(PaymentAccount.at(event.holder_id))


def needs_all_of_holder(event: Erased, context: Context, state: State) -> Iterable[Place]:
    """All that an erasure touches."""
    yield from people.needs_all_of_holder(event, context, state)
    yield PaymentAccount.at(event.holder_id)
    yield from (Decision.at(decision_id) for decision_id in event.decision_ids)
    yield from (Application.at(one) for one in event.application_ids)
    yield from promises.needs_of_holder(event.holder_id, state)


def holder_erased(event: Erased, context: Context, state: State) -> Iterable[Change]:
    """Beside her name and cards, her choices, and why it was decided about her.

    Her account stays until its term.
    """
    yield from people.holder_erased(event, context, state)
    for decision_id in event.decision_ids:
        if decision := state.get(Decision, decision_id):
            yield cases.without_words(decision)
    for application_id in event.application_ids:
        if application := state.get(Application, application_id):
            yield replace(application, content=None, asked=None, proofs=())
    for contact in get_args(Contact):
        yield Gone(ContactChoice.at(f"{event.holder_id}:{contact}"))
    yield from promises.forgotten(event.holder_id, state)
    account = state.get(PaymentAccount, event.holder_id)
    if account is not None:
        yield replace(account, kept_until=event.payment_kept_until)


def rule_adopted(
    event: cards.RetentionRuleAdopted, context: Context, _state: State
) -> Iterable[Change]:
    """The rule of a series."""
    yield RetentionRule(
        key=event.series,
        code=event.code,
        term_months=event.term_months,
        destination=event.destination,
        sample_every=event.sample_every,
        published_on=event.published_on,
        made_at=context.time,
    )


def destruction_proposed(
    event: cards.DestructionProposed, context: Context, _state: State
) -> Iterable[Change]:
    """A list that waits for a second person."""
    yield DestructionList(
        key=str(event.list_id),
        series=event.series,
        code=event.code,
        as_of=event.as_of,
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        proposed_by=event.proposed_by,
        made_at=context.time,
    )


Decided = cards.DestructionApproved | cards.DestructionRejected


def needs_list(event: Decided, _context: Context, _state: State) -> Iterable[Place]:
    """The list."""
    return (DestructionList.at(event.list_id),)


def destruction_decided(event: Decided, _context: Context, state: State) -> Iterable[Change]:
    """By whom, and what of it."""
    found = state.get(DestructionList, event.list_id)
    if found is None:
        return
    if isinstance(event, cards.DestructionRejected):
        yield replace(found, status="rejected", decided_by=event.rejected_by)
        return
    yield replace(
        found,
        status="approved",
        decided_by=event.approved_by,
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        spared=tuple(str(holder_id) for holder_id in event.spared),
    )


COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.HolderErased: Copier(holder_erased, needs_all_of_holder),
    cards.MergedHolderErased: Copier(holder_erased, needs_all_of_holder),
    cards.PersonRequestOpened: Copier(request_opened, needs_holder),
    cards.PersonRequestExtended: Copier(request_extended, needs_request),
    cards.PersonRequestClosed: Copier(request_closed, needs_request),
    cards.RestrictionLifted: Copier(restriction_lifted, needs_holder),
    cards.LegalBasisRecorded: Copier(basis_recorded, needs_holder),
    cards.ConsentWithdrawn: Copier(consent_withdrawn, needs_basis),
    cards.ContactChosen: Copier(contact_chosen, needs_holder),
    cards.PaymentAccountSet: Copier(account_set, needs_account),
    cards.PaymentDataDestroyed: Copier(payment_destroyed, needs_account),
    cards.RetentionRuleAdopted: Copier(rule_adopted),
    cards.DestructionProposed: Copier(destruction_proposed),
    cards.DestructionApproved: Copier(destruction_decided, needs_list),
    cards.DestructionRejected: Copier(destruction_decided, needs_list),
}
"""All of them; the table of the views takes these in whole."""
