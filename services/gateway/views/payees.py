"""Views of what budget tells about accounts at a bank."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.domain.listed import day_of
from services.gateway.views.envelope_rows import LegalEntity
from services.gateway.views.payee_rows import PayeeAccount, PayeeRules, PayerAccount
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def needs_payer(event: budget.PayerAccountSet, _context: Context, _state: State) -> Iterable[Place]:
    """The legal entity: whose it is."""
    if event.entity_id is not None:
        yield LegalEntity.at(event.entity_id)


def payer_set(event: budget.PayerAccountSet, context: Context, state: State) -> Iterable[Change]:
    """It is paid from there."""
    whose = None if event.entity_id is None else state.get(LegalEntity, event.entity_id)
    yield PayerAccount(
        key=str(event.payer_id),
        entity_id=None if event.entity_id is None else str(event.entity_id),
        name=event.name,
        kbo=event.kbo,
        iban=event.iban,
        made_at=context.time,
        municipality=None if whose is None else whose.municipality,
    )


def cooling_off_set(
    event: budget.CoolingOffSet, _context: Context, _state: State
) -> Iterable[Change]:
    """A change waits for so many days."""
    yield PayeeRules(key=str(event.network_id), cooling_off_days=event.days)


def proposed(
    event: budget.PayeeAccountProposed, context: Context, _state: State
) -> Iterable[Change]:
    """It waits for a second person."""
    yield PayeeAccount(
        key=str(event.payee_account_id),
        organisation_id=str(event.organisation_id),
        account_sealed=event.account_sealed,
        heard_through=event.heard_through,
        proposed_by=event.proposed_by,
        status="proposed",
        made_at=context.time,
    )


OfAccount = budget.PayeeAccountConfirmed | budget.PayeeAccountStopped | budget.PayeeNoticeRecorded


def needs_account(event: OfAccount, _context: Context, state: State) -> Iterable[Place]:
    """The account, and the one whose place it takes."""
    yield PayeeAccount.at(event.payee_account_id)
    if isinstance(event, budget.PayeeAccountConfirmed) and event.replaces is not None:
        yield PayeeAccount.at(event.replaces)
    found = state.peek(PayeeAccount, event.payee_account_id)
    if found is not None and found.replaces is not None:
        yield PayeeAccount.at(found.replaces)


def confirmed(
    event: budget.PayeeAccountConfirmed, _context: Context, state: State
) -> Iterable[Change]:
    """It is paid to from its day, and the one before until then."""
    found = state.get(PayeeAccount, event.payee_account_id)
    if found is not None:
        yield replace(
            found,
            status="confirmed",
            confirmed_through=event.confirmed_through,
            note_sealed=event.note_sealed,
            active_from=event.active_from,
            replaces=None if event.replaces is None else str(event.replaces),
            notice_due=event.replaces is not None,
        )
    before = None if event.replaces is None else state.get(PayeeAccount, event.replaces)
    if before is not None:
        yield replace(before, replaced_from=event.active_from)


def stopped(event: budget.PayeeAccountStopped, context: Context, state: State) -> Iterable[Change]:
    """Nothing is paid to it; one that it had not yet replaced stays."""
    found = state.get(PayeeAccount, event.payee_account_id)
    if found is None:
        return
    yield replace(found, status="stopped", stopped_for=event.stopped_for)
    before = None if found.replaces is None else state.get(PayeeAccount, found.replaces)
    today = day_of(context.time)
    waited = found.active_from is not None and today is not None and today < found.active_from
    if before is not None and waited:
        yield replace(before, replaced_from=None)


def notice_recorded(
    event: budget.PayeeNoticeRecorded, _context: Context, state: State
) -> Iterable[Change]:
    """The provider was told of the change."""
    found = state.get(PayeeAccount, event.payee_account_id)
    if found is not None:
        yield replace(
            found,
            notice_due=False,
            notified_through=event.notified_through,
            notified_on=event.notified_on,
        )


PAYEE_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.PayerAccountSet: Copier(payer_set, needs_payer),
    budget.CoolingOffSet: Copier(cooling_off_set),
    budget.PayeeAccountProposed: Copier(proposed),
    budget.PayeeAccountConfirmed: Copier(confirmed, needs_account),
    budget.PayeeAccountStopped: Copier(stopped, needs_account),
    budget.PayeeNoticeRecorded: Copier(notice_recorded, needs_account),
}
