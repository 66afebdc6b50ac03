"""A document from outside, checked: the document, or everything that is wrong with it. Pure.

The gateway checks before it sends, so that an author sees every problem at once; cards checks
again, since what comes over Kafka is not trusted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from services.cards.contracts.regulation.consistency import inconsistencies
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.loading import Unreadable, load
from services.cards.contracts.regulation.problems import Fact, Problem, problem

PROBLEMS_MAX: Final = 100
_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")

_CODES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "missing": ("field_missing", {}),
    "extra_forbidden": ("field_unknown", {}),
    "union_tag_not_found": ("field_missing", {}),
    "union_tag_invalid": ("kind_unknown", {"expected": "expected_tags"}),
    "literal_error": ("word_unknown", {"expected": "expected"}),
    "string_pattern_mismatch": ("code_invalid", {}),
    "string_type": ("text_expected", {}),
    "string_too_long": ("text_too_long", {"most": "max_length"}),
    "string_too_short": ("text_too_short", {}),
    "int_type": ("number_expected", {}),
    "int_from_float": ("number_expected", {}),
    "float_type": ("number_expected", {}),
    "finite_number": ("number_expected", {}),
    "greater_than_equal": ("number_too_small", {"least": "ge"}),
    "greater_than": ("number_too_small", {"least": "gt"}),
    "less_than_equal": ("number_too_large", {"most": "le"}),
    "bool_type": ("yes_or_no_expected", {}),
    "date_type": ("date_invalid", {}),
    "date_parsing": ("date_invalid", {}),
    "date_from_datetime_parsing": ("date_invalid", {}),
    "date_from_datetime_inexact": ("date_invalid", {}),
    "tuple_type": ("list_expected", {}),
    "list_type": ("list_expected", {}),
    "too_short": ("list_too_short", {}),
    "too_long": ("list_too_long", {"most": "max_length"}),
    "dict_type": ("object_expected", {}),
    "model_type": ("object_expected", {}),
    "model_attributes_type": ("object_expected", {}),
}
"""Pydantic's kinds of error: our code, and which of its facts our sentence tells."""


def check(text: str) -> RegulationDocument | list[Problem]:
    """The document in a text (YAML or JSON), or all that is wrong with it, in order of place."""
    try:
        data = load(text)
    except Unreadable as error:
        return [error.problem]
    try:
        document = RegulationDocument.model_validate_json(orjson.dumps(data), strict=True)
    except ValidationError as error:
        return problems_of(error, data)
    except (TypeError, ValueError):
        # A number that JSON cannot say.
        return [problem("", "value_invalid")]
    return inconsistencies(document)[:PROBLEMS_MAX] or document


def problems_of(error: ValidationError, data: Any, at: str = "") -> list[Problem]:
    """What pydantic found wrong with data, in our codes; `at` is where the data stand."""
    details = error.errors(include_url=False, include_input=False)
    some = [_problem(detail, data) for detail in details[:PROBLEMS_MAX]]
    found = dict.fromkeys(replace(one, path=joined(at, one.path)) for one in some)
    return [one for one in found if not _follows(one, found)]


def _follows(one: Problem, found: Iterable[Problem]) -> bool:
    """Whether a list is only short of what is wrong in it: pydantic counts what is right."""
    inside = one.path + "["
    return one.code == "list_too_short" and any(each.path.startswith(inside) for each in found)


def _problem(detail: ErrorDetails, data: Any) -> Problem:
    code, names = _CODES.get(detail["type"], ("value_invalid", {}))
    known = detail.get("ctx", {})
    facts: dict[str, Fact] = {name: _said(known[given]) for name, given in names.items()}
    path = path_of(detail["loc"], data)
    if detail["type"] == "union_tag_not_found":
        path = joined(path, "kind")
    return problem(path, code, **facts)


def joined(outer: str, inner: str) -> str:
    """One path within another."""
    return outer + inner if not outer or inner.startswith("[") else f"{outer}.{inner}".rstrip(".")


def _said(value: object) -> Fact:
    if isinstance(value, int | float):
        return value
    return str(value).replace("'", "").replace(" or ", ", ")


def path_of(places: Sequence[int | str], data: Any) -> str:
    """Where it is, as an author finds it: without the kinds that pydantic names on its way."""
    path, here = "", data
    for at, place in enumerate(places):
        last = at == len(places) - 1
        if isinstance(place, int):
            path += f"[{place}]"
            here = here[place] if isinstance(here, list) and place < len(here) else None
        elif isinstance(here, dict) and (place in here or last):
            path += "." + (place if _FIELD.fullmatch(place) else "?")
            here = here.get(place)
    return path.lstrip(".")
