"""Forgets, hourly, what the gateway keeps beside the views and need not keep any longer."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

from services.gateway.storage.access_log import prune
from services.gateway.storage.bank_texts import KEPT, forget_texts
from services.gateway.storage.beside import Beside
from services.gateway.storage.jobs import lapse
from services.gateway.storage.proofs import drop_destroyed
from services.gateway.storage.reading import DATABASE_AWAY, Database
from services.kernel import logs

PRUNE_EVERY_S: Final = 3_600.0
log = logs.logger()


class Pruning(Beside):
    """Forgets accesses that are older than the log is kept, proofs that nobody can open any more,
    what the rows of jobs hold that nobody starts, and what stood beside bookings at the bank.
    Terms in days."""

    def __init__(self, database: Database, days: int, waiting_job_days: int) -> None:
        self._database, self._kept = database, timedelta(days=days)
        self._jobs_wait = timedelta(days=waiting_job_days)

    async def _work_for_ever(self) -> None:
        while True:
            try:
                await prune(self._database, datetime.now(UTC) - self._kept)
                await drop_destroyed(self._database)
                await lapse(self._database, datetime.now(UTC) - self._jobs_wait)
                await forget_texts(self._database, datetime.now(UTC) - KEPT)
            except DATABASE_AWAY as why:
                log.warning("pruning_waits", cause=type(why).__name__)
            await asyncio.sleep(PRUNE_EVERY_S)
