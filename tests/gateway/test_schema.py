"""The published schema is the one that is served, and it changes only so that clients survive."""

from pathlib import Path

from graphql import build_schema, find_breaking_changes

from services.gateway.api.describing import money_arguments, money_fields
from services.gateway.api.money_words import WORDS
from services.gateway.api.schema import build_schema as served_schema
from services.gateway.api.schema import schema_text

COMMITTED = Path(__file__).parents[2] / "schema.graphql"


def test_the_published_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text() == schema_text()


def test_no_client_breaks() -> None:
    published, served = build_schema(COMMITTED.read_text()), build_schema(schema_text())
    assert find_breaking_changes(published, served) == []


def test_all_of_money_is_described_in_words_that_are_used() -> None:
    schema = served_schema(introspection=True)._schema
    said = {
        f"{kind}.{name}": (name, shown.description)
        for kind, fields in money_fields(schema).items()
        for name, shown in fields.items()
    }
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        for operation, field in root.fields.items():
            for name, given in money_arguments(operation, field).items():
                said[f"{operation}({name})"] = (name, given.description)
    assert [named for named, (_name, words) in said.items() if not words] == []
    assert set(WORDS) - {name for name, _words in said.values()} - set(said) == set()


def test_amounts_say_that_they_are_cents() -> None:
    assert [name for name in WORDS if name.endswith("Cents") and "cent" not in WORDS[name]] == []


def test_every_type_that_somebody_wrote_of_says_so() -> None:
    schema = served_schema(introspection=True)._schema
    for kind in money_fields(schema):
        assert schema.type_map[kind].description or kind.endswith("Connection"), kind
