"""A local addendum can only narrow the regional regulation: where it widens, by clause. Pure.

Whoever the local document entitles the regional one entitles too, for no longer and to no more.
What cannot be compared counts as wider: an author writes it as the region does, or tighter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.card_prices import cheaper_than
from services.cards.contracts.regulation.covering import (
    ceiling_kept,
    covers,
    given_by,
    limit_kept,
    vouchers_within,
)
from services.cards.contracts.regulation.deciding import sources_of
from services.cards.contracts.regulation.document import (
    AsDecided,
    FixedEnd,
    MonthsValid,
    RegulationDocument,
    Route,
    Term,
)
from services.cards.contracts.regulation.implying import Beside, differing, implied
from services.cards.contracts.regulation.predicates import Condition
from services.cards.contracts.regulation.problems import Problem, problem

Why = Literal[
    "routes",
    "condition",
    "inquiry",
    "sources",
    "period",
    "validity",
    "granted_to",
    "derogation",
    "modes",
    "card_price",
    "rule",
    "exclusion",
    "ceiling",
    "buying_limit",
    "vouchers",
    "other_help",
    "payer",
]

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Widening:
    """One thing that is wider than the region allows.

    `path` is where the local document does it; `clause` is what it widens: the clause of the
    regional regulation, or where that names none, its place there.
    """

    path: str
    clause: str
    why: Why


def as_problem(widening: Widening) -> Problem:
    """The widening as a problem of the local document."""
    return problem(widening.path, f"widens_{widening.why}", clause=widening.clause)


def widenings(
    regional: RegulationDocument, local: RegulationDocument, municipalities: Iterable[str] = ()
) -> list[Widening]:
    """All that the local document widens. `municipalities` are the network's."""
    beside = Beside(frozenset(municipalities), differing(local.tables, regional.tables))
    return [
        *_periods(regional, local),
        *_routes(regional, local, beside),
        *_validity(regional, local),
        *_deciding(regional, local),
        *_card_prices(regional, local),
        *_benefit(regional.benefit, local.benefit),
    ]


def _periods(regional: RegulationDocument, local: RegulationDocument) -> Iterator[Widening]:
    if local.valid_from < regional.valid_from:
        yield Widening("valid_from", "valid_from", "period")
    if regional.valid_until is not None and (
        local.valid_until is None or local.valid_until > regional.valid_until
    ):
        yield Widening("valid_until", "valid_until", "period")


# -- who is entitled ----------------------------------------------------------------------------


def _routes(
    regional: RegulationDocument, local: RegulationDocument, beside: Beside
) -> Iterator[Widening]:
    for place, route in enumerate(local.routes):
        tried = [
            _of_route(f"routes[{place}]", other, route, at, beside)
            for at, other in enumerate(regional.routes)
        ]
        if not tried:
            yield Widening(f"routes[{place}]", "routes", "routes")
        elif not any(one == [] for one in tried):
            yield from min(tried, key=len)[:1]


def _of_route(path: str, theirs: Route, ours: Route, at: int, beside: Beside) -> list[Widening]:
    """What one route allows beyond another."""
    named = theirs.clause or theirs.title
    found = [
        Widening(path, _clause(condition, theirs, at, place), "condition")
        for place, condition in enumerate(theirs.conditions)
        if not implied(condition, ours.conditions, beside)
    ]
    if theirs.needs_inquiry and not ours.needs_inquiry:
        found.append(Widening(f"{path}.needs_inquiry", named, "inquiry"))
    if not set(sources_of(ours)) <= set(sources_of(theirs)):
        found.append(Widening(f"{path}.sources", named, "sources"))
    return found


def _clause(condition: Condition, route: Route, at: int, place: int) -> str:
    named = condition.clause or condition.label or route.clause
    return named or f"routes[{at}].conditions[{place}]"


# -- for how long, and who decides --------------------------------------------------------------


def _validity(regional: RegulationDocument, local: RegulationDocument) -> Iterator[Widening]:
    if not _no_longer(local.validity.term, regional.validity.term):
        yield Widening("validity.term", "validity.term", "validity")
    if local.validity.grace_days > regional.validity.grace_days:
        yield Widening("validity.grace_days", "validity.grace_days", "validity")
    if local.validity.renewable_days_before > regional.validity.renewable_days_before:
        path = "validity.renewable_days_before"
        yield Widening(path, path, "validity")


