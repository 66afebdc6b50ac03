"""The workers that take rows of jobs to their end: in every gateway process, at the desk's pace.

A process that dies leaves its rows to the others: they are taken again when their time is up.
"""

import asyncio
from datetime import timedelta
from typing import Final

from services.gateway.api.context import Gateway, RequestContext
from services.gateway.api.jobs.recoveries import recover_row
from services.gateway.api.jobs.rows import cipher, opened_row
from services.gateway.api.jobs.simulations import simulate_row
from services.gateway.api.jobs.steps import STEPS, NotNow, Steps
from services.gateway.domain.access import Grant, Role
from services.gateway.storage.beside import Beside
from services.gateway.storage.jobs import TakenRow, end, let_go, take
from services.gateway.storage.reading import DATABASE_AWAY
from services.kernel import logs

LOOK_EVERY_S: Final = 1.0
IN_FLIGHT: Final = 4
"""Rows at once in a process."""
AGAIN_AFTER: Final = timedelta(seconds=2)
WORK: Final = {**STEPS, "simulation": simulate_row, "recovery": recover_row}
"""What is done for a row, by the kind of its job."""
log = logs.logger()


class JobRunner(Beside):
    """Works for every network. Several may run: each row is taken by one."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._cipher = cipher(gateway.settings)

    async def _work_for_ever(self) -> None:
        clock = asyncio.get_running_loop()
        while True:
            pause = self._gateway.pace.next_pause(clock.time())
            try:
                rows = await take(self._gateway.database, 1 if pause else IN_FLIGHT)
                await asyncio.gather(*(self._work(row) for row in rows))
                if rows:
                    self._gateway.pace.worked(clock.time())
            except DATABASE_AWAY as why:
                log.warning("jobs_wait", cause=type(why).__name__)
                rows = []
            await asyncio.sleep(pause if rows else LOOK_EVERY_S)

    async def _work(self, row: TakenRow) -> None:
        """Take one row to its end, or leave it for later. Raises DATABASE_AWAY."""
        steps = Steps(self._context(row), row)
        try:
            made = await WORK[row.kind](steps, opened_row(self._cipher, row.input))
        except NotNow:
            await let_go(self._gateway.database, row, after=AGAIN_AFTER)
            return
        except DATABASE_AWAY:
            raise
        except Exception as why:
            # Whatever it is, it must not keep the others waiting.
            log.error("row_fails", cause=type(why).__name__, kind=row.kind)
            steps.problems.append((None, "internal_error"))
            made = None
        database = self._gateway.database
        await end(database, row, steps.problems, made, steps.result, steps.sums)

    def _context(self, row: TakenRow) -> RequestContext:
        """As who drafted the job: what she may not, her job may not."""
        grant = Grant(
            actor=row.actor,
            role=Role(row.role),
            network=row.stream,
            municipality=row.municipality,
        )
        return RequestContext(self._gateway, grant, long_work=True)
