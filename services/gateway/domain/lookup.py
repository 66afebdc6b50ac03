"""What is kept to find a person by, and how those who were found are put in order. Pure.

Kept are keyed hashes only: of how her names sound, and of her birth date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gateway.domain.spelling import asked_codes, index_codes, likeness
from services.kernel.sealing import keyed_hash

TOKEN_DIGITS: Final = 16
BIRTH_DATE_WEIGHT: Final = 8
LIKE_ENOUGH: Final = 68.0
SURE_OF_NAME: Final = 85.0
"""With a name so like, a birth date may have been typed wrong."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The tokens under which a person is kept, sorted. Made before a view takes an event in."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person who may be the one, opened."""

    id: str
    given_name: str
    family_name: str
    birth_date: date | None


def index_of(key: bytes, stream: str, said: Mapping[str, object]) -> NameIndex:
    """The tokens of an identity, in one network: in another they differ."""
    given, family = str(said.get("given_name") or ""), str(said.get("family_name") or "")
    tokens = {_token(key, stream, "name", code) for code in index_codes(given, family)}
    if born := said.get("birth_date"):
        tokens.add(_token(key, stream, "born", str(born)))
    return NameIndex(tuple(sorted(tokens)))


def asked(key: bytes, stream: str, text: str | None, birth_date: date | None) -> dict[str, int]:
    """What to look for in a network, and how much each counts."""
    tokens = {
        _token(key, stream, "name", code): weight
        for code, weight in asked_codes(text or "").items()
    }
    if birth_date is not None:
        tokens[_token(key, stream, "born", birth_date.isoformat())] = BIRTH_DATE_WEIGHT
    return tokens


def _token(key: bytes, stream: str, *parts: str) -> str:
    return keyed_hash(key, stream, "lookup", *parts)[:TOKEN_DIGITS]


def ranked(
    people: Iterable[Person], text: str | None, birth_date: date | None
) -> list[tuple[float, str]]:
    """Those who are like enough, the likest first, each with how like (0 to 130)."""
    found = [(_score(one, text, birth_date), one.id) for one in people]
    return sorted(
        ((-score, key) for score, key in found if score > 0),
    )


def _score(person: Person, text: str | None, birth_date: date | None) -> float:
    born = birth_date is not None and person.birth_date == birth_date
    if text is None:
        return 100.0 if born else 0.0
    like = likeness(text, person.given_name, person.family_name)
    if birth_date is None:
        return like if like >= LIKE_ENOUGH else 0.0
    if born:
        return like + 30.0 if like >= LIKE_ENOUGH - 18.0 else 0.0
    return like if like >= SURE_OF_NAME else 0.0
