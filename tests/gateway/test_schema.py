"""The published schema is the one that is served, and it changes only so that clients survive."""

from pathlib import Path

from graphql import build_schema, find_breaking_changes

from services.gateway.api.schema import schema_text

COMMITTED = Path(__file__).parents[2] / "schema.graphql"


def test_the_published_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text() == schema_text()


def test_no_client_breaks() -> None:
    published, served = build_schema(COMMITTED.read_text()), build_schema(schema_text())
    assert find_breaking_changes(published, served) == []
