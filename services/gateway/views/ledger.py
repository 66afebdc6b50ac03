"""Views of what budget tells: accounts, transfers, statements of providers. Amounts in cents."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.budget.contracts import events as budget
from services.gateway.views import participations
from services.gateway.views.ledger_rows import Account, StatementLine, StatementYear, Transfer
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

Moving = (
    budget.YearOpened
    | budget.ParticipationHeld
    | budget.ParticipationConfirmed
    | budget.ParticipationVoided
    | budget.ParticipationReversed
    | budget.GroupVisitConfirmed
    | budget.GroupVisitReversed
)
Answer = (
    budget.ParticipationHeld
    | budget.ParticipationConfirmed
    | budget.ParticipationVoided
    | budget.ParticipationReversed
)


def _accounts(event: Moving) -> Sequence[budget.Account]:
    named = event.accounts if isinstance(event, budget.YearOpened) else ()
    return [*named, *(side for t in event.transfers for side in (t.debit, t.credit))]


def needs_accounts(event: Moving, _context: Context, _state: State) -> Iterable[Place]:
    """The accounts that the transfers touch."""
    return {Account.at(account.account_id) for account in _accounts(event)}


def moved(event: Moving, context: Context, state: State) -> Iterable[Change]:
    """Each transfer as a row, and the accounts after them."""
    accounts: dict[str, Account] = {}
    for told in _accounts(event):
        key = str(told.account_id)
        accounts.setdefault(key, state.get(Account, key) or _new_account(told))
    participation = getattr(event, "participation_id", None)
    visit = getattr(event, "visit_id", None)
    for transfer in event.transfers:
        debit, credit = str(transfer.debit.account_id), str(transfer.credit.account_id)
        yield Transfer(
            key=str(transfer.transfer_id),
            kind=transfer.kind,
            debit=debit,
            credit=credit,
            cents=transfer.cents,
            names=str(transfer.names) if transfer.names else None,
            participation_id=str(participation) if participation else None,
            made_at=context.time,
            visit_id=str(visit) if visit else None,
        )
        posted, held = _effect(transfer)
        source, target = accounts[debit], accounts[credit]
        accounts[debit] = replace(
            source,
            debit_cents=source.debit_cents + posted,
            held_debit_cents=source.held_debit_cents + held,
        )
        accounts[credit] = replace(
            target,
            credit_cents=target.credit_cents + posted,
            held_credit_cents=target.held_credit_cents + held,
        )
    yield from accounts.values()


def _new_account(told: budget.Account) -> Account:
    organisation = str(told.organisation_id) if told.organisation_id else None
    return Account(
        key=str(told.account_id), kind=told.kind, year=told.year, organisation_id=organisation
    )


def _effect(transfer: budget.Transfer) -> tuple[int, int]:
    """What a transfer adds to what is posted and to what is held, in cents."""
    match transfer.kind:
        case "posted" | "reversal":
            return transfer.cents, 0
        case "held":
            return 0, transfer.cents
        case "taken":
            return transfer.cents, -transfer.cents
        case "released":
            return 0, -transfer.cents


def needs_posting(event: Answer, context: Context, state: State) -> Iterable[Place]:
    """All that an answer of budget touches: participation, accounts, statement."""
    yield from participations.needs_answer(event, context, state)
    yield from needs_accounts(event, context, state)
    yield from needs_statement(event, str(event.participation_id), state)


def needs_statement(event: Moving, key: str, state: State) -> Iterable[Place]:
    """What a confirmation or its reversal changes in a statement; `key`: its line."""
    if isinstance(event, budget.ParticipationConfirmed | budget.GroupVisitConfirmed):
        yield StatementYear.at(f"{event.organisation_id}:{event.on.year}")
    if isinstance(event, budget.ParticipationReversed | budget.GroupVisitReversed):
        yield StatementLine.at(key)
        if line := state.peek(StatementLine, key):
            yield StatementYear.at(f"{line.organisation_id}:{line.year}")


def posted(event: Answer, context: Context, state: State) -> Iterable[Change]:
    """What an answer of budget changes in the views."""
    yield from participations.answered(event, context, state)
    yield from moved(event, context, state)
    line = None
    if isinstance(event, budget.ParticipationConfirmed) and event.payee == "organisation":
        line = _confirmed_line(event, context)
    elif isinstance(event, budget.ParticipationReversed):
        line = reversal_of(str(event.participation_id), context, state)
    yield from with_line(line, state)


def with_line(line: StatementLine | None, state: State) -> Iterable[Change]:
    """One more line of a statement, and its total after it."""
    if line is None:
        return
    yield line
    key = f"{line.organisation_id}:{line.year}"
    year = state.get(StatementYear, key)
    year = year or StatementYear(key=key, organisation_id=line.organisation_id)
    yield replace(year, total_cents=year.total_cents + line.network_cents)


def _confirmed_line(event: budget.ParticipationConfirmed, context: Context) -> StatementLine:
    return StatementLine(
        key=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        year=event.on.year,
        participation_id=str(event.participation_id),
        offer_id=str(event.offer_id),
        day=event.on,
        kind="participation",
        network_cents=event.network_cents - event.uncovered_cents,
        made_at=context.time,
    )


def reversal_of(key: str, context: Context, state: State) -> StatementLine | None:
    """The line that undoes another; None where that one never was."""
    line = state.get(StatementLine, key)
    if line is None:
        return None
    cents = -line.network_cents
    return replace(
        line, key=f"{key}:reversal", kind="reversal", network_cents=cents, made_at=context.time
    )