def _no_longer(ours: Term, theirs: Term) -> bool:
    if isinstance(theirs, AsDecided):
        most = theirs.months_at_most
        return most is None or _months_at_most(ours) <= most
    if isinstance(theirs, FixedEnd):
        return isinstance(ours, FixedEnd) and _ends_no_later(ours, theirs)
    if isinstance(ours, MonthsValid) and ours.months == theirs.months:
        return theirs.to_month_end or not ours.to_month_end
    if isinstance(ours, FixedEnd):
        return False
    return _months_at_most(ours) <= theirs.months - isinstance(ours, MonthsValid)


def _months_at_most(term: Term) -> float:
    """No right of this term lasts longer than so many months."""
    if isinstance(term, MonthsValid):
        return term.months + term.to_month_end
    if isinstance(term, FixedEnd):
        return (term.years_ahead + 1) * MONTHS
    return float("inf") if term.months_at_most is None else term.months_at_most


def _ends_no_later(ours: FixedEnd, theirs: FixedEnd) -> bool:
    same_day = (ours.month, ours.day) == (theirs.month, theirs.day)
    return ours.years_ahead + (0 if same_day else 2) <= theirs.years_ahead


def _deciding(regional: RegulationDocument, local: RegulationDocument) -> Iterator[Widening]:
    if local.granted_to == "household" and regional.granted_to == "person":
        yield Widening("granted_to", "granted_to", "granted_to")
    if local.deciding.derogation_by is not None and regional.deciding.derogation_by is None:
        yield Widening("deciding.derogation_by", "deciding.derogation_by", "derogation")
    if not set(local.deciding.modes) <= set(regional.deciding.modes):
        yield Widening("deciding.modes", "deciding.modes", "modes")


def _card_prices(regional: RegulationDocument, local: RegulationDocument) -> Iterator[Widening]:
    """Where a card is cheaper than the region lets it be, for whoever and whatever the reason."""
    if regional.no_card or local.no_card:
        return
    line = cheaper_than(local.card_prices, regional.card_prices)
    if line is not None:
        at = regional.card_prices.index(line)
        yield Widening("card_prices", f"card_prices[{at}]", "card_price")


# -- to what ------------------------------------------------------------------------------------


def _benefit(regional: Benefit, local: Benefit) -> Iterator[Widening]:
    yield from _rules(regional, local)
    for exclusion in regional.exclusions:
        if not any(covers(one.fits, exclusion.fits) for one in local.exclusions):
            clause = exclusion.clause or exclusion.label
            yield Widening("benefit.exclusions", clause, "exclusion")
    for place, ceiling in enumerate(regional.ceilings):
        if not ceiling_kept(ceiling, local.ceilings):
            named = ceiling.clause or f"benefit.ceilings[{place}]"
            yield Widening("benefit.ceilings", named, "ceiling")
    for place, limit in enumerate(regional.buying_limits):
        if not limit_kept(limit, local.buying_limits):
            named = limit.clause or f"benefit.buying_limits[{place}]"
            yield Widening("benefit.buying_limits", named, "buying_limit")
    if not vouchers_within(local.vouchers, regional.vouchers):
        yield Widening("benefit.vouchers", "benefit.vouchers", "vouchers")
    if regional.other_help_first and not local.other_help_first:
        yield Widening("benefit.other_help_first", "benefit.other_help_first", "other_help")
    if regional.payer != local.payer:
        yield Widening("benefit.payer", "benefit.payer", "payer")


def _rules(regional: Benefit, local: Benefit) -> Iterator[Widening]:
    for place, rule in enumerate(local.rules):
        path = f"benefit.rules[{place}]"
        try:
            higher = given_by(rule, regional.rules)
        except LookupError:
            yield Widening(path, "benefit.rules", "rule")
            continue
        if higher is not None:
            at = regional.rules.index(higher)
            yield Widening(path, higher.clause or f"benefit.rules[{at}]", "rule")
