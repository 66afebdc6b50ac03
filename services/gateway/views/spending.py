"""What sources spend, counted as transfers pass. Pure.

A source spends what goes from it to what is payable, or to outside for an envelope (an expense
that was paid already). Money between envelopes is the same source's and counts for nothing; what
own money takes over from the drawing right counts on both. A year whose books are locked keeps its
counters for ever: what is taken back later counts in the current year, as of the earlier one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from services.budget.contracts.events import SOURCE_KINDS, Account, Transfer
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.whose import set_apart_for, whose
from services.gateway.views.year_rows import BookYear, Spending
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

_SPENDING: Final = frozenset({*SOURCE_KINDS, "uncovered"})
_POSTING: Final = frozenset({"posted", "taken", "reversal"})


@dataclass(frozen=True, slots=True)
class Spent:
    """A source spent so much; below zero, it got it back."""

    account: Account
    cents: int
    for_year: int | None


def spent_by(transfers: Iterable[Transfer]) -> list[Spent]:
    """What transfers spend, from which source."""
    found: list[Spent] = []
    for one in transfers:
        if one.kind not in _POSTING or not _counts(one.debit, one.credit):
            continue
        for side, sign in ((one.debit, 1), (one.credit, -1)):
            if side.kind in _SPENDING:
                found.append(Spent(side, sign * one.cents, one.for_year))
    return found


def _counts(debit: Account, credit: Account) -> bool:
    """Whether money between these two is spending, or its way back."""
    spending = [one for one in (debit, credit) if one.kind in _SPENDING]
    if len(spending) == 2:
        return debit.kind != credit.kind and debit.year == credit.year
    others = [one for one in (debit, credit) if one.kind not in _SPENDING]
    return bool(spending) and all(
        one.kind != "external" or one.envelope_id is not None for one in others
    )


def needs_spending(
    transfers: Iterable[Transfer], context: Context, state: State
) -> Iterable[Place]:
    """The books of the accounts' years; then the counters."""
    for one in spent_by(transfers):
        yield BookYear.at(one.account.year)
        if state.has(BookYear.at(one.account.year)):
            yield Spending.at(_key(one, context, state))


def _place(one: Spent, context: Context, state: State) -> tuple[int, int | None]:
    """The year in whose report it counts, and the earlier one that it belongs to."""
    year = one.account.year
    book = state.get(BookYear, year)
    if book is None or book.status != "locked":
        return year, one.for_year
    return context.time.astimezone(BRUSSELS).year, year


def _key(one: Spent, context: Context, state: State) -> str:
    year, for_year = _place(one, context, state)
    return f"{year}:{for_year or '-'}:{one.account.account_id}"


def spent(transfers: Iterable[Transfer], context: Context, state: State) -> Iterable[Change]:
    """The counters after these transfers."""
    rows: dict[str, Spending] = {}
    for one in spent_by(transfers):
        key = _key(one, context, state)
        before = rows.get(key) or state.get(Spending, key) or _new(one, key, context, state)
        rows[key] = replace(before, cents=before.cents + one.cents)
    return rows.values()


def _new(one: Spent, key: str, context: Context, state: State) -> Spending:
    year, for_year = _place(one, context, state)
    named = one.account
    return Spending(
        key=key,
        year=year,
        for_year=for_year,
        account_id=str(named.account_id),
        source=named.kind,
        envelope_id=None if named.envelope_id is None else str(named.envelope_id),
        municipality=whose(named, state),
        entity_id=None if named.entity_id is None else str(named.entity_id),
        shared=set_apart_for(named, state),
    )
