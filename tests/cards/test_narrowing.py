"""A local addendum can only narrow the regional regulation; where it widens is named by clause."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.narrowing import as_problem, widenings
from tests.kit.regulations import (
    CONDITIONS,
    DAY,
    HERE,
    PREDICATES,
    STATUS,
    TERMS,
    Data,
    a_document,
    a_route,
    documents,
    persons,
)

# -- whatever the documents ---------------------------------------------------------------------


@st.composite
def addenda(draw: st.DrawFn, regional: RegulationDocument) -> RegulationDocument:
    """A local document that was written from the regional one: some narrow it, some do not."""
    data = regional.model_dump(mode="json", by_alias=True)
    routes = draw(st.lists(st.sampled_from(data["routes"]), min_size=1, max_size=2))
    data["routes"] = [
        {**route, "name": f"local_{place}", "conditions": _changed(draw, route["conditions"])}
        for place, route in enumerate(routes)
    ]
    if draw(st.booleans()):
        data["validity"]["term"] = draw(TERMS)
    return RegulationDocument.model_validate(data)


def _changed(draw: st.DrawFn, conditions: list[Data]) -> list[Data]:
    """One condition more, one less, or one of another form."""
    place = draw(st.integers(0, len(conditions) - 1))
    old = conditions[place]
    match draw(st.sampled_from(("keep", "more", "less", "other", "field"))):
        case "more":
            return [*conditions, draw(CONDITIONS)]
        case "less" if len(conditions) > 1:
            return [*conditions[:place], *conditions[place + 1 :]]
        case "other":
            new = draw(PREDICATES)
            return [*conditions[:place], new, *conditions[place + 1 :]]
        case "field":
            new = draw(PREDICATES.filter(lambda one: one["kind"] == old["kind"]) | st.none())
            fields = sorted((new or {}).keys() - {"kind"})
            if new and fields:
                name = draw(st.sampled_from(fields))
                return [*conditions[:place], {**old, name: new[name]}, *conditions[place + 1 :]]
    return conditions


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data(), documents(), persons())
def test_whoever_an_addendum_entitles_the_region_entitles_too(
    data: st.DataObject, regional: RegulationDocument, person: Person
) -> None:
    local = data.draw(addenda(regional))
    if widenings(regional, local, [HERE]):
        return
    mine = decide(local, person, on=DAY, municipalities=[HERE])
    theirs = decide(regional, person, on=DAY, municipalities=[HERE])
    if mine.outcome == "entitled":
        assert theirs.outcome == "entitled"
        if theirs.valid_until is not None:
            assert mine.valid_until is None or mine.valid_until <= theirs.valid_until


@given(documents())
def test_a_region_does_not_widen_itself(document: RegulationDocument) -> None:
    assert widenings(document, document, [HERE]) == []


@given(documents(), CONDITIONS)
def test_one_condition_more_never_widens(document: RegulationDocument, more: Data) -> None:
    data = document.model_dump(mode="json", by_alias=True)
    for route in data["routes"]:
        route["conditions"].append(more)
    assert widenings(document, RegulationDocument.model_validate(data), [HERE]) == []


# -- each way to widen --------------------------------------------------------------------------

INCOME = {
    "kind": "income",
    "measure": "gross_taxable",
    "per": "year",
    "limit": {"kind": "fixed", "base_cents": 1_785_556, "per_dependant_cents": 330_554},
    "clause": "art. 3",
}
AGE = {"kind": "age", "at_least": 3, "under": 18, "clause": "art. 4"}
CAMPS = {"categories": ["camp"]}
RULE: Data = {
    "name": "all",
    "clause": "art. 6",
    "reduction": {"kind": "percent_off", "percent": 80},
    "organisation_percent": 40,
}
BENEFIT: Data = {
    "changes": "with_date",
    "rules": [RULE],
    "exclusions": [{"name": "camps", "label": "Kampen", "clause": "art. 7", "fits": CAMPS}],
    "ceilings": [
        {
            "name": "year",
            "clause": "art. 8",
            "amounts": [{"reached_age_at_most": 18, "cents": 20_000}, {"cents": 10_000}],
        }
    ],
    "buying_limits": [{"name": "once", "clause": "art. 9", "times": 1, "per": "week"}],
    "other_help_first": True,
}
VALIDITY: Data = {"term": {"kind": "months", "months": 12}, "grace_days": 30}


def region(**more: Any) -> RegulationDocument:
    return a_document(
        a_route(INCOME, AGE, name="income", clause="art. 2"),
        **{"benefit": BENEFIT, "validity": VALIDITY, **more},
    )


def local(*conditions: Data, route: Data | None = None, **more: Any) -> RegulationDocument:
    written = a_route(*(conditions or (INCOME, AGE)), name="local", **(route or {}))
    return a_document(written, **{"benefit": BENEFIT, "validity": VALIDITY, **more})


def changed(**more: Any) -> Data:
    return {"benefit": {**BENEFIT, **more}}


def fixed(base: int, each: int) -> Data:
    limit = {"kind": "fixed", "base_cents": base, "per_dependant_cents": each}
    return {**INCOME, "limit": limit}


@pytest.mark.parametrize(
    "narrower",
    [
        local(),
        local(INCOME, AGE, STATUS),
        local(fixed(1_785_555, 330_554), AGE),
        local({**INCOME, "compare": "below"}, {**AGE, "at_least": 6}),
        local({"kind": "all_of", "of": [INCOME, AGE]}),
        local({"kind": "any_of", "of": [INCOME, fixed(1, 0)]}, AGE),
        local(validity={"term": {"kind": "months", "months": 11}}),
        local(**changed(rules=[{**RULE, "reduction": {"kind": "percent_off", "percent": 75}}])),
        local(**changed(rules=[{**RULE, "fits": {"categories": ["membership"]}}])),
        local(card_prices=[{"cents": 500}]),
        local(validity={**VALIDITY, "renewable_days_before": 59}),
        local(
            **changed(
                ceilings=[{"name": "x", "amounts": [{"cents": 9_999}]}],
                exclusions=[{"name": "c", "label": "x", "fits": {"categories": ["camp", "meal"]}}],
            )
        ),
    ],
)
def test_what_is_tighter_or_the_same_is_allowed(narrower: RegulationDocument) -> None:
    assert widenings(region(), narrower) == []


@pytest.mark.parametrize(
    ("wider", "path", "clause"),
    [
        (local(INCOME), "routes[0]", "art. 4"),
        (local(AGE), "routes[0]", "art. 3"),
        (local(STATUS, AGE), "routes[0]", "art. 3"),
        (local(fixed(1_785_557, 330_554), AGE), "routes[0]", "art. 3"),
        (local(fixed(1_785_556, 330_555), AGE), "routes[0]", "art. 3"),
        (local({**INCOME, "excluded": ["child_benefit"]}, AGE), "routes[0]", "art. 3"),
        (local(INCOME, {**AGE, "under": 19}), "routes[0]", "art. 4"),
        (local({"kind": "any_of", "of": [INCOME, STATUS]}, AGE), "routes[0]", "art. 3"),
        (
            local(validity={**VALIDITY, "grace_days": 31}),
            "validity.grace_days",
            "validity.grace_days",
        ),
        (
            local(validity={"term": {"kind": "months", "months": 13}}),
            "validity.term",
            "validity.term",
        ),
        (local(validity={}), "validity.term", "validity.term"),
        (local(valid_from="2025-12-31"), "valid_from", "valid_from"),
        (local(granted_to="household"), "granted_to", "granted_to"),
        (
            local(deciding={"derogation_by": "college"}),
            "deciding.derogation_by",
            "deciding.derogation_by",
        ),
        (
            local(**changed(rules=[{**RULE, "reduction": {"kind": "percent_off", "percent": 81}}])),
            "benefit.rules[0]",
            "art. 6",
        ),
        (
            local(**changed(rules=[{**RULE, "organisation_percent": 39}])),
            "benefit.rules[0]",
            "art. 6",
        ),
        (
            local(**changed(rules=[{**RULE, "reduction": {"kind": "full"}}])),
            "benefit.rules[0]",
            "art. 6",
        ),
        (
            local(validity={**VALIDITY, "renewable_days_before": 61}),
            "validity.renewable_days_before",
            "validity.renewable_days_before",
        ),
        (
            local(deciding={"modes": ["application", "automatic"]}),
            "deciding.modes",
            "deciding.modes",
        ),
        (local(**changed(exclusions=[])), "benefit.exclusions", "art. 7"),
        (local(**changed(ceilings=[])), "benefit.ceilings", "art. 8"),
        (
            local(**changed(ceilings=[{"name": "x", "amounts": [{"cents": 10_001}]}])),
            "benefit.ceilings",
            "art. 8",
        ),
        (
            local(**changed(buying_limits=[{"name": "x", "times": 2, "per": "week"}])),
            "benefit.buying_limits",
            "art. 9",
        ),
        (local(**changed(vouchers={"cents_each": 100})), "benefit.vouchers", "benefit.vouchers"),
        (
            local(**changed(other_help_first=False)),
            "benefit.other_help_first",
            "benefit.other_help_first",
        ),
        (local(**changed(payer="domicile")), "benefit.payer", "benefit.payer"),
    ],
)
def test_what_widens_is_named_with_the_clause_that_it_widens(
    wider: RegulationDocument, path: str, clause: str
) -> None:
    found = widenings(region(), wider)
    assert [(one.path, one.clause) for one in found] == [(path, clause)]
    assert clause in as_problem(found[0]).message or found[0].why == "routes"


def test_an_inquiry_and_the_sources_of_a_route_stay_as_the_region_says() -> None:
    asked = a_document(a_route(STATUS, needs_inquiry=True, sources=["own_contribution"]))
    loose = a_document(a_route(STATUS, sources=["own_contribution"]))
    rich = a_document(a_route(STATUS, needs_inquiry=True))
    assert [one.why for one in widenings(asked, loose)] == ["inquiry"]
    assert [one.why for one in widenings(asked, rich)] == ["sources"]


def test_where_the_region_leaves_open_who_is_entitled_nobody_can_say_it_for_her() -> None:
    open_region = RegulationDocument.model_validate({**region().model_dump(), "routes": ()})
    assert [one.why for one in widenings(open_region, local())] == ["routes"]


def test_a_table_must_have_the_same_figures_to_be_compared() -> None:
    def with_table(cents: int, factor: float = 1.0) -> RegulationDocument:
        limit = {"kind": "table", "table": "wage", "factor": factor}
        figures = [{"valid_from": "2026-01-01", "base_cents": cents}]
        table = {"title": "Leefloon", "source": "x", "figures": figures}
        condition = {"kind": "income", "measure": "net", "per": "month", "limit": limit}
        return a_document(a_route(condition), tables={"wage": table})

    assert widenings(with_table(100), with_table(100, 0.9)) == []
    assert widenings(with_table(100), with_table(100, 1.1))
    assert widenings(with_table(100), with_table(200))


def test_a_card_is_no_cheaper_than_in_the_region_for_anybody() -> None:
    prices = [{"reasons": ["first"], "entitled": True, "cents": 100}, {"cents": 500}]
    regional = region().model_copy(update={"card_prices": local(card_prices=prices).card_prices})
    assert widenings(regional, local(card_prices=prices)) == []
    assert widenings(regional, local(card_prices=[{"cents": 500}])) == []
    for cheaper, clause in (
        ([{"cents": 499}], "card_prices[1]"),
        ([], "card_prices[0]"),
        ([{"reasons": ["first"], "cents": 100}, {"cents": 500}], "card_prices[1]"),
    ):
        (found,) = widenings(regional, local(card_prices=cheaper))
        assert (found.path, found.clause) == ("card_prices", clause)
        assert clause in as_problem(found).message
