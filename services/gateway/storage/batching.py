"""One statement for all that ask at the same time: calls gather while others are under way.

A lone call goes at once. Each item keeps bounds of its own: the database function names them
anew for every item.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

ITEMS_MAX = 200
LANES = 2

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741


class Batched(Generic[I, O]):
    """Turns many calls with one item into few calls with many; answers in the order of items."""

    def __init__(self, run: Callable[[Sequence[I]], Awaitable[Sequence[O]]]) -> None:
        self._run = run
        self._waiting: list[tuple[I, asyncio.Future[O]]] = []
        self._lanes: dict[object, asyncio.Task[None]] = {}

    async def __call__(self, item: I) -> O:
        """The answer to this item. Raises what the call that it was in raised."""
        answer: asyncio.Future[O] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if len(self._lanes) < LANES:
            lane = object()
            self._lanes[lane] = asyncio.create_task(self._work(lane))
        return await answer

    async def _work(self, lane: object) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:ITEMS_MAX], self._waiting[ITEMS_MAX:]
                # Who has given up meanwhile is left out.
                batch = [(item, answer) for item, answer in batch if not answer.done()]
                if batch:
                    await self._answer(batch)
        finally:
            # In the step that saw nothing waiting: who asks in the next one finds a lane free.
            del self._lanes[lane]

    async def _answer(self, batch: Sequence[tuple[I, "asyncio.Future[O]"]]) -> None:
        try:
            answers = await self._run([item for item, _ in batch])
            for (_, answer), value in zip(batch, answers, strict=True):
                if not answer.done():
                    answer.set_result(value)
        except Exception as problem:
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(problem)
