"""Limits on queries, and what errors say. No database: nothing here gets that far."""

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLError, parse
from strawberry.extensions.validation_cache import ValidationCache

from services.gateway.api.context import Coded
from services.gateway.api.limits import ALIASES_MAX, CACHED_DOCUMENTS, TOKENS_MAX, coded
from services.gateway.api.schema import build_schema
from services.gateway.domain.access import Grant, Scope

SCHEMA = build_schema(introspection=False)
OPEN = build_schema(introspection=True)
REGISTER = """mutation($on: Date!, $network: UUID!) {
  registerParticipation(network: $network, key: "k", cardNumber: "1", offer: $network, on: $on) {
    __typename ... on Rejected { code field message }
  }
}"""


@dataclass
class Nobody:
    """The context of somebody who is not signed in."""

    grant: Grant | None = None

    def permit(self, _operation: str, _scope: Scope) -> Grant:
        raise Coded("not_signed_in")


async def ask(query: str, variables: dict[str, Any] | None = None) -> Any:
    return await SCHEMA.execute(query, variable_values=variables, context_value=Nobody())


async def error_of(query: str, variables: dict[str, Any] | None = None) -> GraphQLError:
    result = await ask(query, variables)
    assert result.errors
    error: GraphQLError = result.errors[0]
    return error


async def test_too_many_aliases_are_refused() -> None:
    fields = " ".join(f"a{n}: __typename" for n in range(ALIASES_MAX + 1))
    assert "aliases" in (await error_of("{" + fields + "}")).message
    fields = " ".join(f"a{n}: __typename" for n in range(ALIASES_MAX))
    assert not (await ask("{" + fields + "}")).errors


async def test_too_many_tokens_are_refused() -> None:
    assert await error_of("{" + "__typename " * TOKENS_MAX + "}")


async def test_too_deep_a_query_is_refused() -> None:
    deep = "{ __schema { types " + "{ fields { type " * 6 + "{ name }" + "} } " * 6 + "} }"
    result = await OPEN.execute(deep, context_value=Nobody())
    assert result.errors
    assert any("depth" in error.message for error in result.errors)


async def test_introspection_is_had_only_where_the_setting_says_so() -> None:
    query = "{ __schema { queryType { name } } }"
    assert await error_of(query)
    assert not (await OPEN.execute(query, context_value=Nobody())).errors


async def test_a_query_is_validated_once() -> None:
    query = "{ once: __typename }"
    await ask(query)
    cached: Any = ValidationCache(maxsize=CACHED_DOCUMENTS).cached_validate_document
    before = cached.cache_info().misses
    await ask(query)
    await ask(query)
    assert cached.cache_info().misses == before


@pytest.mark.parametrize("value", ["gisteren", "2026-02-30", 5, [], {"a": 1}])
async def test_a_wrong_date_is_answered_as_data_with_its_field(value: object) -> None:
    network = "10000000-0000-4000-8000-000000000001"
    result = await ask(REGISTER, {"on": value, "network": network})
    assert not result.errors
    assert result.data["registerParticipation"]["code"] == "date_invalid"
    assert result.data["registerParticipation"]["field"] == "on"


async def test_a_wrong_value_of_a_built_in_scalar_is_a_coded_error_without_the_value() -> None:
    query = "query($n: Int!) { umbrellaTotals(year: $n) { year } }"
    error = await error_of(query, {"n": "Janssens"})
    assert error.extensions == {"code": "bad_input", "field": "n"}
    assert "Janssens" not in error.message


async def test_a_wrong_literal_is_a_coded_error_without_the_value() -> None:
    error = await error_of('{ umbrellaTotals(year: "Janssens") { year } }')
    assert error.extensions == {"code": "bad_input"}
    assert "Janssens" not in error.message


async def test_a_syntax_error_does_not_repeat_what_was_sent() -> None:
    error = await error_of("{ me( Janssens }")
    assert "Janssens" not in error.message


async def test_who_is_not_signed_in_gets_a_code() -> None:
    network = "10000000-0000-4000-8000-000000000001"
    result = await ask(REGISTER, {"on": "2026-07-01", "network": network})
    assert result.data["registerParticipation"]["code"] == "not_signed_in"


def test_an_error_of_our_own_says_nothing_of_its_cause() -> None:
    node = parse("{ me { role } }").definitions[0]
    error = GraphQLError("secret", node, original_error=ValueError("85073003328"))
    shown = coded(error)
    assert shown.extensions == {"code": "internal_error"}
    assert "secret" not in shown.message
    assert shown.original_error is None
