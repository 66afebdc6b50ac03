"""Copies of proofs that a regulation lets keep: sealed with the key of their application.

That key is destroyed when the application is forgotten or withdrawn, or a person of it erased:
from then on nobody opens them, and within the hour they are gone. They lie beside the views, which
can be made anew. What they are a proof of stands sealed in the application.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from services.gateway.storage.municipality import ASKED as MUNICIPALITY_ASKED
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Database, Row
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

_FUNCTION: Final = Path(__file__).parent / "functions/drop_proofs_v1.sql"


def proof_tables() -> list[str]:
    """Statements that make the table, and the function that drops what nobody can open."""
    table = "operations.proofs"
    return [
        f"create table {table} (key uuid primary key, stream text not null, "
        "holder_id text not null, application_id text not null, owner text not null, "
        "media_type text not null, bytes bigint not null, content text not null, "
        "made_at timestamptz not null default clock_timestamp(), made_by text not null)",
        f"create index on {table} (stream, holder_id)",
        f"create index on {table} (owner)",
        *isolation(table),
        f"create policy of_municipality on {table} as restrictive for select using "
        f"({MUNICIPALITY_ASKED} = '' or {MUNICIPALITY_ASKED} = "
        "operations.municipality_of_v1(stream, holder_id))",
        f"create policy of_party on {table} as restrictive for select "
        f"using ({PARTY_ASKED} = '' or {PARTY_ASKED} = 'holder:' || holder_id)",
        *grants(table, ROLE),
        _FUNCTION.read_text(),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProof:
    """A copy, sealed. `key` is the operation that keeps it; `owner` has the key that seals it."""

    key: UUID
    stream: str
    holder_id: str
    application_id: str
    owner: str
    media_type: str
    bytes: int
    content: str
    made_by: str


_KEEP: Final = """
insert into operations.proofs
    (key, stream, holder_id, application_id, owner, media_type, bytes, content, made_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (key) do nothing
"""


async def keep(database: Database, bounds: Bounds, proof: KeptProof) -> None:
    """Keep a copy before it is recorded. Sent again with the same key, the first stays."""
    async with database.writing(bounds) as connection:
        await connection.execute("select set_config('synchronous_commit', 'on', true)")
        await connection.execute(
            _KEEP,
            proof.key,
            proof.stream,
            proof.holder_id,
            proof.application_id,
            proof.owner,
            proof.media_type,
            proof.bytes,
            proof.content,
            proof.made_by,
        )


async def drop_refused(database: Database, bounds: Bounds, key: UUID) -> None:
    """Drop a copy that was not recorded; one that was, or is under way, stays."""
    async with database.writing(bounds) as connection:
        await connection.execute(
            "delete from operations.proofs where key = $1 and not exists (select from "
            "operations.operations where id = $1 and status <> 'rejected')",
            key,
        )


async def drop_destroyed(database: Database) -> int:
    """Drop, in every network, what nobody can open any more. Returns how many."""
    rows = await database.call("select operations.drop_proofs_v1() as gone")
    return int(rows[0]["gone"])


async def read_proof(database: Database, bounds: Bounds, key: UUID) -> Row | None:
    """One copy, still sealed, within the bounds."""
    rows = await database.fetch(
        bounds, "select *, key::text as id from operations.proofs where key = $1", key
    )
    return rows[0] if rows else None
