"""The funding sources of a year, filled when the network opens. Pure.

Two per calendar year of the regulation period: the drawing right on the Flemish subsidy and the
network's own contribution (domain.md 1.5). The drawing right is drawn first.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts.events import Account, AccountKind, Transfer, YearOpened
from services.budget.domain.ledger import AccountRow, account, account_row, booked
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State
from services.partners.contracts.events import NetworkOpened

SOURCES: Final[tuple[AccountKind, ...]] = ("drawing_right", "own_contribution")
"""In the order in which they are drawn."""


def years_of(event: NetworkOpened) -> range:
    """The calendar years that the regulation period touches."""
    return range(event.period_from.year, event.period_until.year + 1)


def accounts_of(stream: str, year: int) -> tuple[Account, ...]:
    """Outside, and the two sources."""
    kinds: tuple[AccountKind, ...] = ("external", *SOURCES)
    return tuple(account(stream=stream, kind=kind, year=year) for kind in kinds)


def needs_of_opening(event: NetworkOpened, context: Context, _state: State) -> Iterable[Place]:
    """The accounts of every year."""
    for year in years_of(event):
        yield from places(accounts_of(context.stream, year))


def places(accounts: Iterable[Account]) -> list[Place]:
    """Where the rows of these accounts are."""
    return [AccountRow.at(named.account_id) for named in accounts]


def open_years(event: NetworkOpened, context: Context, _state: State) -> Sequence[Event]:
    """Fill both sources of every year; amounts are per calendar year, in cents."""
    return [year_opened(event, year, context) for year in years_of(event)]


def year_opened(event: NetworkOpened, year: int, context: Context) -> YearOpened:
    """One year. A source of 0 cents has an account, but no transfer."""
    outside, *sources = accounts_of(context.stream, year)
    amounts = (event.drawing_right_cents, event.own_contribution_cents)
    transfers = tuple(
        Transfer(
            transfer_id=context.make_id(f"{year}:{source.kind}"),
            kind="posted",
            debit=outside,
            credit=source,
            cents=cents,
        )
        for source, cents in zip(sources, amounts, strict=True)
        if cents > 0
    )
    return YearOpened(year=year, accounts=(outside, *sources), transfers=transfers)


def opened(event: YearOpened, _context: Context, state: State) -> Iterable[Change]:
    """The accounts are there, with what came in."""
    yield from (account_row(named, state) for named in event.accounts)
    yield from booked(event.transfers, None, state)


def sources_of(stream: str, year: int, state: State) -> list[AccountRow]:
    """The sources of a year, in the order in which they are drawn. Refuses a year without."""
    rows = [
        row
        for named in accounts_of(stream, year)[1:]
        if (row := state.get(AccountRow, named.account_id)) is not None
    ]
    if len(rows) < len(SOURCES):
        raise Refusal("no_budget_for_year", "on", year=year)
    return rows


def carrying(names: Sequence[str], sources: Sequence[AccountRow]) -> list[AccountRow]:
    """Those of a year's sources that may carry a holder, in the order of her right.

    All where it names none. The drawing right is for people in poverty (decree of 18 January
    2008, art. 22): a ground without a means test needs another source.
    """
    if not names:
        return list(sources)
    by_kind: dict[str, AccountRow] = {source.kind: source for source in sources}
    return [by_kind[name] for name in names if name in by_kind]


def drawn(
    cents: int,
    sources: Sequence[AccountRow],
    payable: Account,
    *,
    held: bool,
    transfer_ids: Sequence[UUID],
) -> tuple[Transfer, ...]:
    """Transfers that sum to `cents`, from the sources in their order. Refuses where less is left.

    `transfer_ids` has one id for each source.
    """
    left = sum(source.available_cents for source in sources)
    if cents > left:
        raise Refusal("envelope_empty", left_cents=left)
    transfers = []
    for source, transfer_id in zip(sources, transfer_ids, strict=True):
        part = min(cents, source.available_cents)
        cents -= part
        if part > 0:
            transfers.append(
                Transfer(
                    transfer_id=transfer_id,
                    kind="held" if held else "posted",
                    debit=source.as_account(),
                    credit=payable,
                    cents=part,
                )
            )
    return tuple(transfers)
