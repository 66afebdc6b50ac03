"""All rows of the views that are about one person, whatever table they stand in.

A table is about persons where it has a column `holder_id`: a new one is found the day it is made.
"""

from typing import Any, Final

from services.gateway.storage.reading import Bounds, Database
from services.gateway.storage.tables import TABLES

_HASHES: Final = frozenset({"lookups"})
OF_PERSONS: Final = tuple(
    sorted(t for t, columns in TABLES.items() if "holder_id" in columns and t not in _HASHES)
)
"""Keyed hashes by which somebody is found tell nothing: they are left out."""
ACCESSES: Final = "accesses"
APPLICATIONS: Final = "applications"
PROOFS: Final = "proofs"


async def held_on(
    database: Database, bounds: Bounds, stream: str, holder: str
) -> dict[str, list[dict[str, Any]]]:
    """By table, the rows of a person as they are kept; `holders` first, accesses last."""
    found: dict[str, list[dict[str, Any]]] = {}
    async with database.within(bounds) as connection:
        rows = await connection.fetch(
            "select * from holders where stream = $1 and key = $2", stream, holder
        )
        found["holders"] = [dict(row) for row in rows]
        for table in OF_PERSONS:
            rows = await connection.fetch(
                f"select * from {table} where stream = $1 and holder_id = $2 order by key",
                stream,
                holder,
            )
            found[table] = [dict(row) for row in rows]
        rows = await connection.fetch(
            "select * from applications where stream = $1 and holder_ids ? $2 order by key",
            stream,
            holder,
        )
        found[APPLICATIONS] = [_own(dict(row), holder) for row in rows]
        rows = await connection.fetch(
            "select key::text as document, application_id as key, media_type, bytes, made_at, "
            "content from operations.proofs where stream = $1 and holder_id = $2 order by made_at",
            stream,
            holder,
        )
        found[PROOFS] = [dict(row) for row in rows]
        rows = await connection.fetch(
            "select made_at, role, operation, reason from operations.accesses "
            "where stream = $1 and holder_id = $2 order by made_at, key",
            stream,
            holder,
        )
        found[ACCESSES] = [dict(row) for row in rows]
    return found


def _own(row: dict[str, Any], holder: str) -> dict[str, Any]:
    """An application without what it tells of others who are in it; of proofs, when they were
    seen."""
    alone = row["holder_ids"] == [holder]
    return {
        **row,
        "holder_ids": [holder],
        "content": row["content"] if alone else None,
        "asked": row["asked"] if alone else None,
        "proofs": [proof.get("seen_on") for proof in row["proofs"] or ()],
        "undecided": [one for one in row["undecided"] or () if one.get("holder_id") == holder],
    }
