"""When an envelope runs out, and which of its warnings are due. Pure.

The forecast follows the season's own rhythm. Where the same action was paid from an envelope the
year before, each day to come spends what the same weekday 52 weeks earlier spent, times what this
year spent so far beside the year before; in the first four weeks of a year, too early to compare,
as much as then. Else every day to come spends the average of the last four weeks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from services.gateway.domain.sentences import euros

Rhythm = Literal["last_year", "last_weeks", "nothing_spent", "over"]
"""What a forecast follows: the year before, the last four weeks; or why there is none: nothing was
spent yet, or the year is not the present one."""

WINDOW_DAYS: Final = 28
YOUNGEST_DAYS: Final = 7
"""An envelope that was opened in these days is taken to spend as if it were a week old."""
_SAME_WEEK: Final = timedelta(weeks=52)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Season:
    """An envelope as it stands on a day: what is free, and what was spent by day, in cents.

    `before`: what the envelope of the same action spent in the year before; empty for none.
    """

    year: int
    today: date
    opened_on: date
    free_cents: int
    spent: Mapping[date, int]
    before: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """On which day the money is gone; None where it lasts the year, or nothing can be told.

    `week_cents`: what the coming seven days spend, rounded down to the cent.
    """

    rhythm: Rhythm
    week_cents: int = 0
    runs_out_on: date | None = None


def spent_by_day(grown: Mapping[date, int], moved: Mapping[date, int]) -> dict[date, int]:
    """What an envelope spent by day: what decisions brought it, less what it grew by, in cents.

    What was taken back of what was spent earlier counts as less, on the day on which it was.
    """
    days = grown.keys() | moved.keys()
    return {day: moved.get(day, 0) - grown.get(day, 0) for day in sorted(days)}


def warnings_reached(levels: Sequence[int], set_apart_cents: int, free_cents: int) -> list[int]:
    """Which percentages of what was set apart are spent or held, the lowest first."""
    if set_apart_cents <= 0:
        return []
    gone = set_apart_cents - free_cents
    return sorted(level for level in set(levels) if gone * 100 >= level * set_apart_cents)


def forecast(season: Season) -> Forecast:
    """When the envelope runs out, were everything to go on as the rhythm says."""
    if season.year != season.today.year:
        return Forecast("over")
    rhythm, pace = _pace(season)
    coming = [pace(season.today + n * _DAY) for n in range(1, 8)]
    week = int(sum(coming, Fraction(0)))
    if rhythm == "nothing_spent":
        return Forecast(rhythm)
    if season.free_cents <= 0:
        return Forecast(rhythm, week, season.today)
    left = Fraction(season.free_cents)
    day = season.today + _DAY
    while day.year == season.year:
        left -= pace(day)
        if left <= 0:
            return Forecast(rhythm, week, day)
        day += _DAY
    return Forecast(rhythm, week)


class _Average:
    """The same every day."""

    def __init__(self, cents: Fraction) -> None:
        self._cents = cents

    def __call__(self, _day: date) -> Fraction:
        return self._cents


class _LastYear:
    """What the same day of the week 52 weeks before spent, times a factor."""

    def __init__(self, before: Mapping[date, int], factor: Fraction) -> None:
        self._before, self._factor = before, factor

    def __call__(self, day: date) -> Fraction:
        return self._before.get(day - _SAME_WEEK, 0) * self._factor


def _pace(season: Season) -> tuple[Rhythm, _Average | _LastYear]:
    """The rhythm to follow, and what it spends on a day to come."""
    past = {day: cents for day, cents in season.spent.items() if day <= season.today}
    to_come = sum(c for day, c in season.before.items() if day > season.today - _SAME_WEEK)
    if to_come > 0:
        return "last_year", _LastYear(season.before, _factor(season, sum(past.values())))
    age = (season.today - season.opened_on).days + 1
    days = min(max(age, YOUNGEST_DAYS), WINDOW_DAYS)
    first = season.today - (days - 1) * _DAY
    recent = sum(cents for day, cents in past.items() if day >= first)
    if recent <= 0:
        return "nothing_spent", _Average(Fraction(0))
    return "last_weeks", _Average(Fraction(recent, days))


def _factor(season: Season, so_far: int) -> Fraction:
    """This year beside the year before, up to the same day."""
    then = sum(c for day, c in season.before.items() if day <= season.today - _SAME_WEEK)
    early = (season.today - date(season.year, 1, 1)).days < WINDOW_DAYS
    if early or then <= 0 or so_far <= 0:
        return Fraction(1)
    return Fraction(so_far, then)


def notice_sentence(percent: int, left_cents: int) -> str:
    """What who keeps the books is told of an envelope."""
    return (
        f"Van deze enveloppe is {percent} % uitgegeven of gereserveerd. Vrij: {euros(left_cents)}."
    )
