"""What is promised with a right, in money: vouchers, personal budgets. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.contracts.allowances import VOUCHERS
from services.budget.domain.copies import Promise, Promises
from services.cards.contracts.events import SchemeRightGranted, SchemeRightRenewed
from services.cards.contracts.regulation.counting import WHOLE
from services.cards.contracts.regulation.lasting import months_from

RightEvent = SchemeRightGranted | SchemeRightRenewed
YEARS_AHEAD: Final = 10
"""Of a right that lasts for longer, the years after these get their budget when it is renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One sum of what is promised: as cards counts its use, from when until when."""

    period: str
    name: str
    first_day: date
    last_day: date
    cents: int
    category: str


def spans(event: RightEvent, found: Promises, today: date) -> list[Span]:
    """All that is promised with a right as it is granted or renewed, and is not over."""
    day = event.valid_from if isinstance(event, SchemeRightGranted) else today
    all_of = (span for one in found.promises for span in _spans(one, event, day))
    return [span for span in all_of if span.cents and span.last_day >= today]


def _spans(promise: Promise, event: RightEvent, day: date) -> Iterator[Span]:
    until = event.grace_until or event.valid_until

    def span(name: str, period: str = WHOLE, first: date = day, last: date = until) -> Span:
        cents = promise.cents_for(event.birth_year, first)
        return Span(
            period=period,
            name=name,
            first_day=first,
            last_day=last,
            cents=cents,
            category=promise.category,
        )

    match promise.kind:
        case "vouchers":
            months = promise.valid_months
            last = event.valid_until if months is None else months_from(day, months)
            yield span(f"{VOUCHERS}{day.isoformat()}", last=last)
        case "once":
            yield span(promise.name)
        case "card_period":
            yield span(f"{promise.name}@{event.valid_until.isoformat()}")
        case "calendar_year":
            for year in range(day.year, min(until.year, day.year + YEARS_AHEAD) + 1):
                first, last = max(day, date(year, 1, 1)), min(until, date(year, 12, 31))
                yield span(promise.name, str(year), first, last)
