"""The umbrella's totals: read over all networks, withheld where they must be, written as one.

Who asks for them reads through a role of its own, which sees this one table and nothing else.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.gateway.domain.disclosure import Cell, disclose
from services.gateway.storage.reading import Bounds, Database, Row

_YEARS = """
select n.key, n.name, y.key::int as year, y.holders, y.participations, y.network_cents
from networks n join year_totals y on y.stream = n.key order by n.slug, n.key
"""
_NETWORKS = "select key, name from networks order by slug, key"
_WRITE = """
insert into operations.statistics (year, networks, total)
  select year, networks, total from jsonb_to_recordset($1::jsonb)
    as s(year int, networks jsonb, total jsonb)
on conflict (year) do update set networks = excluded.networks, total = excluded.total
  where (statistics.networks, statistics.total) <> (excluded.networks, excluded.total)
"""
_LOCK = 7_402_317
"""One gateway at a time reads and writes, so an older sum never replaces a newer one."""


@dataclass(frozen=True, slots=True)
class NetworkCell:
    """What is shown of one network; None where it is withheld."""

    network: UUID
    name: str
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class YearStatistics:
    """What is shown of a year."""

    networks: tuple[NetworkCell, ...]
    total: Cell | None


async def refresh(database: Database) -> None:
    """Compute the statistics of all years anew, and write them in one statement."""
    streams = await database.fetch(Bounds(directory=True), _NETWORKS)
    if not streams:
        return
    everything = Bounds(streams=",".join(row["key"] for row in streams))
    async with database.writing(everything) as connection:
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        rows = await connection.fetch(_YEARS)
        await connection.execute(_WRITE, _statistics(streams, rows))


def _statistics(networks: Sequence[Row], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Per year a cell for every network, also for one where nobody took part."""
    by_year: dict[int, dict[str, Cell]] = defaultdict(dict)
    for row in rows:
        cell = Cell(row["holders"], row["participations"], row["network_cents"])
        by_year[row["year"]][row["key"]] = cell
    found = []
    for year, cells in by_year.items():
        shown = disclose([cells.get(row["key"], Cell(0, 0, 0)) for row in networks])
        named = [
            {"network": row["key"], "name": row["name"], "cell": _numbers(cell)}
            for row, cell in zip(networks, shown.cells, strict=True)
        ]
        found.append({"year": year, "networks": named, "total": {"cell": _numbers(shown.total)}})
    return found


def _numbers(cell: Cell | None) -> list[int] | None:
    return None if cell is None else list(cell.numbers)


async def read_statistics(umbrella: asyncpg.Pool, year: int) -> YearStatistics | None:
    """The statistics of a year, through the umbrella's own role."""
    row = await umbrella.fetchrow(
        "select networks::text, total::text from operations.statistics where year = $1", year
    )
    if row is None:
        return None
    networks = [
        NetworkCell(UUID(said["network"]), said["name"], _cell(said["cell"]))
        for said in orjson.loads(row["networks"])
    ]
    return YearStatistics(tuple(networks), _cell(orjson.loads(row["total"])["cell"]))


def _cell(numbers: list[int] | None) -> Cell | None:
    return None if numbers is None else Cell(*numbers)
