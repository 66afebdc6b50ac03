"""Whether one benefit gives no more than another, part by part. Pure.

It says yes only where that is certain for every offer and age.
"""

from collections.abc import Iterable, Sequence
from typing import Final, get_args

from services.cards.contracts.regulation.benefit import (
    AgeAmount,
    AmountOff,
    AsOffered,
    BenefitRule,
    BuyingLimit,
    Ceiling,
    Fits,
    Full,
    HolderPays,
    PercentOff,
    Reduction,
    Vouchers,
)
from services.cards.contracts.regulation.fitting import amount_for
from services.cards.contracts.regulation.implying import at_least, at_most, within
from services.cards.contracts.regulation.words import Category

CATEGORIES: Final = frozenset(get_args(Category))


def covers(outer: Fits, inner: Fits) -> bool:
    """Whether whatever the inner one is for, the outer one is for too."""
    return (
        _categories(inner) <= _categories(outer)
        and outer.provided_by in (None, inner.provided_by)
        and within(inner.tags, outer.tags)
        and at_least(inner.threshold_cents, outer.threshold_cents)
        and at_least(inner.days_at_least, outer.days_at_least)
        and at_most(inner.days_at_most, outer.days_at_most)
        and at_least(inner.reached_age_at_least, outer.reached_age_at_least)
        and at_most(inner.reached_age_at_most, outer.reached_age_at_most)
    )


def may_meet(one: Fits, other: Fits) -> bool:
    """Whether some offer may be for both."""
    parties = {one.provided_by, other.provided_by}
    return (
        not _categories(one).isdisjoint(_categories(other))
        and parties != {"municipality", "others"}
        and _cross(one.days_at_least, other.days_at_most)
        and _cross(other.days_at_least, one.days_at_most)
        and _cross(one.reached_age_at_least, other.reached_age_at_most)
        and _cross(other.reached_age_at_least, one.reached_age_at_most)
    )


def _cross(least: float | None, most: float | None) -> bool:
    return least is None or most is None or least <= most


def _categories(part: Fits) -> frozenset[str]:
    named = frozenset(part.categories) if part.categories else CATEGORIES
    return named - frozenset(part.not_categories)


def no_higher(ours: BenefitRule, theirs: BenefitRule) -> bool:
    """Whether the holder never pays less, nor the network more, by our rule than by theirs."""
    return (
        _reduces_no_more(ours.reduction, theirs.reduction)
        and at_least(ours.holder_at_least_percent, theirs.holder_at_least_percent)
        and at_least(ours.holder_at_least_cents, theirs.holder_at_least_cents)
        and at_most(ours.network_at_most_cents, theirs.network_at_most_cents)
        and _provider_bears(ours, theirs)
    )


def _provider_bears(ours: BenefitRule, theirs: BenefitRule) -> bool:
    """Divided as theirs, or with a larger fixed percent of the price for the provider."""
    if ours.organisation_percent is not None and theirs.organisation_percent is not None:
        same = ours.division[1:] == theirs.division[1:]
        return same and ours.organisation_percent >= theirs.organisation_percent
    return ours.division == theirs.division


def _reduces_no_more(ours: Reduction, theirs: Reduction) -> bool:
    if isinstance(theirs, Full):
        return True
    if isinstance(ours, HolderPays) and isinstance(theirs, HolderPays):
        return ours.cents >= theirs.cents
    if isinstance(ours, AmountOff) and isinstance(theirs, AmountOff):
        return ours.cents <= theirs.cents
    mine, other = _percents(ours), _percents(theirs)
    if mine is None or other is None:
        return False
    both = isinstance(ours, AsOffered) and isinstance(theirs, AsOffered)
    return (mine[0] <= other[0] and mine[1] <= other[1]) if both else mine[1] <= other[0]


def _percents(reduction: Reduction) -> tuple[float, float] | None:
    """The least and the most that is taken off, in percent."""
    if isinstance(reduction, PercentOff):
        return reduction.percent, reduction.percent
    if isinstance(reduction, AsOffered):
        return reduction.percent_at_least, reduction.percent_at_most
    return None


def given_by(ours: BenefitRule, theirs: Sequence[BenefitRule]) -> BenefitRule | None:
    """The first rule of theirs by which somebody would get less than by ours; None: there is none.

    Raises LookupError where theirs give nothing at all for some of what ours is for.
    """
    for rule in theirs:
        if not may_meet(rule.fits, ours.fits):
            continue
        if not no_higher(ours, rule):
            return rule
        if covers(rule.fits, ours.fits):
            return None
    raise LookupError(ours.name)


def ceiling_kept(theirs: Ceiling, ours: Iterable[Ceiling]) -> bool:
    """Whether one of our ceilings is at most theirs, for at least the same offers."""
    return any(_ceiling_within(one, theirs) for one in ours)


def _ceiling_within(ours: Ceiling, theirs: Ceiling) -> bool:
    same = (ours.per, ours.period) == (theirs.per, theirs.period)
    pooled = not ours.pooled or (
        theirs.pooled and within(ours.pooled_categories, theirs.pooled_categories)
    )
    return (
        same
        and pooled
        and covers(ours.fits, theirs.fits)
        and amounts_within(ours.amounts, theirs.amounts)
    )


def amounts_within(ours: Sequence[AgeAmount], theirs: Sequence[AgeAmount]) -> bool:
    """Whether every age has at most as much."""
    bounds = {one.reached_age_at_most for one in (*ours, *theirs)} - {None}
    ages = [None, *(bound + more for bound in bounds if bound is not None for more in (0, 1))]
    return all(amount_for(ours, age) <= amount_for(theirs, age) for age in ages)


def limit_kept(theirs: BuyingLimit, ours: Iterable[BuyingLimit]) -> bool:
    """Whether one of our buying limits is at most theirs, for at least the same offers."""
    return any(
        (one.on, one.per) == (theirs.on, theirs.per)
        and one.times <= theirs.times
        and covers(one.fits, theirs.fits)
        for one in ours
    )


def vouchers_within(ours: Vouchers | None, theirs: Vouchers | None) -> bool:
    """Whether our vouchers are worth no more, nor longer, nor for more."""
    if ours is None:
        return True
    if theirs is None:
        return False
    amounts = not theirs.amounts or (
        bool(ours.amounts) and amounts_within(ours.amounts, theirs.amounts)
    )
    return (
        amounts
        and at_most(ours.valid_months, theirs.valid_months)
        and covers(theirs.fits, ours.fits)
    )
