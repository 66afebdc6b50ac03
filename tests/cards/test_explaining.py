"""Every decision explains itself, in plain Dutch and English, with figures, limits and clauses."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Missing
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.explaining import Explanation, explain
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.naming import Language
from services.cards.contracts.regulation.phrases import MISSING, PHRASES
from services.cards.contracts.regulation.predicates import Condition
from tests.kit.regulations import (
    DAY,
    HERE,
    STATUS,
    Data,
    a_document,
    a_person,
    a_route,
    documents,
    persons,
)

LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(("nl", "en"))
INCOME: Data = {
    "kind": "income",
    "measure": "gross_taxable",
    "per": "year",
    "limit": {"kind": "fixed", "base_cents": 1_785_556, "per_dependant_cents": 330_554},
    "clause": "art. 3",
}


def told(*conditions: Data, language: Language = "nl", **facts: object) -> Explanation:
    """A decision about somebody by one route, in words."""
    made = decide(
        a_document(a_route(*conditions, name="income")),
        a_person(**facts),
        on=DAY,
        municipalities=[HERE],
    )
    return explain(made, language)


def why(*conditions: Data, language: Language = "nl", **facts: object) -> tuple[str, ...]:
    return told(*conditions, language=language, **facts).routes[0].sentences


def earns(cents: int, per: str = "year") -> Data:
    return {"incomes": [{"measure": "gross_taxable", "per": per, "cents": cents}], "household": []}


@given(documents(), persons(), LANGUAGES, st.booleans())
def test_there_is_no_decision_without_an_explanation(
    document: RegulationDocument, person: Person, language: Language, all_routes: bool
) -> None:
    made = decide(document, person, on=DAY, municipalities=[HERE])
    explained = explain(made, language, all_routes=all_routes)
    assert explained.summary
    assert explained.routes
    assert all(route.sentences for route in explained.routes)
    assert all(line.strip() and "None" not in line for line in explained.lines)
    if made.outcome == "unknown":
        assert explained.missing


def test_a_figure_stands_beside_its_limit_and_its_clause() -> None:
    assert why(INCOME, **earns(1_800_000)) == (
        "Het gezinsinkomen van € 18.000,00 is hoger dan de grens van € 17.855,56 (art. 3).",
    )
    assert why(INCOME, language="en", **earns(1_800_000)) == (
        "The household income of €18,000.00 is above the limit of €17,855.56 (art. 3).",
    )
    assert why(INCOME, **earns(1_785_556)) == (
        "Het gezinsinkomen van € 17.855,56 is niet hoger dan de grens van € 17.855,56 (art. 3).",
    )


@pytest.mark.parametrize(
    ("condition", "facts", "sentence"),
    [
        (
            {"kind": "age", "at_least": 2.5, "under": 19},
            {"birth_date": "2024-01-10"},
            "De leeftijd is 2 jaar en 2 maanden; gevraagd is minstens 2 jaar en 6 maanden.",
        ),
        (
            {"kind": "age", "under": 19},
            {"birth_date": "2007-03-10"},
            "De leeftijd is 19 jaar; gevraagd is jonger dan 19 jaar.",
        ),
        (
            {"kind": "status", "any_of": ["living_wage", "increased_reimbursement"]},
            {"statuses": []},
            "Dit statuut is er niet: leefloon of verhoogde tegemoetkoming.",
        ),
        (
            {"kind": "circumstance", "any_of": ["budget_management"]},
            {"circumstances": []},
            "Dit is niet zo: budgetbeheer.",
        ),
        (
            {"kind": "savings", "max_cents": 200_000, "per": "person"},
            {"savings_cents": [200_001]},
            "Het spaargeld van € 2.000,01 is hoger dan de grens van € 2.000,00 per persoon.",
        ),
        (
            {"kind": "property", "max_count": 1},
            {"properties": [{"home": True}, {"home": False}]},
            "Er zijn 2 eigendommen; hoogstens 1 mag.",
        ),
        (
            {"kind": "points", "scale": "handicap", "at_least": 12},
            {"points": [{"scale": "handicap", "value": 11}]},
            "De score (handicap) is 11; minstens 12 is nodig.",
        ),
        (
            {"kind": "judgement", "by": ["social_worker"], "once_only": True},
            {
                "judgements": [{"by": "social_worker", "favourable": True, "reason": "x"}],
                "renewal": True,
            },
            "Een gunstig oordeel telt hier maar voor één periode.",
        ),
        (
            {"kind": "residence"},
            {"lives": [{"how": "domicile", "municipality": "11002"}]},
            "De woonplaats voldoet niet. Nodig is: domicilie in het werkingsgebied.",
        ),
        (
            {"kind": "none_of", "of": [STATUS], "label": "Geen verhoogde tegemoetkoming"},
            {"statuses": [{"name": "increased_reimbursement"}]},
            "Geen verhoogde tegemoetkoming: niet in orde.",
        ),
    ],
)
def test_each_predicate_says_in_dutch_why_it_is_not_met(
    condition: Data, facts: Data, sentence: str
) -> None:
    assert why(condition, **facts)[0] == sentence


def test_what_is_missing_is_named() -> None:
    explained = told(STATUS)
    assert explained.summary == "Over Vrijetijdspas kan nog niet beslist worden: er ontbreekt iets."
    assert explained.missing == ("een bewijs van statuut (verhoogde tegemoetkoming)",)


def test_who_is_entitled_hears_until_when_and_by_which_route() -> None:
    explained = told(STATUS, statuses=[{"name": "increased_reimbursement"}])
    assert explained.summary == "Er is recht op Vrijetijdspas tot en met 9 maart 2027."
    assert explained.routes[0].sentences == ("Dit statuut is er: verhoogde tegemoetkoming.",)


def test_who_is_refused_hears_of_every_route_why_not() -> None:
    document = a_document(a_route(STATUS), a_route(INCOME, name="income"))
    person = a_person(statuses=[], **earns(2_000_000))
    explained = explain(decide(document, person, on=date(2026, 3, 10)))
    assert [route.name for route in explained.routes] == ["status", "income"]
    assert len(explained.lines) == 5


def test_every_fact_and_every_predicate_has_its_words() -> None:
    assert MISSING.keys() == set(get_args(Missing.model_fields["fact"].annotation))
    union = get_args(Condition)[0]
    kinds = {get_args(part.model_fields["kind"].annotation)[0] for part in get_args(union)}
    assert PHRASES.keys() == kinds - {"any_of", "all_of", "none_of"}
