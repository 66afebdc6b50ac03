"""What contradicts in a document: fields that each are allowed, and not together. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from services.cards.contracts.regulation.benefit import (
    AgeAmount,
    AsOffered,
    Benefit,
    BenefitRule,
    Ceiling,
    Fits,
)
from services.cards.contracts.regulation.document import (
    Deciding,
    FixedEnd,
    ReferenceTable,
    RegulationDocument,
    Route,
)
from services.cards.contracts.regulation.implying import bare
from services.cards.contracts.regulation.predicates import (
    Age,
    AllOf,
    AnyOf,
    Condition,
    DependantOf,
    FixedAmount,
    Income,
    NoneOf,
    Property,
    Residence,
    ScaledAmount,
    Status,
)
from services.cards.contracts.regulation.problems import Problem, problem
from services.partners.contracts.municipalities import MUNICIPALITIES

LEAP_YEAR: Final = 2024
Found = Iterator[Problem]
Placed = tuple[str, Condition]


def inconsistencies(document: RegulationDocument) -> list[Problem]:
    """All that does not belong together."""
    found: Iterable[Iterable[Problem]] = (
        _period(document),
        *(_table(name, table) for name, table in document.tables.items()),
        _repeated("routes", [route.name for route in document.routes]),
        *(_route(place, route, document) for place, route in enumerate(document.routes)),
        _term(document),
        _benefit(document.benefit),
        _deciding(document.deciding),
    )
    return list(chain.from_iterable(found))


def _period(document: RegulationDocument) -> Found:
    if document.valid_until is not None and document.valid_until < document.valid_from:
        yield problem("valid_until", "period_reversed")


def _table(name: str, table: ReferenceTable) -> Found:
    seen = set()
    for place, row in enumerate(table.figures):
        if (row.valid_from, row.category) in seen:
            yield problem(f"tables.{name}.figures[{place}]", "table_figures_repeated")
        seen.add((row.valid_from, row.category))


def _repeated(path: str, names: Sequence[str]) -> Found:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield problem(f"{path}[{place}].name", "name_repeated")


def _term(document: RegulationDocument) -> Found:
    term = document.validity.term
    if isinstance(term, FixedEnd) and term.day > monthrange(LEAP_YEAR, term.month)[1]:
        yield problem("validity.term.day", "day_not_in_month")


def _deciding(deciding: Deciding) -> Found:
    if deciding.provisional_until_ratified and deciding.committee is None:
        yield problem("deciding.committee", "committee_missing")
    if deciding.appeal_within_days is not None and deciding.appeal_body is None:
        yield problem("deciding.appeal_body", "appeal_body_missing")


# -- routes -------------------------------------------------------------------------------------


def placed(path: str, conditions: Sequence[Condition]) -> Iterator[Placed]:
    """Every condition of a tree with its path, the outer ones first."""
    for place, condition in enumerate(conditions):
        here = f"{path}[{place}]"
        yield here, condition
        if isinstance(condition, AnyOf | AllOf | NoneOf):
            yield from placed(f"{here}.of", condition.of)


def required(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """What must all be met, with the parts of all_of."""
    for condition in conditions:
        if isinstance(condition, AllOf):
            yield from required(condition.of)
        else:
            yield condition


def _route(place: int, route: Route, document: RegulationDocument) -> Found:
    path = f"routes[{place}]"
    for here, condition in placed(f"{path}.conditions", route.conditions):
        yield from _condition(here, condition, document)
    yield from _never(path, route)
    yield from _means(path, route)


_MEANS: Final = frozenset({"status", "circumstance", "income", "savings", "property", "judgement"})
_FOLLOWS: Final = "dependant_of_holder"


def _means(path: str, route: Route) -> Found:
    if not route.means_tested:
        if "drawing_right" in route.sources:
            yield problem(f"{path}.sources", "drawing_right_needs_means")
        return
    kinds = {condition.kind for _path, condition in placed("", route.conditions)}
    if not kinds & (_MEANS | {_FOLLOWS}):
        yield problem(f"{path}.means_tested", "means_not_tested")


def _never(path: str, route: Route) -> Found:
    """What all have to be met together and cannot."""
    needed = list(required(route.conditions))
    ages = [one for one in needed if isinstance(one, Age)]
    least = max((one.at_least for one in ages if one.at_least is not None), default=None)
    under = min((one.under for one in ages if one.under is not None), default=None)
    alone = any(_ages_exclude(one) for one in ages)
    if not alone and least is not None and under is not None and least >= under:
        yield problem(f"{path}.conditions", "route_never_met")
    asked = {bare(one) for one in needed}
    for place, condition in enumerate(route.conditions):
        if isinstance(condition, NoneOf) and any(bare(one) in asked for one in condition.of):
            yield problem(f"{path}.conditions[{place}]", "route_contradicts")


def _ages_exclude(age: Age) -> bool:
    return age.at_least is not None and age.under is not None and age.at_least >= age.under


def _condition(path: str, condition: Condition, document: RegulationDocument) -> Found:
    if isinstance(condition, Age) and _ages_exclude(condition):
        yield problem(path, "ages_exclude")
    if isinstance(condition, Residence):
        yield from _residence(path, condition)
    if isinstance(condition, Status) and not condition.evidence:
        yield problem(f"{path}.evidence", "route_never_met")
    if isinstance(condition, DependantOf | Residence):
        share = condition.co_parenting_share
        if share is not None and not 0 <= share <= 1:
            yield problem(f"{path}.co_parenting_share", "route_never_met")
    yield from _figures(path, condition, document)


def _residence(path: str, condition: Residence) -> Found:
    if not condition.any_of:
        yield problem(f"{path}.any_of", "route_never_met")
    for place, code in enumerate(condition.municipalities):
        if code not in MUNICIPALITIES:
            yield problem(f"{path}.municipalities[{place}]", "municipality_unknown")


def _figures(path: str, condition: Condition, document: RegulationDocument) -> Found:
    tables = document.tables
    limit = condition.limit if isinstance(condition, Income) else None
    named = None if limit is None or isinstance(limit, FixedAmount) else limit.table
    if named not in (None, *tables):
        yield problem(f"{path}.limit.table", "table_unknown")
    if isinstance(limit, ScaledAmount) and limit.table is None and limit.base_cents == 0:
        yield problem(f"{path}.limit.base_cents", "field_missing")
    if isinstance(condition, Property):
        if condition.max_count < 0:
            yield problem(f"{path}.max_count", "route_never_met")
        if condition.max_cadastral_table not in (None, *tables):
            yield problem(f"{path}.max_cadastral_table", "table_unknown")


# -- benefit ------------------------------------------------------------------------------------


def _benefit(benefit: Benefit) -> Found:
    yield from _repeated("benefit.rules", [rule.name for rule in benefit.rules])
    yield from _repeated("benefit.exclusions", [one.name for one in benefit.exclusions])
    yield from _repeated("benefit.ceilings", [one.name for one in benefit.ceilings])
    yield from _repeated("benefit.buying_limits", [one.name for one in benefit.buying_limits])
    yield from _rules(benefit.rules)
    for place, exclusion in enumerate(benefit.exclusions):
        yield from _fits(f"benefit.exclusions[{place}].fits", exclusion.fits)
    for place, ceiling in enumerate(benefit.ceilings):
        yield from _fits(f"benefit.ceilings[{place}].fits", ceiling.fits)
        yield from _amounts(f"benefit.ceilings[{place}].amounts", ceiling.amounts)
    yield from _set_aside(benefit.ceilings)
    for place, limit in enumerate(benefit.buying_limits):
        yield from _fits(f"benefit.buying_limits[{place}].fits", limit.fits)
    if benefit.vouchers is not None:
        yield from _fits("benefit.vouchers.fits", benefit.vouchers.fits)
        yield from _amounts("benefit.vouchers.amounts", benefit.vouchers.amounts)


def _set_aside(ceilings: Sequence[Ceiling]) -> Found:
    """What is set aside is one person's, and a price is paid from one of them at most."""
    asked = [place for place, one in enumerate(ceilings) if one.set_aside]
    for place in asked:
        path = f"benefit.ceilings[{place}].set_aside"
        if ceilings[place].per == "household" or ceilings[place].pooled:
            yield problem(path, "set_aside_shared")
        if place != asked[0]:
            yield problem(path, "set_aside_twice")


