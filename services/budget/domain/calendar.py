"""Days of law: in Flanders a day begins at midnight in Brussels. Pure."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")


def day_of(instant: datetime) -> date:
    """The day in Brussels of an instant."""
    return instant.astimezone(BRUSSELS).date()
