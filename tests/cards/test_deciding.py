"""Deciding by a regulation document: pure, for any document and any person."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Decision, Finding
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.reading import read, write
from tests.kit.regulations import (
    DAY,
    DAYS,
    HERE,
    ROUTES,
    a_document,
    a_person,
    a_route,
    documents,
    persons,
)

BRECHT: dict[str, object] = {
    "kind": "income",
    "measure": "gross_taxable",
    "per": "year",
    "limit": {"kind": "fixed", "base_cents": 17_855_56, "per_dependant_cents": 3_305_54},
    "clause": "art. 3",
}
"""Brecht, 2017 (domain.md 3.1 row 12)."""


def decided(document: RegulationDocument, person: Person, on: date = DAY) -> Decision:
    return decide(document, person, on=on, municipalities=[HERE])


def finding(condition: dict[str, object], **facts: object) -> Finding:
    """What one predicate says of a person."""
    made = decided(a_document(a_route(condition)), a_person(**facts))
    return made.routes[0].findings[0]


def earns(cents: int, **more: object) -> dict[str, object]:
    return {"incomes": [{"measure": "gross_taxable", "per": "year", "cents": cents, **more}]}


# -- any document, any person -------------------------------------------------------------------


@given(documents(), persons(), DAYS)
def test_deciding_never_raises_and_always_explains(
    document: RegulationDocument, person: Person, on: date
) -> None:
    made = decided(document, person, on)
    assert [route.name for route in made.routes] == [route.name for route in document.routes]
    assert all(route.findings for route in made.routes)
    assert (made.outcome == "entitled") == any(route.outcome == "met" for route in made.routes)
    assert (made.outcome == "unknown") == bool(made.missing)
    if made.outcome == "entitled":
        assert made.route is not None
        named = document.validity.term.kind == "as_decided"
        assert (made.valid_until is None) == named
        assert made.valid_until is None or made.valid_until >= on
        assert made.sources


@given(documents(), persons(), DAYS)
def test_a_decision_survives_its_own_json(
    document: RegulationDocument, person: Person, on: date
) -> None:
    made = decided(document, person, on)
    assert Decision.model_validate_json(made.model_dump_json()) == made


@given(documents())
def test_a_document_survives_its_own_json(document: RegulationDocument) -> None:
    assert read(write(document)) == document


@given(documents(), ROUTES, persons())
def test_one_route_more_takes_nothing_away(
    document: RegulationDocument, route: dict[str, object], person: Person
) -> None:
    more = RegulationDocument.model_validate(
        {
            **document.model_dump(by_alias=True),
            "routes": [
                *document.model_dump(by_alias=True)["routes"],
                {**route, "name": "one_more"},
            ],
        }
    )
    before, after = decided(document, person), decided(more, person)
    if before.outcome == "entitled":
        assert after.outcome == "entitled"
    if before.outcome == "unknown":
        assert after.outcome != "not_entitled"


@given(documents(), persons(all_known=True), st.data())
def test_who_knows_less_never_decides_otherwise(
    document: RegulationDocument, person: Person, data: st.DataObject
) -> None:
    """Leaving facts out may leave it unknown; it never turns a yes into a no, nor back."""
    gone = data.draw(st.sets(st.sampled_from(sorted(Person.model_fields.keys() - {"renewal"}))))
    less = person.model_copy(update=dict.fromkeys(gone))
    assume(not less.renewal or less.renewal == person.renewal)
    full, partial = decided(document, person), decided(document, less)
    if partial.outcome != "unknown":
        assert partial.outcome == full.outcome


# -- both sides of each limit -------------------------------------------------------------------

TWO_DEPENDANTS = {"household": [{"dependant": True}, {"dependant": True}]}


@pytest.mark.parametrize(
    ("cents", "outcome"),
    [(17_855_56 + 2 * 3_305_54, "met"), (17_855_56 + 2 * 3_305_54 + 1, "not_met")],
)
def test_income_counts_to_the_cent(cents: int, outcome: str) -> None:
    found = finding(BRECHT, **earns(cents), **TWO_DEPENDANTS)
    assert (found.outcome, found.figure, found.limit) == (outcome, cents, 24_466_64)
    assert found.clause == "art. 3"
