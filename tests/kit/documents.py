"""GraphQL documents made from the schema: every argument a variable, every field selected.

So a test that asks through them asks for a new field the day it is written. What cannot be known
from the schema (the arguments of a nested field) is told in `NESTED`; a field that is missing
there fails with what to add.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Final, Literal

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_required_argument,
)

from services.gateway.api.schema import schema_text

Kind = Literal["query", "mutation", "subscription"]
KINDS: Final[tuple[Kind, ...]] = ("query", "mutation", "subscription")
NESTED: Final = {"Right.usage": f"year: {datetime.now(UTC).year}"}
"""Arguments of fields below the roots that need some."""
RENAMED: Final = {"Rejected.operation": "rejectedOperation"}
"""One name may not have two types in a union: it is selected under another one."""
DEEPEST: Final = 8


class NewShape(AssertionError):
    """The schema has what these tests do not know how to ask; the text says what to do."""


@cache
def schema() -> GraphQLSchema:
    """The gateway's schema as it is built now."""
    return build_schema(schema_text())


def roots(kind: Kind) -> dict[str, GraphQLField]:
    """The fields of Query, Mutation or Subscription."""
    by_kind = {
        "query": schema().query_type,
        "mutation": schema().mutation_type,
        "subscription": schema().subscription_type,
    }
    root = by_kind[kind]
    return dict(root.fields) if root is not None else {}


def every_root() -> list[tuple[Kind, str]]:
    """All fields that can be asked, with their kind."""
    return [(kind, name) for kind in KINDS for name in sorted(roots(kind))]


@cache
def document(kind: Kind, name: str, given: frozenset[str]) -> str:
    """Ask for a root field with these arguments as variables, and for all that it can show."""
    field = roots(kind)[name]
    unknown = given - field.args.keys()
    if unknown:
        raise NewShape(f"{name} has no argument {sorted(unknown)}")
    declared = ", ".join(f"${argument}: {field.args[argument].type}" for argument in sorted(given))
    passed = ", ".join(f"{argument}: ${argument}" for argument in sorted(given))
    head = f"({declared})" if declared else ""
    arguments = f"({passed})" if passed else ""
    shown = selection(get_named_type(field.type))
    return f"{kind} {head} {{ {name}{arguments} {shown} }}"


def selection(shown: GraphQLNamedType, depth: int = DEEPEST) -> str:
    """Everything that can be selected of a type."""
    if isinstance(shown, GraphQLUnionType):
        kinds = " ".join(f"... on {one.name} {selection(one, depth)}" for one in shown.types)
        return f"{{ __typename {kinds} }}"
    if isinstance(shown, GraphQLInterfaceType):
        raise NewShape(f"{shown.name} is an interface: teach tests/kit/documents.py to select one")
    if not isinstance(shown, GraphQLObjectType):
        return ""
    if depth == 0:
        raise NewShape(f"{shown.name} lies deeper than {DEEPEST} fields: is there a cycle?")
    return "{ " + " ".join(_selected(shown, name, depth) for name in shown.fields) + " }"


def _selected(parent: GraphQLObjectType, name: str, depth: int) -> str:
    place, field = f"{parent.name}.{name}", parent.fields[name]
    alias = f"{RENAMED[place]}: " if place in RENAMED else ""
    arguments = f"({NESTED[place]})" if place in NESTED else ""
    if not arguments and any(is_required_argument(argument) for argument in field.args.values()):
        raise NewShape(f"{place} needs arguments: say in tests/kit/documents.py NESTED which")
    return f"{alias}{name}{arguments} {selection(get_named_type(field.type), depth - 1)}".strip()


def reachable_types(names: Iterable[tuple[Kind, str]]) -> dict[str, GraphQLObjectType]:
    """The object types that these root fields can show, by name."""
    found: dict[str, GraphQLObjectType] = {}
    todo = [get_named_type(roots(kind)[name].type) for kind, name in names]
    while todo:
        shown = todo.pop()
        if isinstance(shown, GraphQLUnionType):
            todo += shown.types
        elif isinstance(shown, GraphQLObjectType) and shown.name not in found:
            found[shown.name] = shown
            todo += [get_named_type(field.type) for field in shown.fields.values()]
    return found
