"""Days of law: in Flanders a day begins at midnight in Brussels. Pure."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
DAYS_AWAY_MAX: Final = timedelta(days=366)


def day_of(instant: datetime) -> date:
    """The day in Brussels of an instant."""
    return instant.astimezone(BRUSSELS).date()


def within_a_year(day: date, instant: datetime) -> bool:
    """Whether a day lies at most a year before or after an instant."""
    return abs(day - day_of(instant)) <= DAYS_AWAY_MAX
