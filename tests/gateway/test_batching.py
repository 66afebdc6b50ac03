"""Calls that come at the same time go together; each gets its own answer. Pure asyncio."""

import asyncio
from collections.abc import Sequence

import pytest

from services.gateway.storage.batching import ITEMS_MAX, LANES, Batched


class Doubling:
    """Doubles numbers; waits at a gate, and notes which came together."""

    def __init__(self) -> None:
        self.gate, self.begun = asyncio.Event(), asyncio.Event()
        self.batches: list[list[int]] = []

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.begun.set()
        await self.gate.wait()
        if -1 in items:
            raise ConnectionError
        return [2 * item for item in items]


async def test_a_lone_call_goes_at_once() -> None:
    run = Doubling()
    run.gate.set()
    assert await Batched(run)(4) == 8
    assert run.batches == [[4]]


async def test_calls_gather_while_others_are_under_way() -> None:
    run = Doubling()
    batched = Batched(run)
    early = [asyncio.create_task(batched(n)) for n in range(LANES)]
    await run.begun.wait()
    late = [asyncio.create_task(batched(n)) for n in range(100, 110)]
    await asyncio.sleep(0)
    run.gate.set()
    assert await asyncio.gather(*early, *late) == [2 * n for n in [*range(LANES), *range(100, 110)]]
    assert len(run.batches) <= LANES + 1


async def test_no_batch_is_larger_than_its_bound() -> None:
    run = Doubling()
    batched = Batched(run)
    tasks = [asyncio.create_task(batched(n)) for n in range(3 * ITEMS_MAX)]
    run.gate.set()
    assert await asyncio.gather(*tasks) == [2 * n for n in range(3 * ITEMS_MAX)]
    assert max(len(batch) for batch in run.batches) <= ITEMS_MAX


async def test_a_failure_is_told_to_all_that_were_in_it_and_to_nobody_else() -> None:
    run = Doubling()
    run.gate.set()
    batched = Batched(run)
    with pytest.raises(ConnectionError):
        await batched(-1)
    assert await batched(1) == 2


async def test_who_gives_up_does_not_hold_up_the_others() -> None:
    run = Doubling()
    batched = Batched(run)
    given_up, patient = asyncio.create_task(batched(1)), asyncio.create_task(batched(2))
    await asyncio.sleep(0)
    given_up.cancel()
    run.gate.set()
    assert await patient == 4


async def test_who_asks_again_as_soon_as_answered_is_answered() -> None:
    # All lanes end in the same moment, and the first answer leads to the next question at once.
    run = Doubling()
    batched = Batched(run)

    async def twice() -> int:
        return await batched(await batched(1))

    others = []
    asked = asyncio.create_task(twice())
    await run.begun.wait()
    for _ in range(LANES - 1):
        run.begun.clear()
        others.append(asyncio.create_task(batched(1)))
        await run.begun.wait()
    run.gate.set()
    async with asyncio.timeout(10):
        assert await asyncio.gather(asked, *others) == [4, *[2] * (LANES - 1)]
