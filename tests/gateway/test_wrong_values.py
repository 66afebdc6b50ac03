"""Every mutation with every kind of wrong value: a coded answer each, never a 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLField, build_schema, get_named_type, is_list_type

from services.gateway.api.schema import schema_text
from services.gateway.domain.access import TABLE, Role
from services.gateway.domain.sentences import SENTENCES
from tests.gateway.client import Client, a_key
from tests.gateway.season import DAY, Season

SCHEMA = build_schema(schema_text())
assert SCHEMA.mutation_type is not None
MUTATIONS: dict[str, GraphQLField] = SCHEMA.mutation_type.fields
SECRET = "Janssens85073003328"

WRONG: dict[str, list[Any]] = {
    "String": ["", " ", "a\x00b", "\ud800", "x" * 201, "x" * 100_000, 5, None, [], {"a": 1}, True],
    "UUID": ["", "abc", SECRET, 5, None, "0" * 36, [], "00000000-0000-4000-8000-000000000000"],
    "Cents": [2**63, -(2**63) - 1, 10**30, 1.5, "5", None, True, -1, SECRET],
    "Int": [2**31, -(2**31) - 1, 1.5, "5", None, True, -1, 10_001],
    "Date": ["", "2026-02-30", "gisteren", 5, None, "0000-00-00", "9999-12-31", SECRET],
    "DateTime": ["", "2026-07-01", "2026-07-01T10:00:00", 5, None, SECRET, "9999-12-31T00:00:00Z"],
    "Enum": ["", "ANDERS", 5, None, []],
}


def right_values(season: Season) -> dict[str, Any]:
    return {
        "network": season.network,
        "slug": f"n-{a_key()[:8]}",
        "name": "Naam",
        "municipalities": ["11002"],
        "periodFrom": "2026-01-01",
        "periodUntil": "2026-12-31",
        "drawingRightCents": 100,
        "ownContributionCents": 100,
        "kbo": None,
        "roles": ["PROVIDER"],
        "organisation": season.provider,
        "title": "Titel",
        "priceCents": 1000,
        "holderBp": 2000,
        "organisationBp": 4000,
        "networkBp": 4000,
        "offer": "00000000-0000-4000-8000-00000000000f",
        "municipality": season.municipality,
        "givenName": "An",
        "familyName": "Peeters",
        "birthDate": "2012-05-06",
        "nationalNumber": None,
        "holder": "00000000-0000-4000-8000-00000000000f",
        "ground": "leefloon",
        "validUntil": "2026-12-31",
        "validFrom": "2026-01-01",
        "yearlyCeilingCents": 100,
        "right": season.an.right,
        "card": "00000000-0000-4000-8000-00000000000f",
        "reason": "LOST",
        "cardNumber": "0000000000000",
        "on": DAY,
        "holdUntil": "2026-12-01T10:00:00Z",
        "participation": "00000000-0000-4000-8000-00000000000f",
    }


def kind_of(argument: Any) -> str:
    named = get_named_type(argument.type)
    return "Enum" if isinstance(named, GraphQLEnumType) else named.name


def is_list(kind: Any) -> bool:
    return bool(is_list_type(getattr(kind, "of_type", kind)))


def cases() -> Iterator[tuple[str, str]]:
    for name, field in MUTATIONS.items():
        for argument in field.args:
            yield name, argument


def query_of(name: str) -> str:
    arguments = MUTATIONS[name].args
    variables = ", ".join(f"${argument}: {a.type}" for argument, a in arguments.items())
    given = ", ".join(f"{argument}: ${argument}" for argument in arguments)
    return (
        f"mutation({variables}) {{ {name}({given}) {{ __typename "
        "... on Rejected { code message field } } }"
    )


def token_for(client: Client, season: Season, name: str) -> str:
    if Role.OPERATOR in TABLE[name]:
        return client.token("operator")
    return season.token(client, "coordinator")


@pytest.mark.parametrize(("name", "argument"), list(cases()))
async def test_a_wrong_value_has_a_coded_answer(
    client: Client, ours: Season, name: str, argument: str
) -> None:
    definition = MUTATIONS[name].args[argument]
    for value in WRONG[kind_of(definition)]:
        wrong = [value] if is_list(definition.type) else value
        given = {k: v for k, v in right_values(ours).items() if k in MUTATIONS[name].args}
        variables = {"key": a_key(), **given, argument: wrong}
        response = await client.post(query_of(name), token_for(client, ours, name), variables)
        if len(response.request.content) > 200_000:
            continue
        assert response.status_code == 200, (value, response.text)
        assert SECRET not in response.text
        said = response.json()
        if "errors" in said:
            assert {e["extensions"]["code"] for e in said["errors"]} <= {"bad_input"}, (value, said)
            continue
        answer = said["data"][name]
        if answer["__typename"] == "Rejected":
            assert answer["code"] in SENTENCES, (value, answer)
            assert answer["code"] != "internal_error", (value, answer)
            assert answer["message"] == answer["message"].strip()


@pytest.mark.parametrize(
    "query", ["", "{", "{ nothing }", "mutation { }", "{ me { nothing } }", "{" * 500]
)
async def test_a_query_that_is_none_is_answered_with_a_code(client: Client, query: str) -> None:
    response = await client.post(query, None)
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        codes = {e["extensions"]["code"] for e in response.json()["errors"]}
        assert codes <= {"bad_request", "bad_input"}


async def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    response = await client.post("{ me { role } }" + " " * 300_000, None)
    assert response.status_code == 413


async def test_batches_and_queries_by_get_are_off(client: Client) -> None:
    response = await client.get("/graphql?query=" + "{__typename}")
    assert response.status_code in (400, 404, 405)
    raw = await client._http.post(
        f"{client.gateways[0]}/graphql",
        content=json.dumps([{"query": "{ __typename }"}]),
        headers={"content-type": "application/json"},
    )
    assert raw.status_code == 400
