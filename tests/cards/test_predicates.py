"""Each predicate, on both sides of its limit, and where a fact is missing. Pure."""

from typing import Any

import pytest

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Finding
from tests.kit.regulations import DAY, HERE, Data, a_document, a_person, a_route


def finding(condition: Data, tables: Data | None = None, **facts: Any) -> Finding:
    document = a_document(a_route(condition), tables=tables or {})
    made = decide(document, a_person(**facts), on=DAY, municipalities=[HERE])
    return made.routes[0].findings[0]


def outcome(condition: Data, **facts: Any) -> str:
    return finding(condition, **facts).outcome


def lacks(condition: Data, **facts: Any) -> list[str]:
    return [one.fact for one in finding(condition, **facts).missing]


def income(limit: Data, **more: Any) -> Data:
    return {"kind": "income", "measure": "net", "per": "month", "limit": limit, **more}


def earns(cents: int, **more: Any) -> Data:
    return {"measure": "net", "per": "month", "cents": cents, **more}


FIXED: Data = {"kind": "fixed", "base_cents": 100_000, "per_dependant_cents": 10_000}


# -- income -------------------------------------------------------------------------------------


def test_a_disabled_dependant_counts_as_often_as_the_document_says() -> None:
    asks = income({**FIXED, "disabled_counts": 2})
    household = [{"dependant": True, "disabled": True}, {"dependant": True}, {}]
    assert finding(asks, incomes=[], household=household).limit == 130_000


def test_a_dependant_with_too_much_income_is_none() -> None:
    asks = income(FIXED, dependant_max_cents=312_000)
    household = [
        {"dependant": True, "yearly_income_cents": 312_000},
        {"dependant": True, "yearly_income_cents": 312_001},
    ]
    assert finding(asks, incomes=[], household=household).limit == 110_000


def test_more_dependants_could_still_turn_it() -> None:
    assert outcome(income(FIXED), incomes=[earns(100_000)]) == "met"
    assert outcome(income(FIXED), incomes=[earns(100_001)]) == "unknown"
    assert lacks(income(FIXED), incomes=[earns(100_001)]) == ["household"]
    none = {"kind": "fixed", "base_cents": 100_000}
    assert outcome(income(none), incomes=[earns(100_001)]) == "not_met"


def test_below_is_stricter_than_at_most() -> None:
    below = income({"kind": "fixed", "base_cents": 100_000}, compare="below")
    assert outcome(below, incomes=[earns(99_999)]) == "met"
    assert outcome(below, incomes=[earns(100_000)]) == "not_met"


def test_kinds_that_do_not_count_are_left_out_and_the_rest_must_be_measured_as_asked() -> None:
    asks = income(FIXED, excluded=["child_benefit"])
    allowed = [earns(100_000), earns(50_000, kind="child_benefit")]
    assert outcome(asks, incomes=allowed, household=[]) == "met"
    other = [earns(1, kind="rent", measure="gross_taxable")]
    assert lacks(asks, incomes=other, household=[]) == ["incomes"]


def test_a_month_is_a_twelfth_of_a_year_to_the_cent() -> None:
    yearly = {"measure": "net", "per": "year"}
    limit = {"kind": "fixed", "base_cents": 100_000}
    assert outcome(income(limit), incomes=[{**yearly, "cents": 1_200_000}]) == "met"
    assert outcome(income(limit), incomes=[{**yearly, "cents": 1_200_001}]) == "not_met"


def test_other_houses_count_so_many_times() -> None:
    """Brecht: cadastral income of other houses counts three times (domain.md 3.1 row 12)."""
    asks = {
        "kind": "income",
        "measure": "gross_taxable",
        "per": "year",
        "limit": {"kind": "fixed", "base_cents": 100_000},
        "real_estate_times": 3,
    }
    earned = [{"measure": "gross_taxable", "per": "year", "cents": 70_000}]
    house = {"home": False, "cadastral_cents": 10_000}
    home = {"home": True, "cadastral_cents": 99_999}
    assert outcome(asks, incomes=earned, properties=[home, house]) == "met"
    more = {**house, "cadastral_cents": 10_001}
    assert outcome(asks, incomes=earned, properties=[home, more]) == "not_met"
    assert lacks(asks, incomes=earned) == ["properties"]
    assert lacks(asks, incomes=earned, properties=[{"home": False}]) == ["cadastral_income"]


