"""Lists in which providers say what they claim, as they compared with what was registered.

They lie beside the views, which can be made anew: the file itself is not kept, so that this is
all that is left of it. Ids, days and amounts only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.gateway.storage.paging import MADE_AT, Page, Rows, cut, decode
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Connection, Database, Row
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

TABLE: Final = "operations.claim_lists"
REGISTERED_MAX: Final = 5_000
"""Participations that one list is compared with."""


def claim_list_tables() -> list[str]:
    """Statements that make the table."""
    return [
        f"create table {TABLE} (stream text not null, key text not null, "
        "organisation_id text not null, actor text not null, first_day date not null, "
        "last_day date not null, total int not null, counts jsonb not null, "
        "lines jsonb not null, problems jsonb not null, fingerprint text not null, "
        "made_at timestamptz not null default clock_timestamp(), primary key (stream, key))",
        f"create index on {TABLE} (stream, organisation_id, made_at, key)",
        f"create index on {TABLE} (stream, made_at, key)",
        *isolation(TABLE),
        f"create policy of_party on {TABLE} as restrictive for select "
        f"using ({PARTY_ASKED} in ('', 'organisation:' || organisation_id))",
        *grants(TABLE, ROLE),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaimList:
    """A list to keep. `lines`: result, line of the file, participation, day, claimed, registered;
    `problems`: line, column, code."""

    stream: str
    key: UUID
    organisation_id: str
    actor: str
    first_day: date
    last_day: date
    total: int
    counts: Mapping[str, int]
    lines: Sequence[Sequence[Any]]
    problems: Sequence[Sequence[Any]]
    fingerprint: str


_KEEP: Final = f"""
insert into {TABLE} (stream, key, organisation_id, actor, first_day, last_day, total, counts,
    lines, problems, fingerprint)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
"""
_REGISTERED: Final = """
select l.participation_id, l.day, coalesce(p.price_cents, l.price_cents) as price_cents,
    coalesce(o.title, '') as title
from statement_lines l
left join participations p on p.stream = l.stream and p.key = l.participation_id
left join offers o on o.stream = l.stream and o.key = l.offer_id
where l.stream = $1 and l.organisation_id = $2 and l.day between $3 and $4
  and l.kind = 'participation'
  and not exists (select from statement_lines r
                  where r.stream = l.stream and r.key = l.key || ':reversal')
order by l.day, l.key limit $5
"""


async def keep(database: Database, made: NewClaimList) -> Row:
    """Keep a list, or find the one that was kept under this key before."""
    async with database.writing(Bounds(made.stream)) as connection:
        await connection.execute("select set_config('synchronous_commit', 'on', true)")
        await connection.execute(
            _KEEP,
            made.stream,
            str(made.key),
            made.organisation_id,
            made.actor,
            made.first_day,
            made.last_day,
            made.total,
            made.counts,
            made.lines,
            made.problems,
            made.fingerprint,
        )
        found = await connection.fetchrow(
            f"select * from {TABLE} where stream = $1 and key = $2", made.stream, str(made.key)
        )
    assert found is not None
    kept: Row = found
    return kept


async def read_claim_list(connection: Connection, network: str, key: str) -> Row | None:
    """One list, within the bounds."""
    found: Row | None = await connection.fetchrow(
        f"select * from {TABLE} where stream = $1 and key = $2", network, key
    )
    return found


async def read_claim_lists(
    connection: Connection, network: str, organisation: str | None, page: Page
) -> Rows:
    """Lists without their lines, the newest first. Raises BadCursor."""
    place = decode(page.after, MADE_AT) if page.after is not None else (None, None)
    rows = await connection.fetch(
        "select stream, key, organisation_id, first_day, last_day, total, counts, made_at "
        f"from {TABLE} where stream = $1 and ($2::text is null or organisation_id = $2) "
        "and ($3::timestamptz is null or (made_at, key) < ($3, $4)) "
        "order by made_at desc, key desc limit $5",
        network,
        organisation,
        *place,
        page.first + 1,
    )
    return cut(rows, MADE_AT, page)


async def read_registered(
    connection: Connection, network: str, organisation: str, days: tuple[date, date]
) -> list[Row]:
    """What stands for a provider on these days, at the price to which it was corrected; one more
    than a list is compared with."""
    rows = await connection.fetch(_REGISTERED, network, organisation, *days, REGISTERED_MAX + 1)
    return list(rows)
