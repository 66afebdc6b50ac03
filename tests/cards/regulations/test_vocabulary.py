"""Every word of the language occurs in some document: a scheme nobody has read can use it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from services.cards.contracts.regulation.predicates import Predicate
from services.cards.contracts.regulation.words import Category, Part
from tests.kit import schemes

CATEGORIES: Final = get_args(Category)


def test_every_field_and_every_word_of_the_language_is_used_by_some_document() -> None:
    used = {word for document in schemes.documents().values() for word in _used(document)}
    language = set(_language())
    assert not language - used, f"in no document: {sorted(language - used)}"
    assert not used - language


@pytest.mark.parametrize("name", [path.stem for path in sorted(schemes.INVENTED.glob("*.yaml"))])
def test_an_invented_scheme_says_that_it_is_invented(name: str) -> None:
    document = schemes.documents()[name]
    assert document.sources == ("verzonnen voor de test",)


def _language() -> Iterator[str]:
    """All fields of all parts, and all words that a field may hold."""
    for part in _parts(Part):
        if part in (Part, Predicate):
            continue
        for name, field in part.model_fields.items():
            yield f"{part.__name__}.{name}"
            yield from _named(part, name, _literals(field.annotation))


def _parts(part: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield part
    for each in part.__subclasses__():
        yield from _parts(each)


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for each in get_args(annotation):
        yield from _literals(each)


def _named(part: type[BaseModel], name: str, words: Iterable[Any]) -> Iterator[str]:
    """Words by where they stand; a category counts wherever it stands."""
    for word in words:
        where = "Category" if word in CATEGORIES else f"{part.__name__}.{name}"
        yield f"{where}={word}"


def _used(part: BaseModel) -> Iterator[str]:
    for name in part.model_fields_set:
        yield f"{type(part).__name__}.{name}"
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        words = set(_literals(field.annotation))
        yield from _named(type(part), name, [one for one in _flat(value) if one in words])
        for inner in _flat(value):
            if isinstance(inner, BaseModel):
                yield from _used(inner)


def _flat(value: Any) -> Iterator[Any]:
    """A value, or what stands in it."""
    if isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _flat(each)
    else:
        yield value
