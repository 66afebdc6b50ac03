"""What simulations read, and the sums that they come to: one row a category, provider and
municipality."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gateway.domain.simulating import Part, Sum
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Connection, Database, Row
from services.gateway.storage.tables import ROLE
from services.kernel.money import Shares
from services.kernel.schema import grants, isolation

_CENTS: Final = (
    "paid_holder_cents",
    "paid_organisation_cents",
    "paid_network_cents",
    "simulated_holder_cents",
    "simulated_organisation_cents",
    "simulated_network_cents",
    "not_sold_cents",
)
_NUMBERS: Final = ("participations", "not_sold", *_CENTS)

# Who counts together stays together: a household, or a person under whatever files she had.
_WHO: Final = """
select coalesce(w.households ->> 0, w.key) as together, array_agg(distinct p.holder_id) as holders,
    count(*) as participations
from participations p
join holders h on h.stream = p.stream and h.key = p.holder_id
join holders w on w.stream = h.stream and w.key = coalesce(h.merged_into, h.key)
where p.stream = $1 and p.status = 'confirmed' and p.day between $2 and $3
group by 1 order by 1
"""
_BOUGHT: Final = """
select p.key, p.day, p.price_cents, p.holder_cents, p.organisation_cents, p.network_cents,
    p.other_help_cents, p.uncovered_cents, p.counts, p.scheme_id, p.regulation_id, p.right_id,
    p.offer_id, p.organisation_id, coalesce(p.payer_municipality, p.municipality) as town,
    o.category, o.tags, o.half_days, o.provided_by,
    o.holder_bp, o.organisation_bp, o.network_bp,
    w.key as person, w.households ->> 0 as household, w.cap_share_percent,
    g.yearly_ceiling_cents, g.valid_from, g.valid_until
from participations p
join offers o on o.stream = p.stream and o.key = p.offer_id
join holders h on h.stream = p.stream and h.key = p.holder_id
join holders w on w.stream = h.stream and w.key = coalesce(h.merged_into, h.key)
left join rights g on g.stream = p.stream and g.key = p.right_id
where p.stream = $1 and p.holder_id = any($2) and p.status = any($4) and p.day <= $3
order by p.made_at, p.key
"""
_MATES: Final = """
select l.key as household, m ->> 'holder' as person, h.cap_share_percent
from households l cross join jsonb_array_elements(l.members) m
join holders h on h.stream = l.stream and h.key = m ->> 'holder'
where l.stream = $1 and l.key = any($2)
"""
_RIGHTS: Final = """
select r.key, r.holder_id, r.scheme_id, to_jsonb(r) as said from scheme_rights r
where r.stream = $1 and r.holder_id = any($2) order by r.valid_from, r.key
"""
_DOCUMENTS: Final = "select key, document from regulations where stream = $1 and key = any($2)"

_ADD: Final = f"""
insert into operations.simulated as s (stream, job, category, organisation_id,
    municipality, {", ".join(_NUMBERS)})
  values ($1, $2, $3, $4, $5, {", ".join(f"${place}" for place in range(6, 6 + len(_NUMBERS)))})
  on conflict (stream, job, category, organisation_id, municipality) do update
    set {", ".join(f"{name} = s.{name} + excluded.{name}" for name in _NUMBERS)}
"""


def simulation_tables() -> list[str]:
    """Statements that make the table of the sums, as it was first: see `by_municipality`."""
    table = "operations.simulated"
    numbers = ", ".join(f"{name} bigint not null" for name in _NUMBERS)
    return [
        f"create table {table} (stream text not null, job text not null, category text not null, "
        f"organisation_id text not null, {numbers}, "
        "primary key (stream, job, category, organisation_id))",
        *isolation(table),
        f"create policy of_no_party on {table} as restrictive for select using "
        f"({PARTY_ASKED} = '')",
        *grants(table, ROLE),
    ]


def by_municipality() -> list[str]:
    """Statements by which the sums are kept by municipality too."""
    table = "operations.simulated"
    return [
        f"alter table {table} add column municipality text not null default ''",
        f"alter table {table} drop constraint simulated_pkey",
        f"alter table {table} add primary key "
        "(stream, job, category, organisation_id, municipality)",
    ]


@dataclass(frozen=True, slots=True)
class Read:
    """What is needed to price again what some persons bought."""

    bought: Sequence[Row]
    mates: Sequence[Row]
    rights: Sequence[Row]
    documents: Mapping[str, str]


async def who_took_part(
    database: Database, bounds: Bounds, stream: str, since: date, until: date
) -> list[Row]:
    """Persons who took part in a period, by whom they count together with."""
    return await database.fetch(bounds, _WHO, stream, since, until)


async def read_bought(
    database: Database,
    bounds: Bounds,
    stream: str,
    holders: Collection[str],
    until: date,
    *,
    statuses: Sequence[str] = ("confirmed",),
) -> Read:
    """Everything that these persons bought until a day, in order, and what its price hung on."""
    async with database.within(bounds) as connection:
        bought = await connection.fetch(_BOUGHT, stream, list(holders), until, list(statuses))
        households = {row["household"] for row in bought if row["household"] is not None}
        mates = await connection.fetch(_MATES, stream, list(households))
        persons = {row["person"] for row in (*bought, *mates)}
        rights = await connection.fetch(_RIGHTS, stream, list(persons))
        versions = {row["regulation_id"] for row in bought if row["regulation_id"] is not None}
        documents = await connection.fetch(_DOCUMENTS, stream, list(versions))
    return Read(bought, mates, rights, {row["key"]: row["document"] for row in documents})


async def add(connection: Connection, stream: str, job: str, sums: Mapping[Part, Sum]) -> None:
    """Add the sums of some participations to those of their job, always in the same order."""
    for part, one in sorted(sums.items()):
        await connection.execute(_ADD, stream, job, *part, *_numbers(one))


def _numbers(one: Sum) -> tuple[int, ...]:
    shares = (one.paid, one.simulated)
    cents = [(s.holder_cents, s.organisation_cents, s.network_cents) for s in shares]
    return (one.participations, one.not_sold, *cents[0], *cents[1], one.not_sold_cents)


async def read_sums(database: Database, bounds: Bounds, stream: str, job: str) -> dict[Part, Sum]:
    """The sums of a job so far."""
    rows = await database.fetch(
        bounds, "select * from operations.simulated where stream = $1 and job = $2", stream, job
    )
    return {
        (row["category"], row["organisation_id"], row["municipality"]): _sum(row) for row in rows
    }


async def names_of(
    database: Database, bounds: Bounds, stream: str, parts: Collection[Part]
) -> dict[str, str]:
    """The names of the providers of these parts, by their ids."""
    rows = await database.fetch(
        bounds,
        "select key, name from organisations where stream = $1 and key = any($2)",
        stream,
        sorted({organisation for _category, organisation, _municipality in parts}),
    )
    return {row["key"]: row["name"] for row in rows}


def _sum(row: Row) -> Sum:
    def shares(which: str) -> Shares:
        return Shares(
            row[f"{which}_holder_cents"],
            row[f"{which}_organisation_cents"],
            row[f"{which}_network_cents"],
        )

    return Sum(
        participations=row["participations"],
        paid=shares("paid"),
        simulated=shares("simulated"),
        not_sold=row["not_sold"],
        not_sold_cents=row["not_sold_cents"],
    )
