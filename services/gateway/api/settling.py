"""Reading what waits in settling with providers, within the bounds of a request."""

from datetime import date
from typing import Final
from uuid import UUID

from services.budget.contracts.periods import ended_before, last_day
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.cards import today
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.api.settlement_types import SettlementPeriod
from services.gateway.api.settlements import read_statement
from services.gateway.api.settling_types import (
    DueStatements,
    DueStatementsDone,
    LateLine,
    LateLineKind,
    LateLineStatus,
    WaitingLines,
)
from services.gateway.storage.paging import BadCursor, Page, Rows
from services.gateway.storage.reading import Row
from services.gateway.storage.statements_due import read_overdue, read_waiting

PERIODS: Final = ("month", "four_months", "half_year")


def late_line(row: Row) -> LateLine:
    """A line that came too late."""
    return LateLine(
        network=row["stream"],
        participation=UUID(row["key"]),
        organisation=UUID(row["organisation_id"]),
        offer=UUID(row["offer_id"]),
        on=row["day"],
        network_cents=Cents(row["network_cents"]),
        kind=LateLineKind(row["kind"]),
        status=LateLineStatus(row["status"]),
        at=row["made_at"],
        body=None if row["body"] is None else DecidingBody(row["body"]),
        decided_on=row["decided_on"],
        reference=row["reference"],
    )


def waiting_lines(row: Row) -> WaitingLines:
    """What waits for a provider's next statement."""
    period = row["period"]
    first = date.fromisoformat(f"{row['first_month']}-01")
    ends = last_day(period, first)
    return WaitingLines(
        organisation=UUID(row["organisation_id"]),
        period=SettlementPeriod(period),
        line_count=row["lines"],
        total_cents=Cents(row["cents"]),
        carried_cents=Cents(row["carried_cents"]),
        first_month=row["first_month"],
        last_month=row["last_month"],
        period_ends=ends,
        due=ends is not None and ends < today(),
    )


async def waiting(
    context: RequestContext, network: str, year: int, page: Page, *, due: bool
) -> Rows:
    """Providers with lines that no statement has. Raises Coded."""
    ended = [ended_before(kind, today()) for kind in PERIODS]
    month, four, half = (one or date.min for one in ended)
    try:
        async with context.gateway.database.within(context.bounds(network)) as connection:
            days, over = (month, four, half), today().year > year
            return await read_waiting(connection, network, year, days, page, due=due, over=over)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None


async def overdue(context: RequestContext, network: str, on: date, page: Page) -> Rows:
    """Statements that should have been paid before a day. Raises Coded."""
    try:
        async with context.gateway.database.within(context.bounds(network)) as connection:
            return await read_overdue(connection, network, on, page)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None


async def _read_due(context: RequestContext, network: str, made: str) -> DueStatements | None:
    """The last statement that was made, and whether more are due."""
    last = await read_statement(context, network, made)
    if last is None:
        return None
    left = await waiting(context, network, last.year, Page(1), due=True)
    return DueStatements(last=last, more_due=bool(left.rows))


DUE: Final = Shown(
    _read_due,
    lambda op, one: DueStatementsDone(operation=op, statement=one.last, more_due=one.more_due),
)
