"""Days of law: in Flanders a day begins at midnight in Brussels. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")


def day_of(instant: datetime) -> date:
    """The day in Brussels of an instant."""
    return instant.astimezone(BRUSSELS).date()


def end_of(day: date) -> datetime:
    """The instant at which a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), BRUSSELS).astimezone(UTC)
