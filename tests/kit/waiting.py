"""Waiting on a condition, never on time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
LOOK_EVERY_S = 0.05


async def eventually(
    look: Callable[[], Awaitable[T]], good: Callable[[T], bool], *, seconds: float = 30.0
) -> T:
    """Look until what is seen is good; what was seen. Raises AssertionError with the last look."""
    last: T | None = None
    try:
        async with asyncio.timeout(seconds):
            while True:
                last = await look()
                if good(last):
                    return last
                await asyncio.sleep(LOOK_EVERY_S)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:.0f} s in vain; last seen: {last!r}") from None
