"""Deciding by a regulation document. Pure; it never raises, and each decision explains itself.

Whoever may be entitled by several routes is by the first that needs no inquiry.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, get_args

from services.cards.contracts.regulation import lasting
from services.cards.contracts.regulation.combining import Case, all_of, missing_of
from services.cards.contracts.regulation.decision import (
    Decision,
    Missing,
    RouteFinding,
)
from services.cards.contracts.regulation.document import RegulationDocument, Route, Source
from services.cards.contracts.regulation.evaluating import evaluate
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.predicates import DependantOf

SOURCES: Final[tuple[Source, ...]] = get_args(Source)

HOUSEHOLD: Final = Route(
    name="household",
    title="Lid van een gezin dat recht heeft",
    conditions=(DependantOf(kind="dependant_of_holder"),),
    means_tested=False,
)
"""By which the other members follow, where a right is granted to a household."""


def decide(
    document: RegulationDocument,
    person: Person,
    *,
    on: date,
    municipalities: Iterable[str] = (),
    running_until: date | None = None,
) -> Decision:
    """What the document says of a person on a day.

    `municipalities` are the network's, by REFNIS code. `running_until` is the end of the right
    that is renewed. Unknown: at least one route could still be met, and none is; or the document
    leaves open who is entitled.
    """
    case = Case(person, on, frozenset(municipalities), document.tables)
    asked = routes_of(document)
    routes = tuple(_judged(route, case) for route in asked)
    met = [one for one in zip(asked, routes, strict=True) if one[1].outcome == "met"]
    if not met:
        return _no_right(document, routes, on)
    route, _finding = min(met, key=lambda one: one[0].needs_inquiry)
    valid_until, grace_until = lasting.until(document.validity, on, running_until)
    return Decision(
        outcome="entitled",
        scheme=document.scheme,
        title=document.title,
        on=on,
        route=route.name,
        routes=routes,
        valid_from=on,
        valid_until=valid_until,
        grace_until=grace_until,
        latest_until=lasting.latest(document.validity, on, running_until),
        sources=sources_of(route),
        means_tested=route.means_tested,
        needs_inquiry=route.needs_inquiry,
    )


def routes_of(document: RegulationDocument) -> tuple[Route, ...]:
    """All ways to be entitled; last, where a household is, living with who is entitled."""
    follows = document.granted_to == "household" and bool(document.routes)
    return (*document.routes, HOUSEHOLD) if follows else document.routes


def sources_of(route: Route) -> tuple[Source, ...]:
    """The funding sources that may carry who is entitled by a route, in their order.

    The drawing right is for people in poverty: a route without a means test has to name it.
    """
    if route.sources:
        return route.sources
    return SOURCES if route.means_tested else tuple(s for s in SOURCES if s != "drawing_right")


def _no_right(document: RegulationDocument, routes: Sequence[RouteFinding], on: date) -> Decision:
    waiting = [one for one in routes if one.outcome == "unknown"]
    outcome: Literal["unknown", "not_entitled"] = "unknown" if waiting else "not_entitled"
    missing = [lack for route in waiting for lack in missing_of(route.findings)]
    if not routes:
        outcome, missing = "unknown", [Missing(fact="routes")]
    return Decision(
        outcome=outcome,
        scheme=document.scheme,
        title=document.title,
        on=on,
        routes=tuple(routes),
        missing=tuple(dict.fromkeys(missing)),
    )


def _judged(route: Route, case: Case) -> RouteFinding:
    findings = tuple(evaluate(condition, case) for condition in route.conditions)
    return RouteFinding(
        name=route.name,
        title=route.title,
        clause=route.clause,
        outcome=all_of(findings),
        findings=findings,
        needs_inquiry=route.needs_inquiry,
    )
