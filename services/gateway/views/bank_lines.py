"""Views of what budget tells about bookings at the bank, and of how an account there stands."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.bank_line_rows import BankAccount, BankLine
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Told = budget.BankLineAllotted | budget.BankLineFreed


def account_of(payer: object, state: State) -> BankAccount:
    """How the account of a payer stands; empty where nothing was told of it yet."""
    return state.get(BankAccount, str(payer)) or BankAccount(key=str(payer))


def needs_taken(event: budget.BankLinesTaken, _context: Context, _state: State) -> Iterable[Place]:
    """The account."""
    yield BankAccount.at(event.payer_id)


def taken(event: budget.BankLinesTaken, context: Context, state: State) -> Iterable[Change]:
    """The lines wait, and the statement says how the account stands."""
    for one in event.lines:
        yield BankLine(
            key=str(one.line_id),
            payer_id=str(event.payer_id),
            day=one.on,
            cents=one.cents,
            reference=one.reference,
            made_at=context.time,
        )
    row = _waiting(account_of(event.payer_id, state), [one.cents for one in event.lines], 1)
    yield row if event.balance is None else _with_balance(row, event.balance)


def _waiting(row: BankAccount, lines: list[int], times: int) -> BankAccount:
    """The account with these lines waiting more, or with -1 less."""
    return replace(
        row,
        open_count=row.open_count + times * len(lines),
        open_cents=row.open_cents + times * sum(lines),
    )


def _with_balance(row: BankAccount, told: budget.BankBalance) -> BankAccount:
    """The account after a statement: one of before the first gives the start, a later one the end.

    Of two of a day the one that goes on from the other is the later.
    """
    if row.start_on is None or told.first_day < row.start_on:
        row = replace(row, start_on=told.first_day, start_cents=told.opening_cents)
    goes_on = told.last_day == row.closing_on and told.opening_cents == row.closing_cents
    if row.closing_on is None or told.last_day > row.closing_on or goes_on:
        row = replace(row, closing_on=told.last_day, closing_cents=told.closing_cents)
    return row


def needs_told(event: Told, context: Context, state: State) -> Iterable[Place]:
    """The line and the account; and the accounts of the books."""
    yield from ledger.needs_accounts(event, context, state)
    yield from (BankLine.at(event.bank_line_id), BankAccount.at(event.payer_id))


def allotted(event: budget.BankLineAllotted, context: Context, state: State) -> Iterable[Change]:
    """A person said what it was."""
    yield from ledger.moved(event, context, state)
    found = state.get(BankLine, event.bank_line_id)
    if found is None:
        return
    yield replace(
        found,
        status=event.target,
        payment_id=_text(event.payment_id),
        organisation_id=_text(event.organisation_id),
        year=event.year,
        receipt_id=_text(event.receipt_id),
        reason=event.reason,
        allotted_by=event.allotted_by,
        allotted_at=context.time,
    )
    yield _became(account_of(event.payer_id, state), found, event.target)


def freed(event: budget.BankLineFreed, context: Context, state: State) -> Iterable[Change]:
    """It waits again."""
    yield from ledger.moved(event, context, state)
    found = state.get(BankLine, event.bank_line_id)
    if found is None:
        return
    yield replace(
        found,
        status="open",
        payment_id=None,
        organisation_id=None,
        year=None,
        receipt_id=None,
        reason=None,
        allotted_by=None,
        allotted_at=None,
    )
    yield _became(account_of(event.payer_id, state), found, "open")


def _became(row: BankAccount, line: BankLine, status: str) -> BankAccount:
    """The account, now that a line is something else than it was."""
    for one, times in ((line.status, -1), (status, 1)):
        if one == "open":
            row = _waiting(row, [line.cents], times)
        elif one == "not_ours":
            row = replace(row, not_ours_cents=row.not_ours_cents + times * line.cents)
    return row


def _text(own_id: object) -> str | None:
    return None if own_id is None else str(own_id)


def sent(payer: str, payments: list[int], times: int, state: State) -> BankAccount:
    """The account of a payer from which these payments go, or with -1 went or will not go."""
    row = account_of(payer, state)
    return replace(
        row,
        sent_count=row.sent_count + times * len(payments),
        sent_cents=row.sent_cents + times * sum(payments),
    )


BANK_LINE_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.BankLinesTaken: Copier(taken, needs_taken),
    budget.BankLineAllotted: Copier(allotted, needs_told),
    budget.BankLineFreed: Copier(freed, needs_told),
}
