"""Every wrong value for every argument of the schema: a coded answer each, never a fault.

Generated: an argument of a new kind fails here until somebody says what is wrong for it.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)

from services.gateway.domain.sentences import SENTENCES
from tests.kit.client import Json, Reply
from tests.kit.documents import Kind, NewShape, document, roots
from tests.kit.populated import Populated
from tests.kit.reading import allowed

MARK: Final = "Vermeersch85073003328"
"""Stands in every wrong text: no answer may repeat it."""
NOT_A_TEXT: Final[Json] = {"number": 5, "truth": True, "object": {"a": MARK}, "list": [[MARK]]}
WRONG: Final[dict[str, Json]] = {
    "String": {
        **NOT_A_TEXT,
        "NUL": f"{MARK}\x00",
        "lone surrogate": f"{MARK}\ud800",
        "too long": MARK * 100,
        "far too long": MARK * 4_000,
        "empty": "",
        "blank": " \t ",
    },
    "UUID": {
        **NOT_A_TEXT,
        "text": MARK,
        "empty": "",
        "too long": "0" * 37,
        "no hexadecimal": "g0000000-0000-4000-8000-000000000000",
        "statement": f"' or 1=1; drop table holders; --{MARK}",
    },
    "Date": {
        **NOT_A_TEXT,
        "text": MARK,
        "empty": "",
        "no such day": "2026-02-30",
        "week": "2026-W01-1",
        "instant": "2026-01-01T10:00:00Z",
        "year zero": "0000-01-01",
        "end of time": "9999-12-31",
    },
    "DateTime": {
        **NOT_A_TEXT,
        "text": MARK,
        "empty": "",
        "no zone": "2026-01-01T10:00:00",
        "no such hour": "2026-01-01T25:00:00Z",
        "end of time": "9999-12-31T23:59:59-23:59",
        "begin of time": "0001-01-01T00:00:00+23:59",
    },
    "Cents": {
        "text": MARK,
        "number in a text": "5",
        "truth": True,
        "fraction": 1.5,
        "object": {"a": MARK},
        "2 to the 63": 2**63,
        "below -2 to the 63": -(2**63) - 1,
        "huge": 10**40,
    },
    "Int": {
        "text": MARK,
        "number in a text": "5",
        "truth": True,
        "fraction": 1.5,
        "object": {"a": MARK},
        "2 to the 31": 2**31,
        "huge": 10**40,
    },
    "JSON": {
        **NOT_A_TEXT,
        "text": MARK,
        "unknown field": {MARK: True},
        "wrong within": {"incomes": [{"cents": MARK}]},
    },
    "Boolean": {"text": MARK, "number": 5, "truth in a text": "true", "object": {"a": MARK}},
    "Enum": {
        "unknown": MARK,
        "empty": "",
        "number": 5,
        "object": {"a": MARK},
        "other case": "Lost",
    },
}
"""Per kind of argument: what must be refused."""
ODD: Final[dict[str, Json]] = {
    "String": {
        "statement": "'); drop table views.holders; -- ${7*7} {{7*7}} %s %n",
        "right to left": "\u202eكلثوم\u2066 \U0001f3ca",
        "combining": "e\u0301" * 50,
        "markup": "<script>alert(1)</script>",
    },
    "UUID": {
        "nobody's": "00000000-0000-4000-8000-00000000000f",
        "zeros": "0" * 32,
        "urn": "{00000000-0000-4000-8000-00000000000f}",
    },
    "Date": {"long ago": "1900-01-01", "far ahead": "2200-12-31"},
    "DateTime": {"long ago": "1900-01-01T00:00:00Z", "far ahead": "2200-12-31T23:59:59Z"},
    "Cents": {"negative": -1, "none": 0, "most": 2**63 - 1, "least": -(2**63)},
    "Int": {"negative": -1, "most": 2**31 - 1, "least": -(2**31)},
    "JSON": {"nothing known": {}, "deep": {"statuses": [[[[[[{}]]]]]]}},
    "Boolean": {"false": False},
    "Enum": {},
}
"""What may be refused or taken, but never ends in a fault."""
ABOUT_ONE_ARGUMENT: Final = frozenset(
    {
        "date_invalid",
        "instant_invalid",
        "key_invalid",
        "list_invalid",
        "number_invalid",
        "text_empty",
        "text_invalid",
        "text_too_long",
        "uuid_invalid",
    }
)
NAMED: Final = {
    "FactsInvalid": "facts_invalid",
    "DocumentInvalid": "document_invalid",
    "PeopleInvalid": "facts_invalid",
}
"""Answers that name every problem of what was sent, and their code."""
FAULTS: Final = ("Traceback", 'File "', ".py", "asyncpg", "Exception", "select ")
Case = tuple[Kind, str, str]


def cases() -> Iterator[Case]:
    """Every argument of every query and mutation."""
    kinds: tuple[Kind, ...] = ("query", "mutation")
    for kind in kinds:
        for name, field in sorted(roots(kind).items()):
            for argument in sorted(field.args):
                yield kind, name, argument


def kind_of(argument: GraphQLArgument) -> str:
    """Under which name its wrong values stand."""
    named = get_named_type(argument.type)
    kind = "Enum" if isinstance(named, GraphQLEnumType) else named.name
    if kind not in WRONG:
        raise NewShape(f"{kind} is new: say in tests/gateway/test_wrong_values.py what is wrong")
    return kind


def values(argument: GraphQLArgument, table: dict[str, Json]) -> Iterator[tuple[str, Any]]:
    """The values of a table for an argument, in a list where it takes one."""
    wrapped = is_list_type(get_nullable_type(argument.type))
    for label, value in table[kind_of(argument)].items():
        yield label, [value] if wrapped else value


async def send(net: Populated, case: Case, value: Any) -> Reply:
    """One request with right values but for one argument, sent as raw JSON."""
    kind, name, argument = case
    asked = {**net.arguments(kind, name), argument: value}
    body = {"query": document(kind, name, frozenset(asked)), "variables": asked}
    headers = {"content-type": "application/json"}
    content = json.dumps(body).encode()
    return await net.city.api.send("/graphql", allowed(net, name), content=content, headers=headers)


def refusal(reply: Reply, case: Case) -> tuple[str, str | None] | None:
    """Code and field of a refusal; None where it was taken. Nothing else may come back."""
    _kind, name, _argument = case
    assert reply.status == 200, (reply.status, reply.text[:300])
    assert not any(fault in reply.text for fault in FAULTS), reply.text[:500]
    if errors := reply.body.get("errors"):
        said = errors[0]["extensions"]
        assert said["code"] in SENTENCES
        assert errors[0]["message"]
        return said["code"], said.get("field")
    shown = reply.body["data"][name]
    if isinstance(shown, dict) and shown.get("__typename") in NAMED:
        assert all(problem["message"] for problem in shown["problems"])
        return NAMED[shown["__typename"]], None
    if isinstance(shown, dict) and shown.get("__typename") == "Rejected":
        assert shown["message"] == shown["message"].strip() != ""
        return shown["code"], shown["field"]
    return None


@pytest.mark.parametrize("case", list(cases()), ids=".".join)
async def test_a_wrong_value_is_refused_with_a_code(worn: Populated, case: Case) -> None:
    kind, name, argument = case
    definition = roots(kind)[name].args[argument]
    for label, value in values(definition, WRONG):
        reply = await send(worn, case, value)
        said = refusal(reply, case)
        if argument == "key" and label == "blank":
            continue  # a key is the client's own: any text that is not empty will do
        assert said is not None, (label, reply.text[:300])
        code, field = said
        assert code in SENTENCES, (label, code)
        assert code not in ("internal_error", "unavailable"), (label, reply.text)
        assert code not in ABOUT_ONE_ARGUMENT or field == argument, (label, said)
        assert MARK not in reply.text, label
    if is_non_null_type(definition.type):
        said = refusal(await send(worn, case, None), case)
        assert said == ("bad_input", argument), said


@pytest.mark.parametrize("case", list(cases()), ids=".".join)
async def test_an_odd_value_is_never_a_fault(worn: Populated, case: Case) -> None:
    kind, name, argument = case
    for label, value in values(roots(kind)[name].args[argument], ODD):
        said = refusal(await send(worn, case, value), case)
        if said is not None:
            assert said[0] in SENTENCES, (label, said)
            assert said[0] not in ("internal_error", "unavailable", "unknown_command"), label
