"""The instalments of a participation: what was agreed, what is confirmed, what waits. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import ClassVar, Final

from services.budget.contracts.commands import INSTALMENTS_MAX
from services.budget.contracts.events import Instalment, InstalmentTerms, InstalmentWish
from services.budget.domain.calendar import end_of
from services.kernel.money import Shares
from services.kernel.portions import equal_parts, instalments
from services.kernel.refusal import Refusal
from services.kernel.state import Change, Row, State

LONGEST: Final = timedelta(days=366)
"""So long after today the last instalment may be due."""
GRACE: Final = timedelta(days=31)
"""So long after the day of the last one what is not confirmed stays held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentPlan(Row):
    """How a participation is paid in instalments. Key: the participation.

    The first `confirmed` of them are payable; `open`: the rest is held. `next_due_at`: when the
    clock confirms the next one, where its day does.
    """

    table: ClassVar[str] = "instalment_plans"
    instalments: tuple[Instalment, ...]
    by_due_day: bool
    confirmed: int = 0
    open: bool = True
    next_due_at: datetime | None = None

    @property
    def next(self) -> Instalment:
        """The first that is not confirmed."""
        return self.instalments[self.confirmed]

    @property
    def waiting(self) -> Sequence[Instalment]:
        """Those that are held still."""
        return self.instalments[self.confirmed :] if self.open else ()

    def with_confirmed(self, number: int) -> "InstalmentPlan":
        """The same, once this many are confirmed."""
        over = number >= len(self.instalments)
        watched = None if over or not self.by_due_day else due_at(self.instalments[number].due)
        return replace(self, confirmed=number, open=not over, next_due_at=watched)


def due_at(day: date) -> datetime:
    """The instant at which a day begins."""
    return end_of(day - timedelta(days=1))


def closed(key: str, state: State) -> Iterable[Change]:
    """Nothing of it is held any more."""
    found = state.get(InstalmentPlan, key)
    if found is not None:
        yield replace(found, open=False, next_due_at=None)


def with_instalments(
    key: str, instalments: tuple[Instalment, ...], state: State
) -> Iterable[Change]:
    """The same plan with other instalments; as it was where none are told."""
    found = state.get(InstalmentPlan, key)
    if found is not None and instalments:
        yield replace(found, instalments=instalments)


def unposted_cents(key: str, state: State) -> int:
    """What of the network's share is not payable yet, because its instalments are not due."""
    found = state.get(InstalmentPlan, key)
    return 0 if found is None else sum(one.network_cents for one in found.waiting)


def shares_of_parts(parts: Iterable[Instalment]) -> Shares:
    """What each bears of these together."""
    told = [(one.holder_cents, one.organisation_cents, one.network_cents) for one in parts]
    holder, organisation, network = map(sum, zip((0, 0, 0), *told, strict=True))
    return Shares(holder, organisation, network)


def planned(
    terms: InstalmentTerms, shares: Shares, today: date
) -> tuple[tuple[InstalmentWish, Shares], ...]:
    """Each instalment with what each payer bears of it. Refuses terms that cannot be."""
    price = shares.holder_cents + shares.organisation_cents + shares.network_cents
    wishes = _equal(terms, price) if terms.times is not None else terms.parts
    counted = terms.times is not None
    field = "times" if counted else "instalments"
    if counted == bool(terms.parts) or not 2 <= len(wishes) <= INSTALMENTS_MAX:
        raise Refusal("instalments_invalid", field, most=INSTALMENTS_MAX)
    cents = [one.cents for one in wishes]
    if min(cents) <= 0 or sum(cents) != price:
        raise Refusal("instalments_sum", field, price_cents=price)
    days = [one.due for one in wishes]
    rising = all(first < then for first, then in pairwise(days))
    if not rising or days[0] < today or days[-1] > today + LONGEST:
        field = "first_due" if counted else "instalments"
        raise Refusal("instalment_days_invalid", field, days_max=LONGEST.days)
    return tuple(zip(wishes, instalments(shares, cents), strict=True))


def _equal(terms: InstalmentTerms, price_cents: int) -> tuple[InstalmentWish, ...]:
    """Equal parts, a month apart."""
    times, first = terms.times or 0, terms.first_due
    if first is None or not 2 <= times <= INSTALMENTS_MAX:
        raise Refusal("instalments_invalid", "times", most=INSTALMENTS_MAX)
    parts = equal_parts(price_cents, times)
    return tuple(
        InstalmentWish(due=_months_after(first, place), cents=cents)
        for place, cents in enumerate(parts)
    )


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise Refusal("instalment_days_invalid", "first_due", days_max=LONGEST.days)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
