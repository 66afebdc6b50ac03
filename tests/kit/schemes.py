"""The card regulations of the demo and of the tests, and people who are decided by hand."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

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


class _Plain(yaml.SafeLoader):
    """YAML in which only true and false are booleans: `on` is a word here."""


_Plain.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def load(path: Path) -> Any:
    """What stands in a YAML file; dates as dates."""
    return yaml.load(path.read_text("utf-8"), Loader=_Plain)


def document_at(path: Path) -> RegulationDocument:
    """A regulation document of a file."""
    return RegulationDocument.model_validate_json(json.dumps(load(path), default=str))


def documents() -> dict[str, RegulationDocument]:
    """All documents by the name of their file: the real ones, then the invented ones."""
    paths = [*sorted(REAL.glob("*.yaml")), *sorted(INVENTED.glob("*.yaml"))]
    return {path.stem: document_at(path) for path in paths}


def person(*facts: dict[str, Any]) -> Person:
    """A person of whom everything is known; later facts replace earlier ones."""
    known = dict(KNOWN_TO_BE_NONE)
    for each in facts:
        known |= each
    return Person.model_validate_json(json.dumps(known, default=_iso))


def _iso(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
