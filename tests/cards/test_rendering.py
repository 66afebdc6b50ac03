"""A whole regulation as people read it, in Dutch and English."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.asking import asked
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.naming import Language
from services.cards.contracts.regulation.rendering import rendered
from tests.kit.regulations import STATUS, Data, a_document, a_route, documents
from tests.kit.schemes import documents as all_documents

LANGUAGES: tuple[Language, ...] = ("nl", "en")
WRITTEN = all_documents()


def lines(document: RegulationDocument, language: Language = "nl") -> list[str]:
    return [line for section in rendered(document, language) for line in section.lines]


@given(documents(), st.sampled_from(LANGUAGES))
def test_any_document_can_be_read_and_tells_each_of_its_conditions(
    document: RegulationDocument, language: Language
) -> None:
    told = lines(document, language)
    assert all(line.strip() and "None" not in line for line in told)
    for route in document.routes:
        assert set(asked(route.conditions, document.tables, language, depth=1)) <= set(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_every_document_of_the_project_can_be_read(name: str, language: Language) -> None:
    document = WRITTEN[name]
    told = "\n".join(lines(document, language))
    assert document.title in told
    for clause in clauses(document):
        assert clause in told
    for part in document.open:
        assert part.note in told


def clauses(document: RegulationDocument) -> Iterator[str]:
    """The clauses that a document names in its routes and benefit."""
    benefit = document.benefit
    named = [route.clause for route in document.routes]
    named += [rule.clause for rule in benefit.rules]
    named += [ceiling.clause for ceiling in benefit.ceilings]
    yield from filter(None, named)


def test_a_route_reads_as_a_clause() -> None:
    income: Data = {
        "kind": "income",
        "measure": "gross_taxable",
        "per": "year",
        "limit": {
            "kind": "fixed",
            "base_cents": 1_785_556,
            "per_dependant_cents": 330_554,
            "disabled_counts": 2,
        },
        "real_estate_times": 3,
        "clause": "art. 3",
    }
    choice: Data = {"kind": "any_of", "of": [STATUS, income]}
    age: Data = {"kind": "age", "at_least": 2.5, "under": 19}
    document = a_document(a_route(age, choice, title="Laag inkomen", clause="art. 2"))
    [routes] = [one for one in rendered(document) if one.title == "Wie heeft recht"]
    assert routes.lines == (
        "1. Laag inkomen (art. 2)",
        "  - minstens 2 jaar en 6 maanden en jonger dan 19 jaar",
        "  - minstens een van deze:",
        "    - statuut: verhoogde tegemoetkoming",
        "    - gezinsinkomen (bruto belastbaar, per jaar) hoogstens € 17.855,56, plus € 3.305,54 "
        "per persoon ten laste (met een handicap telt die 2 keer); het kadastraal inkomen van "
        "andere woningen telt 3 keer mee (art. 3)",
        "  Kan betaald worden uit: trekkingsrecht, eigen inbreng of fonds van het OCMW",
    )


def test_ceilings_and_exclusions_read_as_clauses() -> None:
    document = a_document(
        benefit={
            "changes": "with_renewal",
            "rules": [
                {
                    "name": "all",
                    "clause": "art. 6",
                    "reduction": {"kind": "percent_off", "percent": 80},
                    "holder_at_least_percent": 20,
                    "fits": {"threshold_cents": 500, "categories": ["membership", "activity"]},
                }
            ],
            "exclusions": [
                {
                    "name": "c",
                    "label": "kampen",
                    "clause": "art. 7",
                    "fits": {"categories": ["camp"]},
                }
            ],
            "ceilings": [
                {
                    "name": "year",
                    "amounts": [{"reached_age_at_most": 18, "cents": 20_000}, {"cents": 10_000}],
                }
            ],
            "buying_limits": [{"name": "w", "times": 1, "per": "week"}],
        }
    )
    told = lines(document)
    assert (
        "- Lidgeld en activiteiten, met een prijs boven € 5,00: 80% korting; de pashouder betaalt "
        "minstens 20% (art. 6)" in told
    )
    assert "- Geen voordeel voor: kampen (art. 7)" in told
    assert "- Hoogstens € 200,00 tot en met 18 jaar, € 100,00 per persoon, per kalenderjaar" in told
    assert "- Hoogstens 1 keer per week, per aanbod" in told


def test_thirteen_months_read_as_a_day_of_the_next_year() -> None:
    term = {"kind": "fixed_end", "day": 31, "month": 1, "years_ahead": 1}
    assert "Tot en met 31 januari van het volgende jaar" in lines(
        a_document(validity={"term": term})
    )


def test_there_are_documents_to_read() -> None:
    assert len(WRITTEN) >= 30
