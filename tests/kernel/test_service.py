"""A process goes on with what it does beside its turns, whatever fails in it."""

import asyncio

from services.kernel.contract import Catalogue
from services.kernel.rules import Rules
from services.kernel.service import Process
from services.kernel.settings import Settings


class Stumbling(Process):
    """Fails in its first sweep, in a way that nobody foresaw."""

    sweeps = 0

    async def _sweep(self) -> None:
        self.sweeps += 1
        self._assigned.set()
        if self.sweeps == 1:
            raise ZeroDivisionError
        raise asyncio.CancelledError


async def test_a_sweep_that_fails_is_not_the_last() -> None:
    settings = Settings(instance="sums-0", kafka="nowhere:1", database="postgresql://nowhere/sums")
    process = Stumbling(Rules(service="sums", tables=()), settings, Catalogue([]))
    process._assigned.set()
    await asyncio.gather(process._sweep_for_ever(), return_exceptions=True)
    assert process.sweeps == 2