def _rules(rules: Sequence[BenefitRule]) -> Found:
    for place, rule in enumerate(rules):
        path = f"benefit.rules[{place}]"
        if any(earlier.fits == Fits() for earlier in rules[:place]):
            yield problem(path, "rule_never_reached")
        yield from _fits(f"{path}.fits", rule.fits)
        if sum(way is not None for way in rule.division) > 1:
            yield problem(path, "divided_twice")
        if (rule.organisation_percent or 0) + (rule.holder_at_least_percent or 0) > 100:
            yield problem(path, "shares_above_price")
        if isinstance(rule.reduction, AsOffered):
            least, most = rule.reduction.percent_at_least, rule.reduction.percent_at_most
            if _reversed(least, most):
                yield problem(f"{path}.reduction", "bounds_reversed")


def _amounts(path: str, amounts: Sequence[AgeAmount]) -> Found:
    """Ages go up, and nothing follows the amount for every age."""
    reached = -1
    for place, amount in enumerate(amounts):
        if reached is None or (amount.reached_age_at_most or 10_000) <= reached:
            yield problem(f"{path}[{place}]", "amount_never_reached")
        reached = 10_000 if amount.reached_age_at_most is None else amount.reached_age_at_most


def _fits(path: str, fits: Fits) -> Found:
    nothing_left = bool(fits.categories) and set(fits.categories) <= set(fits.not_categories)
    days = _reversed(fits.days_at_least, fits.days_at_most)
    ages = _reversed(fits.reached_age_at_least, fits.reached_age_at_most)
    if nothing_left or days or ages:
        yield problem(path, "fits_nothing")


def _reversed(least: float | None, most: float | None) -> bool:
    return least is not None and most is not None and least > most
