"""The days on which euro transfers between banks are executed: the TARGET calendar. Pure."""

from datetime import date, timedelta
from typing import Final

_FIXED: Final = frozenset({(1, 1), (5, 1), (12, 25), (12, 26)})
_SATURDAY: Final = 5


def is_bank_day(day: date) -> bool:
    """Whether banks execute on this day: no weekend, no closing day of TARGET."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED:
        return False
    return day not in (
        easter(day.year) - timedelta(days=2),
        easter(day.year) + timedelta(days=1),
    )


def bank_day_from(day: date) -> date:
    """The first bank day on or after this day."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, leap_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    to_sunday = (32 + 2 * leap_rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
