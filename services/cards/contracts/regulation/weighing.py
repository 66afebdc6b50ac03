"""Predicates that hold a sum of money against a limit: income, property, savings. Pure.

Where a fact is missing the figure or the limit is a range: it is met where the worst of it is,
not met where the best of it is not, and unknown in between.
"""

from collections.abc import Iterable
from fractions import Fraction

from services.cards.contracts.regulation.combining import Case, unknown
from services.cards.contracts.regulation.decision import Compare, Finding, Missing, Outcome, Unit
from services.cards.contracts.regulation.facts import Earned, Owned, Person
from services.cards.contracts.regulation.measuring import (
    MONTHS,
    Range,
    dependants,
    exact,
    just,
    limit_of,
    to_cents,
    total,
)
from services.cards.contracts.regulation.predicates import Income, Property, Savings, TableAmount


def _within(figure: Fraction, limit: Fraction, compare: Compare) -> bool:
    return figure < limit if compare == "below" else figure <= limit


def held_against(
    figure: Range, limit: Range, compare: Compare = "at_most"
) -> tuple[Outcome, Fraction, Fraction]:
    """Whether a figure is within a limit, and the two that tell it."""
    if figure.high is not None and _within(figure.high, limit.low, compare):
        return "met", figure.high, limit.low
    if limit.high is not None and not _within(figure.low, limit.high, compare):
        return "not_met", figure.low, limit.high
    return "unknown", figure.low, limit.low


def _rounded(limit: Range) -> Range:
    high = None if limit.high is None else Fraction(to_cents(limit.high))
    return Range(Fraction(to_cents(limit.low)), high)


def _shown(figure: Fraction, compare: Compare) -> int:
    """A figure in whole cents that compares to a whole limit as the exact one does."""
    down, rest = divmod(figure.numerator, figure.denominator)
    return down if compare == "below" or not rest else down + 1


# -- income -------------------------------------------------------------------------------------


def income(asks: Income, case: Case) -> Finding:
    """Income within its limit. A month counts a twelfth of a year."""
    person = case.person
    limit = limit_of(asks.limit, person, case.on, case.tables, asks.dependant_max_cents)
    if isinstance(limit, Missing):
        return _unsure(asks, limit)
    earned = _earned(asks, person)
    if isinstance(earned, Missing):
        return _unsure(asks, earned)
    houses = _other_houses(asks, person)
    yearly = just(earned).plus(houses)
    figure = yearly.times(Fraction(1, MONTHS)) if asks.per == "month" else yearly
    outcome, mine, most = held_against(figure, _rounded(limit), asks.compare)
    return Finding(
        kind="income",
        outcome=outcome,
        figure=_shown(mine, asks.compare),
        limit=to_cents(most),
        unit=_unit(asks),
        compare=asks.compare,
        asked=(asks.measure, asks.of),
        missing=() if outcome != "unknown" else _gaps(person, limit, houses),
    )


def _unit(asks: Income) -> Unit:
    return "cents_per_month" if asks.per == "month" else "cents"


def _unsure(asks: Income, missing: Missing) -> Finding:
    return Finding(
        kind="income",
        outcome="unknown",
        unit=_unit(asks),
        compare=asks.compare,
        asked=(asks.measure, asks.of),
        missing=(missing,),
    )


def _gaps(person: Person, limit: Range, houses: Range) -> tuple[Missing, ...]:
    gaps = [] if limit.certain else [Missing(fact="household")]
    if not houses.certain:
        fact = "properties" if person.properties is None else "cadastral_income"
        gaps.append(Missing.model_validate({"fact": fact}))
    return tuple(gaps)


def _earned(asks: Income, person: Person) -> Fraction | Missing:
    """What is earned in a year, in cents. Each kind must be known by the measure that is asked."""
    if person.incomes is None:
        return Missing(fact="incomes", words=(asks.measure,))
    lines = [one for one in person.incomes if one.kind not in asks.excluded]
    if asks.of == "person":
        lines = [one for one in lines if one.of == "person"]
    counted = [one for one in lines if one.measure == asks.measure]
    unmeasured = {one.kind for one in lines} - {one.kind for one in counted}
    if unmeasured:
        return Missing(fact="incomes", words=(asks.measure, *sorted(unmeasured)))
    return total(_yearly_cents(one) for one in counted)


def _yearly_cents(one: Earned) -> int:
    return one.cents * (MONTHS if one.per == "month" else 1)


def _other_houses(asks: Income, person: Person) -> Range:
    """The cadastral income of houses other than the home, so many times, in cents a year."""
    times = exact(asks.real_estate_times)
    if times == 0:
        return just(0)
    if person.properties is None:
        return Range(Fraction(0), None)
    others = [one for one in person.properties if not one.home]
    return _cadastral(others).times(times)


def _cadastral(owned: Iterable[Owned]) -> Range:
    known = [one.cadastral_cents for one in owned]
    low = total(cents for cents in known if cents is not None)
    return Range(low, None if None in known else low)


# -- property and savings -----------------------------------------------------------------------


def owns_little(asks: Property, case: Case) -> Finding:
    """Real estate within its limit: how many, only the home, and the home's cadastral income."""
    owned = case.person.properties
    if owned is None:
        return unknown("property", Missing(fact="properties"))
    others = [one for one in owned if not one.home]
    if len(owned) > asks.max_count or (asks.home_only and others):
        only_home = len(owned) <= asks.max_count
        return _houses(len(owned), asks.max_count, "not_met", "home_only" if only_home else None)
    homes = [one for one in owned if one.home]
    bound = _bound(asks, case)
    if bound is None or not homes:
        return _houses(len(owned), asks.max_count, "met", None)
    if isinstance(bound, Missing):
        return unknown("property", bound)
    return _modest(homes, bound)


def _bound(asks: Property, case: Case) -> Range | Missing | None:
    """The most cadastral income of the home, in cents: written here, or in a dated table."""
    if asks.max_cadastral_table is not None:
        amount = TableAmount(kind="table", table=asks.max_cadastral_table)
        return limit_of(amount, case.person, case.on, case.tables)
    if asks.max_cadastral_cents is None:
        return None
    each = dependants(case.person, None, 1).times(Fraction(asks.per_dependant_cents))
    return just(asks.max_cadastral_cents).plus(each)


def _houses(count: int, most: int, outcome: Outcome, why: str | None) -> Finding:
    return Finding(
        kind="property",
        outcome=outcome,
        figure=count,
        limit=most,
        unit="houses",
        compare="at_most",
        why=why,
    )


def _modest(homes: list[Owned], limit: Range) -> Finding:
    figure = _cadastral(homes)
    outcome, mine, most = held_against(figure, limit)
    gaps = [] if figure.certain else [Missing(fact="cadastral_income")]
    if not limit.certain:
        gaps.append(Missing(fact="household"))
    return Finding(
        kind="property",
        outcome=outcome,
        figure=int(mine),
        limit=int(most),
        unit="cents",
        compare="at_most",
        missing=tuple(gaps) if outcome == "unknown" else (),
    )


def saves_little(asks: Savings, case: Case) -> Finding:
    """Savings within their limit; per person, the one who saves most tells it."""
    saved = case.person.savings_cents
    if saved is None:
        return unknown("savings", Missing(fact="savings"))
    figure = sum(saved) if asks.per == "household" else max(saved, default=0)
    return Finding(
        kind="savings",
        outcome="met" if figure <= asks.max_cents else "not_met",
        figure=figure,
        limit=asks.max_cents,
        unit="cents",
        compare="at_most",
        asked=(asks.per,),
    )
