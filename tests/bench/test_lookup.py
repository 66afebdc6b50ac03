"""Finding a person in a crowd is measured in earnest: the same persons, on both sides."""

from statistics import median

from tests.bench import crowd, lookup


def test_who_is_looked_for_is_one_of_the_neighbours_and_names_are_common() -> None:
    here = crowd.neighbours(lookup.HERE_COUNT)
    wanted = lookup.searches(here)
    assert len({one.id for one in here}) == lookup.HERE_COUNT
    assert len({one.family_name for one in here}) < len(here) / 10
    assert {one.birth_date for one in wanted} - {None} <= {one.birth_date for one in here}


def test_a_ratio_tells_whether_the_promise_is_kept() -> None:
    kept = lookup.Medians(1_000_000, (1.2, 1.3, 1.5), (1.0, 1.0, 1.0), (9.0, 9.0, 9.0))
    assert kept.reached
    assert kept.lines()[0].startswith(f"ratio {median(kept.ratios):.2f} (1.20–1.50)")
    assert not lookup.Medians(1_000_000, (1.6,), (1.0,), (9.0,)).reached


async def test_both_sides_are_filled_found_and_measured() -> None:
    found = await lookup.measure(people=3_000, rounds=1)
    assert min(*found.crowded, *found.alone, *found.largest) > 0
