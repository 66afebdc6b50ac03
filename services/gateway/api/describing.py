"""Descriptions of the schema: what the docstrings say of types and operations, and what the names
of fields and arguments of money mean."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, Final

from graphql import GraphQLArgument, GraphQLField, GraphQLNamedType, GraphQLSchema

from services.gateway.api.money_words import WORDS
from services.gateway.domain.access_to_money import OF_MONEY

_DEFINITION: Final = "strawberry-definition"
MONEY: Final = frozenset(
    f"services.gateway.api.{name}"
    for name in (
        "allowance_types",
        "bank_line_types",
        "budget_types",
        "cash_receipts",
        "claim_list_types",
        "clearing_types",
        "correction_types",
        "credit_types",
        "debt_types",
        "drawing_right_types",
        "finding_types",
        "instalment_types",
        "payables_files",
        "payee_types",
        "payment_file_types",
        "payment_types",
        "settlement_types",
        "settling_types",
        "simulation_types",
        "standing_types",
        "uncovered_types",
        "year_types",
    )
)
"""Where the types of money are: each of their fields is described."""


def describe(schema: GraphQLSchema) -> None:
    """Put the descriptions in their places; one that is there already stays."""
    for kind in schema.type_map.values():
        own = _class_of(kind)
        if own is not None:
            kind.description = kind.description or _written(own)
    for name, fields in money_fields(schema).items():
        for field, shown in fields.items():
            words = WORDS.get(f"{name}.{field}", WORDS.get(field))
            shown.description = shown.description or words
    for operations in (schema.query_type, schema.mutation_type):
        for name, operation in ({} if operations is None else operations.fields).items():
            _tell(operation)
            for argument, given in money_arguments(name, operation).items():
                given.description = given.description or WORDS.get(argument)


def money_fields(schema: GraphQLSchema) -> Mapping[str, Mapping[str, GraphQLField]]:
    """The fields of the types of money, by type."""
    found = {}
    for name, kind in schema.type_map.items():
        own = _class_of(kind)
        if own is not None and own.__module__ in MONEY and hasattr(kind, "fields"):
            found[name] = kind.fields
    return found


def money_arguments(name: str, operation: GraphQLField) -> Mapping[str, GraphQLArgument]:
    """The arguments of an operation about money; of another: none."""
    return operation.args if name in OF_MONEY else {}


def _class_of(kind: GraphQLNamedType) -> type[Any] | None:
    definition = kind.extensions.get(_DEFINITION)
    found = getattr(definition, "origin", None) or getattr(definition, "wrapped_cls", None)
    return found if isinstance(found, type) else None


def _written(own: type[Any]) -> str | None:
    """What its docstring says, unless a dataclass made that itself."""
    said = own.__dict__.get("__doc__")
    return None if said is None or said.startswith(f"{own.__name__}(") else cleandoc(said)


def _tell(operation: GraphQLField) -> None:
    """What is written of an operation goes behind its one line."""
    definition = operation.extensions.get(_DEFINITION)
    resolver = getattr(definition, "base_resolver", None)
    said = None if resolver is None else resolver.wrapped_func.__doc__
    if said and operation.description:
        operation.description = f"{operation.description} {cleandoc(said)}"
