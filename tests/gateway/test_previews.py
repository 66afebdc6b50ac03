"""What a document would decide of given people before it takes effect, and who changes. Pure."""

from typing import Any

from hypothesis import given

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.problems import Problem
from services.gateway.domain.previews import (
    PEOPLE_MAX,
    Compared,
    Given,
    compare,
    preview,
    read_people,
)
from tests.kit.regulations import (
    DAY,
    HERE,
    STATUS,
    a_document,
    a_route,
    documents,
    persons,
)

HOLDS = {"label": "Zij", "facts": {"statuses": [{"name": "increased_reimbursement"}]}}
NONE = {"label": "Hij", "facts": {"statuses": [], "birth_date": "2000-01-01"}}
UNKNOWN = {"label": "Wie", "facts": {}}


def people(*given: object) -> list[Given]:
    read = read_people(list(given))
    assert all(isinstance(one, Given) for one in read), read
    return [one for one in read if isinstance(one, Given)]


def problems(given: Any) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in read_people(given) if isinstance(one, Problem)]


def compared(
    before: RegulationDocument, after: RegulationDocument, *given: object
) -> list[Compared]:
    read = people(*given)
    return compare(preview(before, read, DAY, [HERE]), preview(after, read, DAY, [HERE]))


def test_each_person_is_decided_and_told_in_two_languages() -> None:
    yes, no, unknown = preview(a_document(), people(HOLDS, NONE, UNKNOWN), DAY, [HERE])
    assert [one.decision.outcome for one in (yes, no, unknown)] == [
        "entitled",
        "not_entitled",
        "unknown",
    ]
    assert yes.dutch.summary == "Er is recht op Vrijetijdspas tot en met 9 maart 2027."
    assert yes.english.summary == "Entitled to Vrijetijdspas until 9 March 2027 included."
    assert unknown.dutch.missing


def test_who_changes_is_told_with_why_and_who_does_not_is_not() -> None:
    young = a_document(a_route(STATUS, {"kind": "age", "under": 18, "clause": "art. 4"}))
    adult = {**HOLDS, "facts": {**HOLDS["facts"], "birth_date": "1990-01-01"}}  # type: ignore[dict-item]
    changes, same = compared(a_document(), young, adult, NONE)
    assert changes.why == (
        "Nu: Er is recht op Vrijetijdspas tot en met 9 maart 2027.",
        "Straks: Er is geen recht op Vrijetijdspas: geen enkele voorwaardengroep is vervuld.",
        "status:",
        "De leeftijd is 36 jaar; gevraagd is jonger dan 18 jaar (art. 4).",
    )
    assert same.why == ()


def test_another_end_or_another_source_is_a_change_too() -> None:
    longer = a_document(validity={"term": {"kind": "months", "months": 24}})
    own = a_document(a_route(STATUS, sources=["own_contribution"]))
    assert compared(a_document(), longer, HOLDS)[0].why
    assert compared(a_document(), own, HOLDS)[0].why


@given(documents(), persons())
def test_a_document_changes_nothing_beside_itself(
    document: RegulationDocument, person: Person
) -> None:
    given_one = [Given(label="x", facts=person)]
    seen = preview(document, given_one, DAY, [HERE])
    assert [one.why for one in compare(seen, seen)] == [()]


def test_what_is_wrong_with_people_is_named_with_its_place() -> None:
    assert problems({}) == [("people", "list_expected")]
    assert problems([]) == [("people", "list_too_short")]
    assert problems([{"label": "x"}]) == [("people[0].facts", "field_missing")]
    assert problems([{**HOLDS, "facts": {"incomes": [{"cents": "veel"}]}}]) == [
        ("people[0].facts.incomes[0].measure", "field_missing"),
        ("people[0].facts.incomes[0].per", "field_missing"),
        ("people[0].facts.incomes[0].cents", "number_expected"),
    ]
    assert problems([{**HOLDS, "Geheim Woord": 1}]) == [("people[0].?", "field_unknown")]
    assert problems([HOLDS] * (PEOPLE_MAX + 1)) == [("people", "list_too_long")]
    assert problems([10**40]) == [("people", "value_invalid")]
