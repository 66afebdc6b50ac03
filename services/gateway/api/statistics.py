"""Keeps the umbrella's totals fresh, and shows them."""

import asyncio
import contextlib

import asyncpg

from services.gateway.api.context import Coded
from services.gateway.api.scalars import Cents, Long
from services.gateway.api.umbrella_types import UmbrellaCell, UmbrellaRow, UmbrellaTotals
from services.gateway.domain.checks import YEAR_MAX, YEAR_MIN
from services.gateway.domain.disclosure import Cell
from services.gateway.storage.beside import Beside
from services.gateway.storage.reading import DATABASE_AWAY, Database
from services.gateway.storage.statistics import read_statistics, refresh
from services.kernel import logs

PAUSE_S = 1.0
CHECK_EVERY_S = 30.0
log = logs.logger()


class Statistics(Beside):
    """Computes the totals within about a second of a change, and now and then without one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = asyncio.Event()
        self._changed.set()

    def changed(self) -> None:
        """Something was applied that may change a total."""
        self._changed.set()

    async def _work_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), CHECK_EVERY_S)
            self._changed.clear()
            try:
                await refresh(self._database)
            except DATABASE_AWAY as why:
                log.warning("statistics_wait", cause=type(why).__name__)
                self._changed.set()
            await asyncio.sleep(PAUSE_S)


async def umbrella_totals(umbrella: asyncpg.Pool, year: int) -> UmbrellaTotals:
    """What the umbrella may see of a year. Raises Coded."""
    if not YEAR_MIN <= year <= YEAR_MAX:
        raise Coded("year_invalid", "year")
    found = await read_statistics(umbrella, year)
    if found is None:
        return UmbrellaTotals(year=year, networks=[], total=_cell(Cell(0, 0, 0)))
    rows = [
        UmbrellaRow(network=row.network, name=row.name, cell=_cell(row.cell))
        for row in found.networks
    ]
    return UmbrellaTotals(year=year, networks=rows, total=_cell(found.total))


def _cell(cell: Cell | None) -> UmbrellaCell:
    if cell is None:
        return UmbrellaCell(withheld=True, holders=None, participations=None, network_cents=None)
    return UmbrellaCell(
        withheld=False,
        holders=Long(cell.holders),
        participations=Long(cell.participations),
        network_cents=Cents(cell.network_cents),
    )
