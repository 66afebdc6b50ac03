"""From when until when a right lasts, in whole days. Pure."""

from calendar import monthrange
from datetime import date, timedelta

from services.cards.contracts.regulation.document import (
    AsDecided,
    FixedEnd,
    MonthsValid,
    Validity,
)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def in_month(year: int, month: int, day: int) -> date:
    """That day of a month, or its last one where the month is shorter."""
    return min(date(year, month, 1) + timedelta(days=day - 1), last_of_month(year, month))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    return in_month(day.year + years, month + 1, day.day)


def months_from(first: date, months: int) -> date:
    """The last of so many months that begin on a day: the eve of the same day, where there is one.

    From 31 January one month lasts until the last of February.
    """
    later = months_later(first, months)
    return later - timedelta(days=1) if later.day == first.day else later


def end_of(term: MonthsValid | FixedEnd, first: date) -> date:
    """The last day of a right whose first day this is, that day included.

    Months run to the eve of the same day; a fixed end that lies behind is that of a later year.
    """
    if isinstance(term, MonthsValid):
        end = months_from(first, term.months)
        return last_of_month(end.year, end.month) if term.to_month_end else end
    end = in_month(first.year + term.years_ahead, term.month, term.day)
    return end if end >= first else in_month(end.year + 1, term.month, term.day)


def until(
    validity: Validity, on: date, running_until: date | None = None
) -> tuple[date | None, date | None]:
    """The last day of a right decided on a day, and of its grace; None where the decision names it.

    `running_until`: the end of the right that is renewed. What is renewed ahead goes on from there,
    so that nobody loses days by coming early.
    """
    if isinstance(validity.term, AsDecided):
        return None, None
    end = end_of(validity.term, _first(on, running_until))
    return end, grace_after(validity, end)


def latest(validity: Validity, on: date, running_until: date | None = None) -> date | None:
    """The last day that a decision of a day may name where the term is left to it; None: any."""
    term = validity.term
    if isinstance(term, AsDecided) and term.months_at_most is not None:
        return months_from(_first(on, running_until), term.months_at_most)
    return None


def _first(on: date, running_until: date | None) -> date:
    return on if running_until is None else max(on, running_until + timedelta(days=1))


def grace_after(validity: Validity, end: date) -> date | None:
    """The last day of grace after the end of a right; None where there is none."""
    return end + timedelta(days=validity.grace_days) if validity.grace_days else None
