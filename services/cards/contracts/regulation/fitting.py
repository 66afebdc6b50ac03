"""Which offers a rule is for, and which amount is for whom. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.cards.contracts.regulation.benefit import AgeAmount, Fits
from services.kernel.money import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer as regulations see it: price in cents, its own split, what it is.

    `days` is how long it lasts; None: not said, and then no rule about days is for it.
    """

    price_cents: int
    split: Split
    category: str = "other"
    tags: tuple[str, ...] = ()
    days: float | None = None
    provided_by: Literal["municipality", "others"] = "others"


def age_reached(birth_year: int | None, day: date) -> int | None:
    """The age that somebody reaches in the year of a day; None: her year of birth is not known."""
    return None if birth_year is None else day.year - birth_year


def fits(part: Fits, offered: Offered, age: int | None) -> bool:
    """Whether a part of a benefit is for this offer and this age."""
    return _is_of_kind(part, offered) and _lasts(part, offered.days) and _is_of_age(part, age)


def _is_of_kind(part: Fits, offered: Offered) -> bool:
    if part.categories and offered.category not in part.categories:
        return False
    if offered.category in part.not_categories:
        return False
    if part.provided_by is not None and part.provided_by != offered.provided_by:
        return False
    if part.tags and set(part.tags).isdisjoint(offered.tags):
        return False
    return part.threshold_cents is None or offered.price_cents > part.threshold_cents


def _lasts(part: Fits, days: float | None) -> bool:
    if part.days_at_least is None and part.days_at_most is None:
        return True
    if days is None:
        return False
    least, most = part.days_at_least, part.days_at_most
    return (least is None or days >= least) and (most is None or days <= most)


def _is_of_age(part: Fits, age: int | None) -> bool:
    least, most = part.reached_age_at_least, part.reached_age_at_most
    if least is None and most is None:
        return True
    return age is not None and (least is None or age >= least) and (most is None or age <= most)


def amount_for(amounts: Iterable[AgeAmount], age: int | None) -> int:
    """The amount for an age, in cents: the first that fits holds; 0 where none does.

    Whose age is not known has the amount that is for every age, where there is one.
    """
    for amount in amounts:
        most = amount.reached_age_at_most
        if most is None or (age is not None and age <= most):
            return amount.cents
    return 0
