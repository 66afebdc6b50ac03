"""Which child of a household somebody is. Pure."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.siblings import place_among

BORN = {"a": date(2012, 5, 1), "b": date(2009, 1, 1), "c": date(2015, 9, 9), "d": None}
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 1, 1))


def test_the_eldest_is_the_first_and_who_is_not_known_does_not_count() -> None:
    assert [place_among(child, BORN) for child in "bacd"] == [1, 2, 3, None]


@given(st.dictionaries(st.text(min_size=1, max_size=3), DAYS, max_size=8))
def test_each_child_has_a_place_of_her_own_twins_too(born: dict[str, date]) -> None:
    places = sorted(place_among(child, born) or 0 for child in born)
    assert places == list(range(1, len(born) + 1))
