"""A subscriber can account for every sequence. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.feed import skipped_ranges


def test_what_is_not_hers_is_told_as_ranges() -> None:
    assert skipped_ranges(0, 7, [1, 2, 5]) == [[3, 4], [6, 7]]
    assert skipped_ranges(3, 3, []) == []
    assert skipped_ranges(3, 6, []) == [[4, 6]]


@given(st.integers(0, 50), st.sets(st.integers(1, 100)), st.integers(0, 60))
def test_events_and_ranges_together_are_contiguous(after: int, public: set[int], more: int) -> None:
    upto = after + more
    seen = sorted(n for n in public if after < n <= upto)
    told = {n for low, high in skipped_ranges(after, upto, seen) for n in range(low, high + 1)}
    assert told | set(seen) == set(range(after + 1, upto + 1))
    assert told.isdisjoint(seen)
