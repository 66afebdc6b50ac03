"""Views of what budget tells about legal entities, sources and envelopes. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.envelope_rows import (
    BudgetNotice,
    Envelope,
    Funding,
    LegalEntity,
    MoneyMove,
)
from services.gateway.views.ledger_rows import Account
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def entity_registered(
    event: budget.LegalEntityRegistered, context: Context, _state: State
) -> Iterable[Change]:
    """The entity is there."""
    yield LegalEntity(
        key=str(event.entity_id),
        name=event.name,
        kind=event.kind,
        kbo=event.kbo,
        municipality=event.municipality,
        made_at=context.time,
    )


def year_opened(event: budget.YearOpened, context: Context, state: State) -> Iterable[Change]:
    """Its accounts, and what each of its sources was filled with."""
    yield from ledger.moved(event, context, state)
    filled = {one.credit.account_id: one.cents for one in event.transfers}
    for account in event.accounts:
        if account.kind != "external":
            yield _funding(account, filled.get(account.account_id, 0))


def funding_entered(
    event: budget.FundingEntered, context: Context, state: State
) -> Iterable[Change]:
    """The source has this total."""
    yield from ledger.moved(event, context, state)
    yield _funding(event.account, event.total_cents)


def needs_funding(event: budget.FundingEntered, context: Context, state: State) -> Iterable[Place]:
    """The accounts; that of the source also where nothing moves."""
    return ledger.needs_accounts(event, context, state)


def _funding(account: budget.Account, total_cents: int) -> Funding:
    return Funding(
        key=str(account.account_id),
        year=account.year,
        kind=account.kind,
        municipality=account.municipality,
        entity_id=None if account.entity_id is None else str(account.entity_id),
        total_cents=total_cents,
    )


Termed = budget.EnvelopeOpened | budget.EnvelopeChanged


def needs_envelope(event: Termed, _context: Context, _state: State) -> Iterable[Place]:
    """The envelope."""
    return [Envelope.at(event.envelope_id)]


def envelope_set(event: Termed, context: Context, state: State) -> Iterable[Change]:
    """The envelope has these terms."""
    before = state.get(Envelope, event.envelope_id)
    told = event.terms.model_dump(mode="json", exclude={"envelope_id"})
    # Rows hold tuples, as they do when they are read again: so a fold of them is equal.
    terms: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in told.items()
    }
    yield Envelope(
        **terms,
        key=str(event.envelope_id),
        set_apart_cents=0 if before is None else before.set_apart_cents,
        made_at=context.time if before is None else before.made_at,
    )


def needs_move(event: budget.MoneyMoved, context: Context, state: State) -> Iterable[Place]:
    """Both envelopes, and the accounts."""
    yield from ledger.needs_accounts(event, context, state)
    for one in (event.from_envelope, event.to_envelope):
        if one is not None:
            yield Envelope.at(one)


def _set_apart(event: budget.MoneyMoved) -> dict[str, int]:
    """What each account of an envelope gets or gives, in cents."""
    cents: dict[str, int] = {}
    for one in event.transfers:
        for side, sign in ((one.credit, 1), (one.debit, -1)):
            if side.envelope_id is not None:
                key = str(side.account_id)
                cents[key] = cents.get(key, 0) + sign * one.cents
    return cents


def money_moved(event: budget.MoneyMoved, context: Context, state: State) -> Iterable[Change]:
    """More is set apart here, less there."""
    apart = _set_apart(event)
    for change in ledger.moved(event, context, state):
        if isinstance(change, Account):
            more = apart.get(change.key, 0)
            change = replace(change, set_apart_cents=change.set_apart_cents + more)
        yield change
    towns = {side.municipality for t in event.transfers for side in (t.debit, t.credit)}
    for one, sign in ((event.from_envelope, -1), (event.to_envelope, 1)):
        row = None if one is None else state.get(Envelope, one)
        if row is not None:
            towns.add(row.municipality)
            yield replace(row, set_apart_cents=row.set_apart_cents + sign * event.cents)
    yield MoneyMove(
        key=str(event.move_id),
        year=event.year,
        from_envelope=None if event.from_envelope is None else str(event.from_envelope),
        to_envelope=None if event.to_envelope is None else str(event.to_envelope),
        municipality=next((one for one in towns if one is not None), None),
        cents=event.cents,
        body=event.decision.body,
        decided_on=event.decision.on,
        reference=event.decision.reference,
        made_at=context.time,
    )


def needs_notice(event: budget.EnvelopeWarned, _context: Context, _state: State) -> Iterable[Place]:
    """The notice of that level."""
    return [BudgetNotice.at(f"{event.envelope_id}:{event.percent}")]


def warned(event: budget.EnvelopeWarned, context: Context, state: State) -> Iterable[Change]:
    """Somebody is told; or need be no more, since money came."""
    key = f"{event.envelope_id}:{event.percent}"
    before = state.get(BudgetNotice, key)
    if not event.reached:
        if before is not None:
            yield replace(before, resolved_at=context.time)
        return
    yield BudgetNotice(
        key=key,
        envelope_id=str(event.envelope_id),
        year=event.year,
        municipality=event.municipality,
        percent=event.percent,
        set_apart_cents=event.set_apart_cents,
        left_cents=event.left_cents,
        made_at=context.time,
    )


ENVELOPE_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.YearOpened: Copier(year_opened, ledger.needs_accounts),
    budget.LegalEntityRegistered: Copier(entity_registered),
    budget.FundingEntered: Copier(funding_entered, needs_funding),
    budget.EnvelopeOpened: Copier(envelope_set, needs_envelope),
    budget.EnvelopeChanged: Copier(envelope_set, needs_envelope),
    budget.EnvelopeWarned: Copier(warned, needs_notice),
    budget.MoneyMoved: Copier(money_moved, needs_move),
}
