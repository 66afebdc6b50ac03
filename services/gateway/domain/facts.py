"""Facts about a person as a client sends them, checked field by field. Pure.

No problem ever repeats what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from services.cards.contracts.regulation.facts import Person

DEEPEST: Final = 8
SIZE_MAX: Final = 50_000
_CODES: Final[Mapping[str, str]] = {"missing": "field_missing", "extra_forbidden": "field_unknown"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact that is wrong: where it stands, and what is wrong with it."""

    path: str
    code: str


class WrongFacts(Exception):
    """What was sent are no facts. `problems` names every one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("facts_invalid")
        self.problems = problems


def read_facts(text: str | bytes) -> Person:
    """Facts of one person, from JSON. Raises WrongFacts."""
    if len(text) > SIZE_MAX:
        raise WrongFacts((Problem("", "text_too_long"),))
    try:
        return Person.model_validate_json(text, strict=True)
    except ValidationError as problem:
        raise WrongFacts(tuple(_problem(error) for error in problem.errors())) from None


def _problem(error: Any) -> Problem:
    known = [part for part in error["loc"] if isinstance(part, int) or _is_ours(part)]
    code = _CODES.get(error["type"], "value_invalid")
    return Problem(".".join(str(part) for part in known[:DEEPEST]), code)


def _is_ours(name: str) -> bool:
    """Whether a name in a path is one of the model's: an unknown one was written by the client."""
    return name in _NAMES


def _names(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = set(schema.get("properties", {}))
        return own.union(*(_names(part) for part in schema.values()))
    if isinstance(schema, list):
        return set().union(*(_names(part) for part in schema))
    return set()


_NAMES: Final = frozenset(_names(Person.model_json_schema()))