def test_a_table_holds_by_its_day_and_category_times_a_factor() -> None:
    figures = [
        {"valid_from": "2025-01-01", "base_cents": 100},
        {"valid_from": "2026-01-01", "base_cents": 123_457},
        {"valid_from": "2026-03-11", "base_cents": 1},
    ]
    asks = income({"kind": "table", "table": "wage", "factor": 1.5})
    wage = {"wage": {"title": "Leefloon", "source": "verzonnen", "figures": figures}}
    assert finding(asks, wage, incomes=[], household=[]).limit == 185_186
    by_category = [{**figures[1], "category": "single"}]
    wage["wage"]["figures"] = by_category
    assert finding(asks, wage, incomes=[], household=[], category="single").outcome == "met"
    assert [m.fact for m in finding(asks, wage, incomes=[], household=[]).missing] == ["category"]
    of_others = finding(asks, wage, incomes=[], household=[], category="with_family")
    assert [m.fact for m in of_others.missing] == ["table"]


def test_a_household_weighs_by_its_scale() -> None:
    """OECD, modified: 1 + 0.5 for another adult + 0.3 for a child under 14."""
    asks = income({"kind": "scaled", "base_cents": 100_000})
    household = [{"birth_date": "1990-01-01"}, {"birth_date": "2012-03-11"}]
    she: Data = {"birth_date": "1988-01-01", "incomes": []}
    assert finding(asks, household=household, **she).limit == 180_000
    household[1] = {"birth_date": "2012-03-10"}
    assert finding(asks, household=household, **she).limit == 200_000


# -- property and savings -----------------------------------------------------------------------


def test_the_home_may_be_worth_so_much_and_more_with_children() -> None:
    """Beveren: 1,200 + 172 per dependent child (domain.md 3.1 row 9)."""
    asks = {
        "kind": "property",
        "home_only": True,
        "max_cadastral_cents": 120_000,
        "per_dependant_cents": 17_200,
    }
    child = [{"dependant": True}]

    def home(cents: int | None) -> Data:
        return {"properties": [{"home": True, "cadastral_cents": cents}], "household": child}

    assert outcome(asks, **home(137_200)) == "met"
    assert outcome(asks, **home(137_201)) == "not_met"
    assert lacks(asks, **home(None)) == ["cadastral_income"]
    assert outcome(asks, properties=[]) == "met"
    assert outcome(asks, properties=[{"home": False}]) == "not_met"
    assert outcome(asks, properties=[{"home": True, "cadastral_cents": 0}] * 2) == "not_met"


def test_savings_count_per_person_or_together() -> None:
    each = {"kind": "savings", "max_cents": 200_000, "per": "person"}
    assert outcome(each, savings_cents=[200_000, 200_000]) == "met"
    assert outcome(each, savings_cents=[0, 200_001]) == "not_met"
    together = {"kind": "savings", "max_cents": 200_000}
    assert outcome(together, savings_cents=[100_000, 100_001]) == "not_met"


# -- words --------------------------------------------------------------------------------------

STATUS: Data = {"kind": "status", "any_of": ["increased_reimbursement"]}


def holds(**more: Any) -> Data:
    return {"statuses": [{"name": "increased_reimbursement", **more}]}


def test_a_status_counts_on_its_days_both_included() -> None:
    assert outcome(STATUS, **holds(until="2026-03-10")) == "met"
    assert outcome(STATUS, **holds(until="2026-03-09")) == "not_met"
    assert outcome(STATUS, **holds(**{"from": "2026-03-10"})) == "met"
    assert outcome(STATUS, **holds(**{"from": "2026-03-11"})) == "not_met"
    assert outcome(STATUS, **holds(holds=False)) == "not_met"


