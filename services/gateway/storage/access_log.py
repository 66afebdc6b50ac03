"""Who looked at whom: one row for every person that was shown, kept apart from the views.

A row is on the disk before anything of the person is shown, so what a crash could lose was never
seen. Actors are opaque ids; of the person there is her id and her municipality, nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from services.gateway.storage.batching import Batched
from services.gateway.storage.municipality import ASKED as MUNICIPALITY_ASKED
from services.gateway.storage.paging import MADE_AT, Page, Rows, cut, decode
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Database
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

_FUNCTIONS: Final = Path(__file__).parent / "functions"


def access_log_tables() -> list[str]:
    """Statements that make the table and its functions.

    A person sees who looked at her, a municipality its own persons, another party nothing.
    """
    table = "operations.accesses"
    return [
        f"create table {table} (key uuid primary key default gen_random_uuid(), "
        "stream text not null, made_at timestamptz not null default clock_timestamp(), "
        "actor text not null, role text not null, operation text not null, "
        "holder_id text not null, municipality text, reason text)",
        f"create index on {table} (stream, made_at, key)",
        f"create index on {table} (stream, holder_id, made_at, key)",
        f"create index on {table} (stream, actor, made_at, key)",
        *isolation(table),
        f"create policy of_municipality on {table} as restrictive for select "
        f"using ({MUNICIPALITY_ASKED} = '' or {MUNICIPALITY_ASKED} = municipality)",
        f"create policy of_party on {table} as restrictive for select "
        f"using ({PARTY_ASKED} = '' or {PARTY_ASKED} = 'holder:' || holder_id)",
        *grants(table, ROLE),
        *(
            (_FUNCTIONS / name).read_text()
            for name in ("record_accesses_v1.sql", "prune_accesses_v1.sql")
        ),
    ]


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody is about to be shown persons of a network: `persons` maps id to municipality."""

    stream: str
    actor: str
    role: str
    operation: str
    persons: Mapping[str, str | None]
    reason: str | None = None


def recording(database: Database) -> Batched[Access, None]:
    """Writes accesses down: one round trip for all that come at the same time."""

    async def run(items: Sequence[Access]) -> list[None]:
        rows = [
            {
                "stream": item.stream,
                "actor": item.actor,
                "role": item.role,
                "operation": item.operation,
                "persons": dict(item.persons),
                "reason": item.reason,
            }
            for item in items
        ]
        await database.call("select operations.record_accesses_v1($1)", rows)
        return [None] * len(items)

    return Batched(run)


async def prune(database: Database, before: datetime) -> int:
    """Forget accesses of before this instant, in every network. Returns how many."""
    rows = await database.call("select operations.prune_accesses_v1($1) as gone", before)
    return int(rows[0]["gone"])


# -- reading it -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Looked:
    """Which accesses are asked for; what is None is not asked. From included, until not."""

    holder: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self, stream: str) -> tuple[list[str], list[Any]]:
        """The conditions of a query, and the values of their numbers."""
        chosen = [
            ("stream = ${}", stream),
            ("holder_id = ${}", self.holder),
            ("actor = ${}", self.actor),
            ("made_at >= ${}", self.since),
            ("made_at < ${}", self.until),
        ]
        given = [(text, value) for text, value in chosen if value is not None]
        texts = [text.format(number) for number, (text, _) in enumerate(given, start=1)]
        return texts, [value for _, value in given]


async def read_accesses(
    database: Database, bounds: Bounds, stream: str, looked: Looked, page: Page
) -> Rows:
    """Who looked at whom, oldest first. Raises BadCursor."""
    place = decode(page.after, MADE_AT) if page.after is not None else ()
    conditions, values = looked.conditions(stream)
    number = len(values)
    if place:
        conditions.append(f"(made_at, key::text) > (${number + 1}, ${number + 2})")
        number += 2
    rows = await database.fetch(
        bounds,
        "select made_at, key::text as key, actor, role, operation, holder_id, reason "
        f"from operations.accesses where {' and '.join(conditions)} "
        f"order by made_at, key::text limit ${number + 1}",
        *values,
        *place,
        page.first + 1,
    )
    return cut(rows, MADE_AT, page)


_BY_PERSON: Final = ("key", "key")


async def read_affected(
    database: Database, bounds: Bounds, stream: str, looked: Looked, page: Page
) -> Rows:
    """Which persons were shown, each once, by their ids. Raises BadCursor."""
    conditions, values = looked.conditions(stream)
    number = len(values)
    if page.after is not None:
        _, last = decode(page.after, _BY_PERSON)
        conditions.append(f"holder_id > ${number + 1}")
        values.append(last)
        number += 1
    rows = await database.fetch(
        bounds,
        "select holder_id as key, min(made_at) as first_at, max(made_at) as last_at, "
        f"count(*) as times from operations.accesses where {' and '.join(conditions)} "
        f"group by holder_id order by holder_id limit ${number + 1}",
        *values,
        page.first + 1,
    )
    return cut(rows, _BY_PERSON, page)
