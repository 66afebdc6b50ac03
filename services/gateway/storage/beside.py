"""Work that goes on beside the requests of a gateway process, from its start to its stop."""

import asyncio
from abc import ABC, abstractmethod


class Beside(ABC):
    """One task of a process. What it leaves undone at its stop is found again by who comes next."""

    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._work_for_ever())

    async def stop(self) -> None:
        """End, wherever it is."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @abstractmethod
    async def _work_for_ever(self) -> None:
        """The work; it ends by being cancelled."""
