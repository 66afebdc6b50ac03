"""Views of what budget tells: accounts, transfers, statements of providers. Amounts in cents."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from services.budget.contracts import events as budget
from services.budget.contracts.buckets import first_bucket
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.gathering import gathered, needs_bucket
from services.gateway.views.ledger_rows import (
    Account,
    AccountDay,
    StatementLine,
    StatementYear,
    Transfer,
)
from services.gateway.views.lines import needs_whole, needs_years, opposite, whole_line
from services.gateway.views.rows import Participation
from services.gateway.views.spending import needs_spending, spent
from services.gateway.views.whose import needs_whose, paid_of_own, set_apart_for, whose
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

ENTRIES: Final = (
    "move_id",
    "entry_id",
    "bank_line_id",
    "payment_id",
    "run_id",
    "expense_id",
    "lock_id",
    "statement_id",
    "repayment_id",
    "debt_id",
    "receipt_id",
    "clearing_id",
    "allowance_id",
)
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
    accounts = {account.account_id: account for account in _accounts(event)}
    day = context.time.astimezone(BRUSSELS).date()
    yield from needs_spending(event.transfers, context, state)
    yield from needs_whose(accounts.values(), state)
    yield from (AccountDay.at(f"{key}:{day}") for key in accounts)


def moved(event: Moving, context: Context, state: State) -> Iterable[Change]:
    """Each transfer as a row, and the accounts after them, in all and on this day."""
    day = context.time.astimezone(BRUSSELS).date()
    accounts: dict[str, Account] = {}
    days: dict[str, AccountDay] = {}
    for told in _accounts(event):
        key = str(told.account_id)
        accounts.setdefault(key, state.get(Account, key) or _new_account(told, state))
    for transfer in event.transfers:
        yield _row(event, transfer, context, state)
        posted, held = EFFECTS[transfer.kind]
        for side in ("debit", "credit"):
            told = transfer.debit if side == "debit" else transfer.credit
            key = str(told.account_id)
            accounts[key] = _added(
                accounts[key], side, posted * transfer.cents, held * transfer.cents
            )
            if posted:
                before = days.get(key) or state.get(AccountDay, f"{key}:{day}")
                days[key] = _on_day(before or _new_day(told, day, state), side, transfer.cents)
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


def _row(event: Moving, transfer: budget.Transfer, context: Context, state: State) -> Transfer:
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
        municipality=whose(transfer.debit, state) or whose(transfer.credit, state),
        bbc=transfer.bbc,
        for_year=transfer.for_year,
    )


def _entry(event: Moving) -> str | None:
    named = (getattr(event, name, None) for name in ENTRIES)
    return next((str(one) for one in named if one is not None), None)


def _text(found: UUID | None) -> str | None:
    return None if found is None else str(found)


def _new_account(told: budget.Account, state: State) -> Account:
    return Account(
        key=str(told.account_id),
        kind=told.kind,
        year=told.year,
        organisation_id=_text(told.organisation_id),
        envelope_id=_text(told.envelope_id),
        municipality=whose(told, state),
        entity_id=_text(told.entity_id),
        source=told.source,
        shared=set_apart_for(told, state),
    )


def _new_day(told: budget.Account, day: date, state: State) -> AccountDay:
    key = str(told.account_id)
    return AccountDay(key=f"{key}:{day}", account_id=key, day=day, municipality=whose(told, state))


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


def needs_statement(event: Moving, key: str, context: Context, state: State) -> Iterable[Place]:
    """What a confirmation or its reversal changes in a statement; `key`: its line."""
    if isinstance(event, budget.ParticipationConfirmed | budget.GroupVisitConfirmed):
        organisation, year = str(event.organisation_id), booked_in(event)
        yield from needs_bucket(event.bucket_id, (organisation, year, event.on), context)
        yield StatementYear.at(f"{organisation}:{year}")
        if all(state.has(place) for place in needs_whose(_accounts(event), state)):
            yield from needs_years(organisation, year, paid_of_own(event.transfers, state)[0])
    if isinstance(event, budget.ParticipationReversed | budget.GroupVisitReversed):
        yield from needs_whole(key, state)
        if line := state.peek(StatementLine, key):
            whose = (line.organisation_id, line.year, line.day)
            yield from needs_bucket(event.bucket_id, whose, context)


def with_line(line: StatementLine | None, state: State) -> Iterable[Change]:
    """One more line of a statement, and its totals after it: of all, and of a municipality."""
    if line is None:
        return
    yield line
    sums: dict[str | None, int] = {None: line.network_cents}
    if line.municipality is not None:
        sums[line.municipality] = line.own_cents
    for town, cents in sums.items():
        key = ":".join([line.organisation_id, str(line.year), *([town] if town else ())])
        year = state.get(StatementYear, key) or StatementYear(
            key=key, organisation_id=line.organisation_id, municipality=town
        )
        yield replace(year, total_cents=year.total_cents + cents)
    yield from gathered(line, state)


def confirmed_line(
    event: budget.ParticipationConfirmed, context: Context, state: State
) -> StatementLine:
    """The line of a confirmed participation."""
    municipality, own_cents = paid_of_own(event.transfers, state)
    line = StatementLine(
        key=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        year=booked_in(event),
        participation_id=str(event.participation_id),
        offer_id=str(event.offer_id),
        day=event.on,
        kind="participation",
        network_cents=owed_by(event),
        made_at=context.time,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        municipality=municipality,
        own_cents=own_cents,
    )
    return in_bucket(line, event.bucket_id, context)


def in_bucket(line: StatementLine, told: UUID | None, context: Context) -> StatementLine:
    """The line in the bucket of which an event told.

    Events of version 1 told of none; what is owed for them is settled all the same.
    """
    if told is None and line.network_cents:
        told = first_bucket(context.stream, line.organisation_id, line.year, line.day)
    return replace(line, bucket_id=_text(told))


def booked_in(event: budget.ParticipationConfirmed | budget.GroupVisitConfirmed) -> int:
    """The year in whose books it stands: a later one, where those of its day were locked."""
    return event.transfers[0].credit.year if event.transfers else event.on.year


def owed_by(event: budget.ParticipationConfirmed) -> int:
    """What a confirmation makes payable, in cents: what it posts, covered or not."""
    return sum(one.cents for one in event.transfers if one.kind in ("posted", "taken"))


def taken_off(transfers: Iterable[budget.Transfer]) -> int:
    """What reversals take off what somebody is owed, in cents."""
    back = (one for one in transfers if one.kind == "reversal" and one.debit.kind == "payable")
    return sum(one.cents for one in back)


def reversal_of(
    key: str, bucket: UUID | None, context: Context, state: State, row: Participation | None = None
) -> StatementLine | None:
    """The line that undoes another, as it was corrected; None where that one never was."""
    line = whole_line(key, row, state)
    if line is None:
        return None
    back = replace(opposite(line), key=f"{key}:reversal", kind="reversal", made_at=context.time)
    return in_bucket(back, bucket, context)
