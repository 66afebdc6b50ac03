"""What the payments of a run settle, and to whom: read for the file that pays them."""

from collections.abc import Collection
from typing import Final

from services.gateway.storage.reading import Bounds, Database, Row

# A statement's period begins the day after the one before it in that year.
_SETTLED: Final = """
select p.key, p.item_id, p.cents, p.reference, p.organisation_id, p.payee_account_id,
       i.kind, a.status as account_status, a.account_sealed, o.name as organisation, o.kbo,
       coalesce(d.until, t.day, x.day, c.until) as last_day,
       coalesce(least(d.first_day, d.until), t.day, x.day, c.first_day) as first_day,
       coalesce(h.merged_into, t.holder_id) as holder_id, t.holder_id as told_holder_id,
       e.bbc, d.buckets
from payments p
left join payable_items i on i.stream = $1 and i.key = p.item_id
left join payee_accounts a on a.stream = $1 and a.key = p.payee_account_id
left join organisations o on o.stream = $1 and o.key = p.organisation_id
left join lateral (
  select s.until, s.buckets, coalesce(
    (select max(b.until) + 1 from drawn_up b where b.stream = $1 and b.year = s.year
       and b.organisation_id = s.organisation_id and b.made_at < s.made_at),
    make_date(s.year::int, 1, 1)) as first_day
  from drawn_up s where s.stream = $1 and s.key = p.item_id
) d on true
left join participations t on t.stream = $1 and t.key = p.item_id
left join holders h on h.stream = $1 and h.key = t.holder_id
left join expenses x on x.stream = $1 and x.key = p.item_id
left join envelopes e on e.stream = $1 and e.key = coalesce(t.envelope_id, x.envelope_id)
left join lateral (
  select k.until, (select min(l.day) from clearing_lines l
    where l.stream = $1 and l.claim_id = k.key) as first_day
  from clearing_claims k where k.stream = $1 and k.key = p.item_id
) c on true
where p.stream = $1 and p.key = any($2)
"""
_ACCOUNTS: Final = (
    "select key, stream, holder_id, municipality, account, made_at from payment_account_versions "
    "where stream = $1 and holder_id = any($2) order by made_at, key"
)
_HOLDERS: Final = (
    "select key, stream, municipality, identity from holders where stream = $1 and key = any($2)"
)
_BY_CODE: Final = """
select e.bbc, sum(l.network_cents)::bigint as cents from statement_lines l
left join participations p on p.stream = $1 and p.key = l.participation_id
left join envelopes e on e.stream = $1 and e.key = p.envelope_id
where l.stream = $1 and l.bucket_id = any($2) group by e.bbc order by e.bbc nulls last
"""


async def payments_settled(
    database: Database, bounds: Bounds, network: str, payments: Collection[str]
) -> dict[str, Row]:
    """By payment: what it settles and over which days, the provider or the other network with its
    account, or the person whose claim it is."""
    rows = await database.fetch(bounds, _SETTLED, network, list(payments))
    return {row["key"]: row for row in rows}


async def accounts_of(
    database: Database, bounds: Bounds, network: str, holders: Collection[str]
) -> list[Row]:
    """All accounts that these persons ever had, sealed, the oldest first."""
    return list(await database.fetch(bounds, _ACCOUNTS, network, list(holders)))


async def names_of(
    database: Database, bounds: Bounds, network: str, holders: Collection[str]
) -> list[Row]:
    """The names of these persons, sealed."""
    return list(await database.fetch(bounds, _HOLDERS, network, list(holders)))


async def cents_by_code(
    database: Database, bounds: Bounds, network: str, buckets: Collection[str]
) -> list[Row]:
    """What the lines of a statement come to, by the code that the municipal books give their
    envelope."""
    return list(await database.fetch(bounds, _BY_CODE, network, list(buckets)))