def test_a_status_only_because_of_income_may_not_count() -> None:
    """Langemark-Poelkapelle's addendum (domain.md 3.1 row 34)."""
    asks = {**STATUS, "not_only_because_of": ["income"]}
    assert outcome(asks, **holds(basis=["income"])) == "not_met"
    assert outcome(asks, **holds(basis=["income", "orphan"])) == "met"
    assert lacks(asks, **holds()) == ["status_basis"]


def test_paper_does_not_do_where_the_source_is_asked() -> None:
    asks = {**STATUS, "evidence": ["authentic"]}
    assert lacks(asks, **holds(evidence="paper")) == ["status_evidence"]
    assert outcome(asks, **holds(evidence="authentic")) == "met"


def test_a_status_of_the_household_is_hers_only_where_the_document_says_so() -> None:
    assert outcome(STATUS, **holds(of="household")) == "not_met"
    assert outcome({**STATUS, "of": "household"}, **holds(of="household")) == "met"


def test_a_situation_counts_when_the_right_service_attests_it() -> None:
    asks = {"kind": "circumstance", "any_of": ["high_debts"], "attested_by": ["lawyer"]}
    assert outcome(asks, circumstances=[{"name": "high_debts", "by": "lawyer"}]) == "met"
    assert lacks(asks, circumstances=[{"name": "high_debts", "by": "mediator"}]) == ["attest"]
    assert outcome(asks, circumstances=[{"name": "high_debts", "is_so": False}]) == "not_met"


def test_a_judgement_carries_once_and_always_has_a_reason() -> None:
    asks = {"kind": "judgement", "by": ["social_worker"], "once_only": True}
    good = {"by": "social_worker", "favourable": True, "reason": "vereenzaamd"}
    assert outcome(asks, judgements=[good]) == "met"
    assert lacks(asks, judgements=[{**good, "reason": " "}]) == ["judgement_reason"]
    assert finding(asks, judgements=[good], renewal=True).why == "once_only"
    assert finding(asks, judgements=[{**good, "earlier_times": 1}]).why == "once_only"
    assert outcome(asks, judgements=[{**good, "by": "mediator"}]) == "not_met"
    assert outcome({**asks, "once_only": False}, judgements=[good], renewal=True) == "met"


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2023-09-10", "met"),
        ("2023-09-11", "not_met"),
        ("2008-03-11", "met"),
        ("2008-03-10", "not_met"),
    ],
)
def test_an_age_is_reached_on_its_day(born: str, expected: str) -> None:
    assert outcome({"kind": "age", "at_least": 2.5, "under": 18}, birth_date=born) == expected


def test_a_child_that_lives_here_half_of_the_time_follows() -> None:
    asks = {"kind": "dependant_of_holder", "co_parenting_share": 0.5, "under": 18}
    child = {"birth_date": "2015-01-01", "dependant_of_holder": True}

    def lives(how: str, **more: Any) -> Data:
        return {"lives": [{"how": how, "municipality": HERE, **more}], **child}

    assert outcome(asks, **lives("co_parenting", share=0.5)) == "met"
    assert outcome(asks, **lives("co_parenting", share=0.49)) == "not_met"
    assert lacks(asks, **lives("co_parenting")) == ["share"]
    assert outcome(asks, **lives("domicile")) == "met"
    assert outcome(asks, **{**lives("domicile"), "dependant_of_holder": False}) == "not_met"
    assert outcome(asks, **{**lives("domicile"), "birth_date": "2008-03-10"}) == "not_met"


def test_residence_asks_for_the_register_where_the_document_does() -> None:
    asks = {"kind": "residence", "registers": ["population", "foreigners"]}

    def lives(**more: Any) -> Data:
        return {"lives": [{"how": "domicile", "municipality": HERE, **more}]}

    assert outcome(asks, **lives(register="foreigners")) == "met"
    assert outcome(asks, **lives(register="waiting")) == "not_met"
    assert lacks(asks, **lives()) == ["register"]
    elsewhere = {"lives": [{"how": "domicile", "municipality": "11002"}]}
    assert outcome({"kind": "residence"}, **elsewhere) == "not_met"
    named = {"kind": "residence", "municipalities": ["11002"]}
    assert outcome(named, **elsewhere) == "met"
