"""Facts about a person as a client sends them, checked field by field. Pure.

No problem ever repeats what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from pydantic import ValidationError

from services.cards.contracts.regulation.facts import Person
from services.gateway.domain.checks import Wrong, read_uuid

MEMBERS_MAX: Final = 20
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


@dataclass(frozen=True, slots=True)
class Told:
    """Facts about a person as they were told; `path` leads to them in what was sent."""

    holder: UUID
    facts: Person
    path: str = ""


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


def read_object(text: str | bytes, field: str) -> dict[str, Any]:
    """Any JSON object. Raises WrongFacts."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        said = None
    if not isinstance(said, dict):
        raise WrongFacts((Problem(field, "value_invalid"),))
    return said


@dataclass(frozen=True, slots=True)
class GivenMember:
    """One person of a household as a client gives her."""

    holder: UUID
    facts: Person
    follows: bool


def read_members(text: str | bytes, shared: str | bytes) -> list[GivenMember]:
    """The members of a household, each with the facts that all share. Raises WrongFacts."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        said = None
    if not isinstance(said, list) or not 0 < len(said) <= MEMBERS_MAX:
        raise WrongFacts((Problem("members", "list_invalid"),))
    common = read_object(shared, "shared")
    return [_member(n, one, common) for n, one in enumerate(said)]


def _member(number: int, one: Any, common: dict[str, Any]) -> GivenMember:
    if not isinstance(one, dict) or one.keys() - {"holder", "facts", "follows"}:
        raise WrongFacts((Problem(str(number), "value_invalid"),))
    holder, facts = read_uuid(one.get("holder")), one.get("facts") or {}
    if isinstance(holder, Wrong):
        raise WrongFacts((Problem(f"{number}.holder", holder.code),))
    if not isinstance(facts, dict):
        raise WrongFacts((Problem(f"{number}.facts", "value_invalid"),))
    try:
        person = read_facts(orjson.dumps({**common, **facts}))
    except WrongFacts as wrong:
        found = [Problem(f"{number}.facts.{p.path}", p.code) for p in wrong.problems]
        raise WrongFacts(tuple(found)) from None
    return GivenMember(holder, person, one.get("follows") is True)
