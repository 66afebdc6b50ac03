"""What contradicts in a regulation document is named with its place."""

import orjson
import pytest

from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from tests.kit.regulations import STATUS, a_route, document_data


def problems(data: dict[str, object]) -> list[tuple[str, str]]:
    """Where and what is wrong with a document given as data."""
    found = check(orjson.dumps(data).decode())
    return [] if isinstance(found, RegulationDocument) else [(p.path, p.code) for p in found]


def income(limit: dict[str, object]) -> dict[str, object]:
    return {"kind": "income", "measure": "net", "per": "month", "limit": limit}


def age(**bounds: object) -> dict[str, object]:
    return {"kind": "age", **bounds}


def benefit(**more: object) -> dict[str, object]:
    return {"benefit": {"changes": "with_date", "rules": [], **more}}


def rule(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "reduction": {"kind": "full"}, **more}


AMOUNTS = [{"cents": 1}]
CAMPS = {"categories": ["camp"]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"valid_until": "2025-12-31"}, ("valid_until", "period_reversed")),
        (
            {"routes": [a_route(income({"kind": "table", "table": "wage"}))]},
            ("routes[0].conditions[0].limit.table", "table_unknown"),
        ),
        (
            {"routes": [a_route({"kind": "property", "max_cadastral_table": "ki"})]},
            ("routes[0].conditions[0].max_cadastral_table", "table_unknown"),
        ),
        (
            {
                "tables": {
                    "wage": {
                        "title": "Leefloon",
                        "source": "x",
                        "figures": [{"valid_from": "2026-01-01", "base_cents": 1}] * 2,
                    }
                }
            },
            ("tables.wage.figures[1]", "table_figures_repeated"),
        ),
        ({"routes": [a_route(), a_route()]}, ("routes[1].name", "name_repeated")),
        (
            {"routes": [a_route(STATUS, age(at_least=19, under=19))]},
            ("routes[0].conditions[1]", "ages_exclude"),
        ),
        (
            {"routes": [a_route(STATUS, age(at_least=19), age(under=18))]},
            ("routes[0].conditions", "route_never_met"),
        ),
        (
            {"routes": [a_route(STATUS, {"kind": "none_of", "of": [STATUS]})]},
            ("routes[0].conditions[1]", "route_contradicts"),
        ),
        (
            {"routes": [a_route(STATUS, {"kind": "residence", "any_of": []})]},
            ("routes[0].conditions[1].any_of", "route_never_met"),
        ),
        (
            {"routes": [a_route(STATUS, {"kind": "residence", "municipalities": ["00000"]})]},
            ("routes[0].conditions[1].municipalities[0]", "municipality_unknown"),
        ),
        ({"routes": [a_route(age(under=18))]}, ("routes[0].means_tested", "means_not_tested")),
        (
            {"routes": [a_route(means_tested=False, sources=["drawing_right"])]},
            ("routes[0].sources", "drawing_right_needs_means"),
        ),
        (
            {"validity": {"term": {"kind": "fixed_end", "day": 31, "month": 2}}},
            ("validity.term.day", "day_not_in_month"),
        ),
        (
            {"deciding": {"provisional_until_ratified": True}},
            ("deciding.committee", "committee_missing"),
        ),
        ({"deciding": {"appeal_within_days": 30}}, ("deciding.appeal_body", "appeal_body_missing")),
        (benefit(rules=[rule("a"), rule("b")]), ("benefit.rules[1]", "rule_never_reached")),
        (
            benefit(rules=[rule("a", fits=CAMPS), rule("a")]),
            ("benefit.rules[1].name", "name_repeated"),
        ),
        (
            benefit(rules=[rule("a", organisation_percent=60, holder_at_least_percent=41)]),
            ("benefit.rules[0]", "shares_above_price"),
        ),
        (
            benefit(
                rules=[
                    {
                        "name": "a",
                        "reduction": {
                            "kind": "as_offered",
                            "percent_at_least": 51,
                            "percent_at_most": 50,
                        },
                    }
                ]
            ),
            ("benefit.rules[0].reduction", "bounds_reversed"),
        ),
        (
            benefit(ceilings=[{"name": "year", "amounts": []}]),
            ("benefit.ceilings[0].amounts", "list_too_short"),
        ),
        (
            benefit(ceilings=[{"name": "year", "amounts": [*AMOUNTS, *AMOUNTS]}]),
            ("benefit.ceilings[0].amounts[1]", "amount_never_reached"),
        ),
        (
            benefit(
                exclusions=[
                    {"name": "x", "label": "x", "fits": {**CAMPS, "not_categories": ["camp"]}}
                ]
            ),
            ("benefit.exclusions[0].fits", "fits_nothing"),
        ),
    ],
)
def test_what_contradicts_is_named_with_its_place(
    change: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problems({**document_data(), **change}) == [expected]


def test_the_last_of_february_may_end_a_right() -> None:
    term = {"kind": "fixed_end", "day": 29, "month": 2}
    assert problems({**document_data(), "validity": {"term": term}}) == []
