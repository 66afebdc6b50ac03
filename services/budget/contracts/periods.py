"""The periods by which providers are settled with, and until when their lines are on time. Pure.

Periods lie within a calendar year: months, January to April and so on, half years. What is
settled on request has no period: its lines are on time until some days after their year.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {"month": 1, "four_months": 4, "half_year": 6}
"""How many months a period has, by kind. Another kind has no period."""


def last_day(kind: str, day: date) -> date | None:
    """The last day of the period in which a day lies; None: there are no periods."""
    months = MONTHS.get(kind)
    if months is None:
        return None
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


def ended_before(kind: str, on: date) -> date | None:
    """The last day of the latest period that is over on a day; None: there are no periods."""
    months = MONTHS.get(kind)
    if months is None:
        return None
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    return first - timedelta(days=1)


def claimed_until(kind: str, day: date, within_days: int) -> date:
    """The last day on which a line of a day comes on time."""
    end = last_day(kind, day) or date(day.year, 12, 31)
    return end + timedelta(days=within_days)
