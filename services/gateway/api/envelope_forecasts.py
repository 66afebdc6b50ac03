"""When an envelope runs out: what was spent by day, read from the sums of days, and what follows.

Never a sum over transfers: a day of an account is a row, and decisions are few.
"""

from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import SourceKind
from services.gateway.api.budgets import show_envelopes
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.running_out import Season, forecast, spent_by_day

_GROWN = (
    "select d.day, sum(d.credit_cents - d.debit_cents)::bigint as cents "
    "from accounts a join account_days d on d.stream = a.stream and d.account_id = a.key "
    "where a.stream = $1 and a.envelope_id = $2 and a.kind = any($3) "
    "and extract(year from d.day) = $4 group by d.day"
)
_MOVED = (
    "select (made_at at time zone 'Europe/Brussels')::date as day, "
    "sum(case when to_envelope = $2 then cents else -cents end)::bigint as cents "
    "from money_moves where stream = $1 and year = $3 and $2 in (from_envelope, to_envelope) "
    "group by 1"
)
_YEAR_BEFORE = (
    "select key from envelopes where stream = $1 and year = $2 and lower(action) = lower($3) "
    "and category = $4 and municipality is not distinct from $5 order by made_at, key limit 1"
)
_KINDS = [kind.value for kind in SourceKind]


@strawberry.enum
class Rhythm(Enum):
    """What a forecast follows. `LAST_YEAR`: what the same action spent in the same weeks of the
    year before, as much more or less as this year spent so far. `LAST_WEEKS`: the average of the
    last four weeks. `NOTHING_SPENT` and `OVER` (not this year's): nothing can be told."""

    LAST_YEAR = "last_year"
    LAST_WEEKS = "last_weeks"
    NOTHING_SPENT = "nothing_spent"
    OVER = "over"


@strawberry.type
class EnvelopeForecast:
    """On which day an envelope runs out, were everything to go on as `rhythm` says.

    `runsOutOn`: empty where the money lasts the year, or nothing can be told; the day `asOf`
    itself where nothing is free any more. `weekCents`: what the coming seven days spend.
    """

    envelope: UUID
    as_of: date
    rhythm: Rhythm
    free_cents: Cents
    week_cents: Cents
    runs_out_on: date | None


async def envelope_forecast(
    context: RequestContext, network: str, envelope: str
) -> EnvelopeForecast | None:
    """When it runs out; None for an envelope that is not there."""
    row = await read_row(context, network, "envelopes", envelope)
    if row is None:
        return None
    [shown] = await show_envelopes(context, network, [row])
    today = datetime.now(UTC).astimezone(BRUSSELS).date()
    year = shown.year
    async with context.gateway.database.within(context.bounds(network)) as connection:

        async def spent(key: str, of: int) -> dict[date, int]:
            grown = await connection.fetch(_GROWN, network, key, _KINDS, of)
            moved = await connection.fetch(_MOVED, network, key, of)
            in_year = {one["day"]: one["cents"] for one in moved if one["day"].year == of}
            return spent_by_day({one["day"]: one["cents"] for one in grown}, in_year)

        same = (year - 1, shown.action, shown.category.value, shown.municipality)
        before = await connection.fetchval(_YEAR_BEFORE, network, *same)
        season = Season(
            year=year,
            today=today,
            opened_on=row["made_at"].astimezone(BRUSSELS).date(),
            free_cents=shown.free_cents,
            spent=await spent(envelope, year),
            before={} if before is None else await spent(before, year - 1),
        )
    found = forecast(season)
    return EnvelopeForecast(
        envelope=UUID(envelope),
        as_of=today,
        rhythm=Rhythm(found.rhythm),
        free_cents=shown.free_cents,
        week_cents=Cents(found.week_cents),
        runs_out_on=found.runs_out_on,
    )
