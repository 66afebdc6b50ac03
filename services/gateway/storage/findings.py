"""The lines of a statement as they are looked at, and what persons found of them."""

from collections.abc import Sequence
from typing import Final

from services.gateway.storage.reading import Connection, Row

LINES_MAX: Final = 10_000
"""Lines of one statement that are looked at: the first that came."""
BEFORE_MAX: Final = 12

_STATEMENTS: Final = """
select d.key, d.year, d.number, d.total_cents, array(
  select b.total_cents from drawn_up b
  where b.stream = $1 and b.organisation_id = d.organisation_id
    and (b.made_at, b.key) < (d.made_at, d.key)
  order by b.made_at desc, b.key desc limit $3) as totals_before
from drawn_up d where d.stream = $1 and d.key = any($2)
"""
_LINES: Final = """
select d.key as statement_id, l.participation_id, l.day, l.offer_id, l.price_cents, p.card_id,
    coalesce(p.ceiling_applied, false) as at_ceiling, o.price_cents as offered_cents
from drawn_up d
cross join lateral (
  select * from statement_lines s
  where s.stream = $1 and s.kind = 'participation'
    and s.bucket_id = any(array(select jsonb_array_elements_text(d.buckets)))
  order by s.made_at, s.key limit $3) l
left join participations p on p.stream = $1 and p.key = l.participation_id
left join offers o on o.stream = $1 and o.key = l.offer_id
where d.stream = $1 and d.key = any($2)
order by d.key, l.made_at, l.key
"""
_JUDGEMENTS: Final = "select * from judgements where stream = $1 and statement_id = any($2)"
_OF_RUNS: Final = "select run_id, item_id from payments where stream = $1 and run_id = any($2)"


async def read_statements(connection: Connection, network: str, own: Sequence[str]) -> list[Row]:
    """Statements with the totals in cents of their providers' ones before, the latest first."""
    return list(await connection.fetch(_STATEMENTS, network, list(own), BEFORE_MAX))


async def read_reviewed(connection: Connection, network: str, own: Sequence[str]) -> list[Row]:
    """Their lines, with their price and that of the offer; one more of each than are looked at."""
    return list(await connection.fetch(_LINES, network, list(own), LINES_MAX + 1))


async def read_judgements(connection: Connection, network: str, own: Sequence[str]) -> list[Row]:
    """What persons found in them."""
    return list(await connection.fetch(_JUDGEMENTS, network, list(own)))


async def read_items_of(connection: Connection, network: str, runs: Sequence[str]) -> list[Row]:
    """What payment runs pay: run and item."""
    return list(await connection.fetch(_OF_RUNS, network, list(runs)))
