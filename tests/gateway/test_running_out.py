"""When an envelope runs out, and which of its warnings are due. Pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.running_out import (
    Forecast,
    Season,
    forecast,
    spent_by_day,
    warnings_reached,
)

TODAY = date(2026, 6, 30)
DAY = timedelta(days=1)
YEAR_AGO = timedelta(weeks=52)
EVERY_DAY = {date(2025, 1, 1) + n * DAY: 100 for n in range(365)}


def a_season(free: int, **known: object) -> Season:
    """An envelope of 2026 on the last of June, opened at new year."""
    given_ = {
        "year": 2026,
        "today": TODAY,
        "opened_on": date(2026, 1, 1),
        "spent": {},
        "before": {},
    }
    return Season(free_cents=free, **{**given_, **known})  # type: ignore[arg-type]


def test_without_a_year_before_it_goes_on_as_in_the_last_four_weeks() -> None:
    spent = {TODAY - n * DAY: 100 for n in range(28)} | {TODAY - 40 * DAY: 99_999}
    expected = Forecast("last_weeks", 700, TODAY + 10 * DAY)
    assert forecast(a_season(1_000, spent=spent)) == expected
    assert forecast(a_season(1_001, spent=spent)).runs_out_on == TODAY + 11 * DAY
    last = forecast(a_season(184 * 100, spent=spent))
    assert last.runs_out_on == date(2026, 12, 31)
    assert forecast(a_season(184 * 100 + 1, spent=spent)) == Forecast("last_weeks", 700)


def test_a_young_envelope_is_measured_over_its_own_days() -> None:
    spent = {TODAY - 9 * DAY: 1_000}
    young = forecast(a_season(500, spent=spent, opened_on=TODAY - 9 * DAY))
    assert (young.week_cents, young.runs_out_on) == (700, TODAY + 5 * DAY)
    today = forecast(a_season(500, spent={TODAY: 700}, opened_on=TODAY))
    assert today == Forecast("last_weeks", 700, TODAY + 5 * DAY)


def test_the_summer_of_the_year_before_comes_again() -> None:
    """Nothing in the last weeks, but camps in the last week of July: 50.00 a day."""
    camps = {date(2025, 7, 21) + n * DAY: 5_000 for n in range(5)}
    quiet = forecast(a_season(12_000, before=camps))
    assert quiet == Forecast("last_year", 0, date(2026, 7, 22))
    assert (quiet.runs_out_on or TODAY) - YEAR_AGO == date(2025, 7, 23)
    assert forecast(a_season(25_001, before=camps)).runs_out_on is None


def test_a_year_that_spends_twice_as_much_runs_out_twice_as_soon() -> None:
    so_far = {day + YEAR_AGO: 200 for day in EVERY_DAY if day + YEAR_AGO <= TODAY}
    doubled = forecast(a_season(2_000, spent=so_far, before=EVERY_DAY))
    assert doubled == Forecast("last_year", 1_400, TODAY + 10 * DAY)


def test_too_early_in_the_year_to_compare() -> None:
    january = date(2026, 1, 10)
    spent = {january: 90_000}
    early = forecast(a_season(1_000, today=january, spent=spent, before=EVERY_DAY))
    assert early == Forecast("last_year", 700, january + 10 * DAY)


@pytest.mark.parametrize(
    ("season", "expected"),
    [
        (a_season(1_000), Forecast("nothing_spent")),
        (a_season(0), Forecast("nothing_spent")),
        (a_season(1_000, spent={TODAY: -500}), Forecast("nothing_spent")),
        (a_season(0, spent={TODAY: 2_800}), Forecast("last_weeks", 700, TODAY)),
        (a_season(1_000, year=2025, spent={TODAY: 2_800}), Forecast("over")),
        (a_season(1_000, year=2027), Forecast("over")),
    ],
)
def test_what_cannot_be_told_is_not_guessed(season: Season, expected: Forecast) -> None:
    assert forecast(season) == expected


@given(
    spent=st.dictionaries(st.integers(0, 180), st.integers(-500, 5_000)),
    before=st.dictionaries(st.integers(0, 364), st.integers(-500, 5_000)),
    free=st.integers(0, 100_000),
    more=st.integers(1, 100_000),
)
def test_more_money_never_runs_out_sooner(
    spent: dict[int, int], before: dict[int, int], free: int, more: int
) -> None:
    given_ = {
        "spent": {date(2026, 1, 1) + n * DAY: cents for n, cents in spent.items()},
        "before": {date(2025, 1, 1) + n * DAY: cents for n, cents in before.items()},
    }
    less, much = forecast(a_season(free, **given_)), forecast(a_season(free + more, **given_))
    assert (less.rhythm, less.week_cents) == (much.rhythm, much.week_cents)
    if less.runs_out_on is None:
        assert much.runs_out_on is None
    else:
        assert TODAY <= less.runs_out_on <= (much.runs_out_on or date(2026, 12, 31))


def test_what_decisions_bring_is_not_spent_and_what_comes_back_is_less() -> None:
    first, second, third = TODAY, TODAY + DAY, TODAY + 2 * DAY
    grown = {first: 4_000, second: -1_600, third: 600}
    moved = {first: 5_000, third: -1_000}
    assert spent_by_day(grown, moved) == {first: 1_000, second: 1_600, third: -1_600}


def test_warnings_are_due_at_their_level_and_no_longer_once_money_came() -> None:
    levels = (90, 50, 80)
    assert warnings_reached(levels, 10_000, 5_001) == []
    assert warnings_reached(levels, 10_000, 5_000) == [50]
    assert warnings_reached(levels, 10_000, 0) == [50, 80, 90]
    assert warnings_reached(levels, 20_000, 10_000) == [50]
    assert warnings_reached(levels, 0, 0) == []
