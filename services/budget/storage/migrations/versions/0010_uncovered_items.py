"""What waits without money is a row per item, between a head row's first and last number."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "uncovered_items": {
        "participation_id": "text",
        "cents": "bigint",
        "sources": "jsonb",
        "before": "bigint",
        "after": "bigint",
    },
    "uncovered_of": {
        "queue": "text",
        "number": "bigint",
        "year": "bigint",
        "envelope_id": "text",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "uncovered_queues": {
        "first": "bigint default 0",
        "last": "bigint default 0",
        "given": "bigint default 0",
        "waiting": "bigint default 0",
        "cents": "bigint default 0",
    },
}
DROPPED: Final[dict[str, tuple[str, ...]]] = {"uncovered_queues": ("items",)}
NUMBERED: Final = """
create temporary table numbered on commit drop as
with told as (
  select j.stream, j.sequence, j.data::jsonb ->> 'participation_id' participation,
    coalesce(j.data::jsonb -> 'sources', '[]'::jsonb) sources, t.transfer
  from journal j
  cross join lateral (
    select one transfer from jsonb_array_elements(j.data::jsonb -> 'transfers')
      with ordinality as x(one, place)
    where one ->> 'kind' in ('posted', 'taken') and one -> 'debit' ->> 'kind' = 'uncovered'
    order by place limit 1
  ) t
  where j.type like 'budget.participation_confirmed.%'
)
select stream, participation, sources, (transfer ->> 'cents')::bigint cents,
  (transfer -> 'debit' ->> 'year')::bigint as year,
  transfer -> 'debit' ->> 'envelope_id' envelope_id,
  concat(transfer -> 'debit' ->> 'year', ':', transfer -> 'debit' ->> 'envelope_id') queue,
  row_number() over (
    partition by stream, transfer -> 'debit' ->> 'year', transfer -> 'debit' ->> 'envelope_id'
    order by sequence
  ) as number
from told
"""
"""Whatever was ever uncovered, numbered in the order in which it came, as the fold numbers it."""
WAITING: Final = """
create temporary table waiting on commit drop as
select n.* from numbered n
join uncovered_queues q on q.stream = n.stream and q.key = n.queue
where exists (
  select from jsonb_array_elements(q.items) item where item ->> 0 = n.participation
)
"""
ITEMS: Final = """
insert into uncovered_items (stream, key, participation_id, cents, sources, before, after)
select stream, concat(queue, ':', number), participation, cents, sources,
  coalesce(lag(number) over way, 0), coalesce(lead(number) over way, 0)
from waiting window way as (partition by stream, queue order by number)
"""
PLACES: Final = """
insert into uncovered_of (stream, key, queue, number, year, envelope_id)
select stream, concat(participation, ':', 'money'), queue, number, year, envelope_id from waiting
"""
HEADS: Final = """
update uncovered_queues q set given = n.given, first = coalesce(w.first, 0),
  last = coalesce(w.last, 0), waiting = coalesce(w.waiting, 0), cents = coalesce(w.cents, 0)
from (select stream, queue, max(number) given from numbered group by stream, queue) n
left join (
  select stream, queue, min(number) "first", max(number) "last", count(*) waiting,
    sum(cents)::bigint cents
  from waiting group by stream, queue
) w using (stream, queue)
where q.stream = n.stream and q.key = n.queue
"""


def upgrade() -> None:
    """Move what waits in the rows of its queues to rows of its own."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in (NUMBERED, WAITING, ITEMS, PLACES, HEADS):
        op.execute(sql)
    for table, names in DROPPED.items():
        for name in names:
            op.execute(f"alter table {table} drop column {name}")
