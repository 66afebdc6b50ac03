"""What waits in settling with providers: whose statements are due, and what is overdue."""

from datetime import date
from typing import Final

from services.gateway.storage.paging import Page, Rows, cut, decode
from services.gateway.storage.reading import Connection

BY_ORGANISATION: Final = ("organisation_id", "key")
BY_DAY: Final = ("day", "key")

_WAITING: Final = """
with w as (
  select organisation_id, month, lines, cents, 0 as carried from settlement_buckets
  where stream = $1 and year = $2 and not taken
  union all
  select organisation_id, year || '-12', 0, 0, cents from carried_over
  where stream = $1 and year = $2 and cents > 0 and $8
)
select w.organisation_id, w.organisation_id as key, coalesce(t.period, 'month') as period,
    min(w.month) as first_month, max(w.month) as last_month,
    sum(w.lines)::bigint as lines, sum(w.cents)::bigint as cents,
    sum(w.carried)::bigint as carried_cents
from w left join settlement_terms t on t.stream = $1 and t.key = w.organisation_id
where ($3::text is null or w.organisation_id > $3)
  and (not $4 or w.month <= case coalesce(t.period, 'month')
        when 'month' then $5 when 'four_months' then $6 when 'half_year' then $7 else '' end)
group by w.organisation_id, t.period order by w.organisation_id limit $9
"""
_OVERDUE: Final = """
select d.*, d.pay_by as day from payable_items i
join drawn_up d on d.stream = i.stream and d.key = i.key
where i.stream = $1 and i.status in ('open', 'in_run') and d.pay_by < $2
  and ($3::date is null or (d.pay_by, d.key) > ($3, $4))
order by d.pay_by, d.key limit $5
"""


async def read_waiting(
    connection: Connection,
    network: str,
    year: int,
    ended: tuple[date, date, date],
    page: Page,
    *,
    due: bool,
    over: bool,
) -> Rows:
    """Providers with lines that no statement has; `due`: only of periods that are over.

    `ended`: the last days of the month, the four months and the half year that ended last. `over`:
    the year is, so that also what was too little to be paid is to be. Raises BadCursor.
    """
    after = decode(page.after, BY_ORGANISATION)[0] if page.after is not None else None
    months = [f"{day:%Y-%m}" for day in ended]
    rows = await connection.fetch(
        _WAITING, network, year, after, due, *months, over, page.first + 1
    )
    return cut(rows, BY_ORGANISATION, page)


async def read_overdue(connection: Connection, network: str, on: date, page: Page) -> Rows:
    """Statements that should have been paid before a day, the longest ago first.

    Raises BadCursor.
    """
    place = decode(page.after, BY_DAY) if page.after is not None else (None, None)
    rows = await connection.fetch(_OVERDUE, network, on, *place, page.first + 1)
    return cut(rows, BY_DAY, page)
