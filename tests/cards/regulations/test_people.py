"""People of each scheme, decided and priced by hand; a failure names the predicate at fault."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from services.cards.contracts.regulation.counting import RightOn, Used
from services.cards.contracts.regulation.deciding import decide, routes_of
from services.cards.contracts.regulation.decision import Decision, Finding
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import NotSold, Priced, price
from services.kernel.money import Split
from tests.kit import schemes

ALL: Final = {"entitled", "not_entitled", "unknown"}
DOCUMENTS: Final = schemes.documents()
PEOPLE: Final = {path.stem: schemes.load(path) for path in sorted(schemes.PEOPLE.glob("*.yaml"))}
NETWORK_ALONE: Final = (0, 0, 10_000)
"""The split of an offer that says nothing: the network bears what the holder is spared."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One person or price of a file."""

    scheme: str
    what: dict[str, Any]

    @property
    def file(self) -> dict[str, Any]:
        """The file it stands in."""
        file: dict[str, Any] = PEOPLE[self.scheme]
        return file

    @property
    def on(self) -> date:
        """The day of decision."""
        return date.fromisoformat(self.file["on"])

    @property
    def document(self) -> RegulationDocument:
        """The regulation it is about."""
        return DOCUMENTS[self.scheme]


def _cases(key: str, name: str) -> list[Any]:
    return [
        pytest.param(_Case(scheme, each), id=f"{scheme}: {each[name]}")
        for scheme, file in PEOPLE.items()
        for each in file.get(key, ())
    ]


@pytest.mark.parametrize("case", _cases("people", "who"))
def test_a_person_is_decided_as_by_hand(case: _Case) -> None:
    decision = _decision(case)
    expected = case.what["expect"]
    assert decision.outcome == expected["outcome"], told(decision)
    if decision.outcome == "entitled":
        assert decision.route == expected["route"], told(decision)
        assert _iso(decision.valid_until) == expected["until"]
        assert decision.needs_inquiry == expected.get("inquiry", False)
        if "sources" in expected:
            assert list(decision.sources) == expected["sources"]
    if decision.outcome == "not_entitled":
        assert set(expected["failed"]) <= {one.kind for one in _failed(decision)}, told(decision)
    if decision.outcome == "unknown":
        assert {one.fact for one in decision.missing} >= set(expected["missing"]), told(decision)


@pytest.mark.parametrize("case", _cases("prices", "offer"))
def test_an_offer_costs_what_was_worked_out_by_hand(case: _Case) -> None:
    asked = case.what
    on = case.on
    right = RightOn(
        valid_from=on, valid_until=on.replace(year=on.year + 1), birth_year=asked.get("born", 1990)
    )
    offered = Offered(
        price_cents=asked["price"],
        split=Split(*asked.get("split", NETWORK_ALONE)),
        category=asked["category"],
        tags=tuple(asked.get("tags", ())),
        days=asked.get("days"),
        provided_by=asked.get("provided_by", "others"),
    )
    benefit = case.document.benefit
    priced = price(benefit, offered, right, Used(), on=on, other_help_cents=asked.get("help", 0))
    if "excluded" in asked:
        named = {one.name: one for one in benefit.exclusions}[asked["excluded"]]
        assert priced == NotSold("offer_excluded", {"clause": named.clause or named.label})
        return
    assert isinstance(priced, Priced)
    shares = priced.shares
    paid = [shares.holder_cents, shares.organisation_cents, shares.network_cents]
    assert paid == asked["pays"], priced.steps


@pytest.mark.parametrize("scheme", sorted(DOCUMENTS))
def test_each_scheme_has_people_of_every_outcome_and_route(scheme: str) -> None:
    file = PEOPLE[scheme]
    assert len(file["people"]) >= 3
    expected = [each["expect"] for each in file["people"]]
    assert {one["outcome"] for one in expected} == ALL - set(file.get("never", ()))
    taken = {one["route"] for one in expected if one["outcome"] == "entitled"}
    waiting = set(file.get("open_routes", ()))
    assert taken | waiting == {route.name for route in routes_of(DOCUMENTS[scheme])}
    assert not taken & waiting


@pytest.mark.parametrize("scheme", sorted(DOCUMENTS))
def test_each_scheme_of_which_the_benefit_is_known_has_a_price(scheme: str) -> None:
    known = bool(DOCUMENTS[scheme].benefit.rules)
    assert bool(PEOPLE[scheme].get("prices")) == known


def _decision(case: _Case) -> Decision:
    person = schemes.person(case.file.get("everyone", {}), case.what.get("facts", {}))
    return decide(case.document, person, on=case.on, municipalities=case.file["municipalities"])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def told(decision: Decision) -> str:
    """Every route with its predicates and what each said, to read when a test fails."""
    lines = [f"{decision.title}: {decision.outcome}"]
    for route in decision.routes:
        lines.append(f"  {route.name}: {route.outcome}")
        lines += [f"    {one.kind}: {one.outcome} {_figures(one)}" for one in _all(route.findings)]
    return "\n".join(lines)


def _figures(one: Finding) -> str:
    said = {"figure": one.figure, "limit": one.limit, "asked": one.asked, "found": one.found}
    missing = [lack.fact for lack in one.missing]
    return str({key: value for key, value in said.items() if value} | {"missing": missing})


def _failed(decision: Decision) -> list[Finding]:
    return [
        one for route in decision.routes for one in _all(route.findings) if one.outcome == "not_met"
    ]


def _all(findings: Iterable[Finding]) -> list[Finding]:
    return [each for one in findings for each in (one, *_all(one.of))]
