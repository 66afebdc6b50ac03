"""Views of what budget tells: accounts, transfers, statements of providers. Amounts in cents."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from services.budget.contracts import events as budget
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.ledger_rows import (
    Account,
    AccountDay,
    StatementLine,
    StatementYear,
    Transfer,
)
from services.gateway.views.spending import needs_spending, spent
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

ENTRIES: Final = ("move_id", "entry_id", "payment_id", "run_id", "expense_id", "lock_id")
"""Fields by which an event names what its transfers are booked for, beside what is used."""


class Moving(Protocol):
    """An event that tells of transfers."""

    @property
    def transfers(self) -> tuple[budget.Transfer, ...]:
        """They go together."""


def _accounts(event: Moving) -> Sequence[budget.Account]:
    named = getattr(event, "accounts", ())
    return [*named, *(side for t in event.transfers for side in (t.debit, t.credit))]


def needs_accounts(event: Moving, context: Context, state: State) -> Iterable[Place]:
    """The accounts that the transfers touch, their day, and what was spent."""
    accounts = {str(account.account_id) for account in _accounts(event)}
    day = context.time.astimezone(BRUSSELS).date()
    yield from needs_spending(event.transfers, context, state)
    for key in accounts:
        yield from (Account.at(key), AccountDay.at(f"{key}:{day}"))


def moved(event: Moving, context: Context, state: State) -> Iterable[Change]:
    """Each transfer as a row, and the accounts after them, in all and on this day."""
    day = context.time.astimezone(BRUSSELS).date()
    accounts: dict[str, Account] = {}
    days: dict[str, AccountDay] = {}
    for told in _accounts(event):
        key = str(told.account_id)
        accounts.setdefault(key, state.get(Account, key) or _new_account(told))
    for transfer in event.transfers:
        yield _row(event, transfer, context)
        posted, held = EFFECTS[transfer.kind]
        for side in ("debit", "credit"):
            told = transfer.debit if side == "debit" else transfer.credit
            key = str(told.account_id)
            accounts[key] = _added(
                accounts[key], side, posted * transfer.cents, held * transfer.cents
            )
            if posted:
                before = days.get(key) or state.get(AccountDay, f"{key}:{day}")
                days[key] = _on_day(before or _new_day(told, day), side, transfer.cents)
    yield from accounts.values()
    yield from days.values()
    yield from spent(event.transfers, context, state)


EFFECTS: Final = {
    "posted": (1, 0),
    "reversal": (1, 0),
    "held": (0, 1),
    "taken": (1, -1),
    "released": (0, -1),
}
"""What each kind of transfer adds to what is posted and to what is held, times its cents."""


def _row(event: Moving, transfer: budget.Transfer, context: Context) -> Transfer:
    return Transfer(
        key=str(transfer.transfer_id),
        kind=transfer.kind,
        debit=str(transfer.debit.account_id),
        credit=str(transfer.credit.account_id),
        cents=transfer.cents,
        names=_text(transfer.names),
        participation_id=_text(getattr(event, "participation_id", None)),
        made_at=context.time,
        visit_id=_text(getattr(event, "visit_id", None)),
        entry_id=_entry(event),
        municipality=transfer.debit.municipality or transfer.credit.municipality,
        bbc=transfer.bbc,
        for_year=transfer.for_year,
    )


def _entry(event: Moving) -> str | None:
    named = (getattr(event, name, None) for name in ENTRIES)
    return next((str(one) for one in named if one is not None), None)


def _text(found: UUID | None) -> str | None:
    return None if found is None else str(found)


def _new_account(told: budget.Account) -> Account:
    return Account(
        key=str(told.account_id),
        kind=told.kind,
        year=told.year,
        organisation_id=_text(told.organisation_id),
        envelope_id=_text(told.envelope_id),
        municipality=told.municipality,
        entity_id=_text(told.entity_id),
        source=told.source,
    )


def _new_day(told: budget.Account, day: date) -> AccountDay:
    key = str(told.account_id)
    return AccountDay(key=f"{key}:{day}", account_id=key, day=day, municipality=told.municipality)


def _added(row: Account, side: str, posted: int, held: int) -> Account:
    if side == "debit":
        return replace(
            row,
            debit_cents=row.debit_cents + posted,
            held_debit_cents=row.held_debit_cents + held,
        )
    return replace(
        row,
        credit_cents=row.credit_cents + posted,
        held_credit_cents=row.held_credit_cents + held,
    )


def _on_day(row: AccountDay, side: str, cents: int) -> AccountDay:
    if side == "debit":
        return replace(row, debit_cents=row.debit_cents + cents)
    return replace(row, credit_cents=row.credit_cents + cents)


def needs_statement(event: Moving, key: str, state: State) -> Iterable[Place]:
    """What a confirmation or its reversal changes in a statement; `key`: its line."""
    if isinstance(event, budget.ParticipationConfirmed | budget.GroupVisitConfirmed):
        yield StatementYear.at(f"{event.organisation_id}:{booked_in(event)}")
    if isinstance(event, budget.ParticipationReversed | budget.GroupVisitReversed):
        yield StatementLine.at(key)
        if line := state.peek(StatementLine, key):
            yield StatementYear.at(f"{line.organisation_id}:{line.year}")


def with_line(line: StatementLine | None, state: State) -> Iterable[Change]:
    """One more line of a statement, and its total after it."""
    if line is None:
        return
    yield line
    key = f"{line.organisation_id}:{line.year}"
    year = state.get(StatementYear, key)
    year = year or StatementYear(key=key, organisation_id=line.organisation_id)
    yield replace(year, total_cents=year.total_cents + line.network_cents)


def confirmed_line(event: budget.ParticipationConfirmed, context: Context) -> StatementLine:
    """The line of a confirmed participation."""
    return StatementLine(
        key=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        year=booked_in(event),
        participation_id=str(event.participation_id),
        offer_id=str(event.offer_id),
        day=event.on,
        kind="participation",
        network_cents=owed_by(event),
        made_at=context.time,
        bucket_id=_text(event.bucket_id),
    )


def booked_in(event: budget.ParticipationConfirmed | budget.GroupVisitConfirmed) -> int:
    """The year in whose books it stands: a later one, where those of its day were locked."""
    return event.transfers[0].credit.year if event.transfers else event.on.year


def owed_by(event: budget.ParticipationConfirmed) -> int:
    """What a confirmation makes payable, in cents: what it posts, covered or not."""
    return sum(one.cents for one in event.transfers if one.kind in ("posted", "taken"))


def reversal_of(
    key: str, bucket: UUID | None, context: Context, state: State
) -> StatementLine | None:
    """The line that undoes another; None where that one never was."""
    line = state.get(StatementLine, key)
    if line is None:
        return None
    cents = -line.network_cents
    return replace(
        line,
        key=f"{key}:reversal",
        kind="reversal",
        network_cents=cents,
        made_at=context.time,
        bucket_id=_text(bucket),
    )
