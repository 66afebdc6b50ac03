"""Which streams are folded again: all, or the largest and some others by lot. Pure."""

import random
from collections.abc import Mapping


def chosen(sizes: Mapping[str, int], number: int | None, seed: int) -> frozenset[str]:
    """So many streams, the largest among them; all where `number` is None.

    `sizes`: events by stream. The same seed draws the same lots.
    """
    ordered = sorted(sizes, key=lambda stream: (-sizes[stream], stream))
    if number is None or number >= len(ordered):
        return frozenset(ordered)
    if number <= 0:
        return frozenset()
    lots = random.Random(seed).sample(ordered[1:], number - 1)  # noqa: S311 - no secret
    return frozenset([ordered[0], *lots])
