"""The years of a network and their funding sources, filled when the network opens. Pure.

Two per calendar year of the regulation period: the drawing right on the Flemish subsidy and the
network's own contribution (domain.md 1.5). The drawing right is drawn first. What else there is
in a year is entered later (`funding.py`).
"""

from collections.abc import Iterable, Sequence

from services.budget.contracts.events import Account, Transfer, YearOpened
from services.budget.domain.book import OPENED_WITH, Book, Funding, outside, source_account
from services.budget.domain.ledger import account_row, booked, places
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State
from services.partners.contracts.events import NetworkOpened


def years_of(event: NetworkOpened) -> range:
    """The calendar years that the regulation period touches."""
    return range(event.period_from.year, event.period_until.year + 1)


def accounts_of(stream: str, year: int) -> tuple[Account, ...]:
    """Outside, and the two sources."""
    sources = tuple(source_account(stream, kind=kind, year=year) for kind in OPENED_WITH)
    return (outside(stream, sources[0]), *sources)


def needs_of_opening(event: NetworkOpened, context: Context, _state: State) -> Iterable[Place]:
    """The books and the accounts of every year."""
    for year in years_of(event):
        yield Book.at(year)
        yield from places(accounts_of(context.stream, year))


def open_years(event: NetworkOpened, context: Context, _state: State) -> Sequence[Event]:
    """Fill both sources of every year; amounts are per calendar year, in cents."""
    return [year_opened(event, year, context) for year in years_of(event)]


def year_opened(event: NetworkOpened, year: int, context: Context) -> YearOpened:
    """One year. A source of 0 cents has an account, but no transfer."""
    first, *sources = accounts_of(context.stream, year)
    amounts = (event.drawing_right_cents, event.own_contribution_cents)
    transfers = tuple(
        Transfer(
            transfer_id=context.make_id(f"{year}:{source.kind}"),
            kind="posted",
            debit=first,
            credit=source,
            cents=cents,
        )
        for source, cents in zip(sources, amounts, strict=True)
        if cents > 0
    )
    return YearOpened(year=year, accounts=(first, *sources), transfers=transfers)


def opened(event: YearOpened, _context: Context, state: State) -> Iterable[Change]:
    """The year has a book, and its accounts are there with what came in."""
    book = state.get(Book, event.year) or Book(key=str(event.year))
    for named in event.accounts:
        if named.kind != "external":
            book = book.with_source(named)
        yield account_row(named, state)
    yield book
    for transfer in event.transfers:
        yield Funding(key=str(transfer.credit.account_id), total_cents=transfer.cents)
    yield from booked(event.transfers, state)
