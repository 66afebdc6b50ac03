"""The card regulations of the demo and of the tests, and people who are decided by hand."""

from pathlib import Path
from typing import Any, Final

import orjson

from services.cards.contracts.regulation import loading
from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person

ROOT: Final = Path(__file__).parents[2]
REAL: Final = ROOT / "deploy" / "demo" / "regulations"
TESTS: Final = ROOT / "tests" / "cards" / "regulations"
INVENTED: Final = TESTS / "invented"
PEOPLE: Final = TESTS / "people"

KNOWN_TO_BE_NONE: Final[dict[str, Any]] = {
    "birth_date": "1990-05-01",
    "lives": [],
    "statuses": [],
    "circumstances": [],
    "incomes": [],
    "properties": [],
    "savings_cents": [],
    "points": [],
    "judgements": [],
    "household": [],
    "dependant_of_holder": False,
}
"""A person of whom everything is known: she has none of it."""


def load(path: Path) -> Any:
    """What stands in a YAML file, as JSON would say it."""
    return loading.load(path.read_text("utf-8"))


def document_at(path: Path) -> RegulationDocument:
    """A regulation document of a file, checked as if a municipality had sent it."""
    checked = check(path.read_text("utf-8"))
    assert isinstance(checked, RegulationDocument), f"{path.name}: {checked}"
    return checked


def documents() -> dict[str, RegulationDocument]:
    """All documents by the name of their file: the real ones, then the invented ones."""
    paths = [*sorted(REAL.glob("*.yaml")), *sorted(INVENTED.glob("*.yaml"))]
    return {path.stem: document_at(path) for path in paths}


def person(*facts: dict[str, Any]) -> Person:
    """A person of whom everything is known; later facts replace earlier ones."""
    known = dict(KNOWN_TO_BE_NONE)
    for each in facts:
        known |= each
    return Person.model_validate_json(orjson.dumps(known))
