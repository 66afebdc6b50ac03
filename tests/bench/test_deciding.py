"""What is compared is the same: the richest document, and Python that answers as it does."""

from datetime import date

from services.cards.contracts.regulation.deciding import decide
from tests.bench import deciding
from tests.bench.bare import deciding as bare
from tests.kit import schemes


def test_the_measured_document_is_the_richest_of_all() -> None:
    documents = schemes.documents()
    assert max(documents, key=lambda name: deciding.richness(documents[name])) == deciding.RICHEST


def test_the_written_out_rules_answer_as_the_document_does() -> None:
    document = schemes.documents()[deciding.RICHEST]
    file, people = deciding.people()
    places = frozenset(file["municipalities"])
    answers = [bare.decide(bare.facts_of(person), places) for person in people]
    assert answers == [
        decide(document, person, on=date.fromisoformat(file["on"]), municipalities=places).outcome
        for person in people
    ]
    assert len(set(answers)) == 3


def test_both_sides_are_measured_and_their_ratio_told() -> None:
    rates = deciding.measure(rounds=1, seconds=0.05)
    assert len(rates.regulation) == len(rates.bare) == 1
    assert min(rates.regulation[0], rates.bare[0]) > 0
    assert f"{rates.predicates} predicates" in rates.lines()[0]
