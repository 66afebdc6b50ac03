"""Single rows by their keys: what a mutation made, one round trip for all that ask at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.gateway.storage.batching import Batched
from services.gateway.storage.reading import Bounds, Database, Row
from services.gateway.storage.tables import READ_BY_KEY, TABLES


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of a view in READ_BY_KEY. The bounds name exactly one stream: the row's."""

    bounds: Bounds
    table: str
    key: str


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "date": date.fromisoformat,
    "timestamptz": datetime.fromisoformat,
}
_TEXTS: Final = {
    table: [(name, _READ[kind]) for name, kind in TABLES[table].items() if kind in _READ]
    for table in READ_BY_KEY
}
"""The columns that JSON brings as text."""


def reading(database: Database) -> Batched[Wanted, Row | None]:
    """Reads rows within their bounds; None where there is none to see."""

    async def run(items: Sequence[Wanted]) -> list[Row | None]:
        rows = await database.call(
            "select read_rows_v1($1) as found",
            [
                {
                    "stream": item.bounds.streams,
                    "party": item.bounds.party,
                    "municipality": item.bounds.municipality,
                    "source": item.table,
                    "key": item.key,
                }
                for item in items
            ],
        )
        found = [row["found"] for row in rows]
        return [_typed(item.table, row) for item, row in zip(items, found, strict=True)]

    return Batched(run)


def _typed(table: str, row: dict[str, Any] | None) -> Row | None:
    if row is not None:
        for name, read in _TEXTS[table]:
            if row[name] is not None:
                row[name] = read(row[name])
    return row
