"""Proving completeness to a subscriber: what is not hers is told as ranges. Pure."""

from collections.abc import Sequence


def skipped_ranges(after: int, upto: int, seen: Sequence[int]) -> list[list[int]]:
    """The sequences from after + 1 to upto that are not among `seen` (sorted), as ranges."""
    ranges = []
    start = after + 1
    for sequence in [*seen, upto + 1]:
        if sequence > start:
            ranges.append([start, sequence - 1])
        start = sequence + 1
    return ranges
