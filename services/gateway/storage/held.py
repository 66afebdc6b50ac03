"""All rows of the views that are about one person, whatever table they stand in.

A table is about persons where it has a column `holder_id`: a new one is found the day it is made.
"""

from typing import Any, Final

from services.gateway.storage.reading import Bounds, Database
from services.gateway.storage.tables import TABLES

OF_PERSONS: Final = tuple(
    sorted(table for table, columns in TABLES.items() if "holder_id" in columns)
)
ACCESSES: Final = "accesses"


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
            "select made_at, role, operation, reason from operations.accesses "
            "where stream = $1 and holder_id = $2 order by made_at, key",
            stream,
            holder,
        )
        found[ACCESSES] = [dict(row) for row in rows]
    return found
