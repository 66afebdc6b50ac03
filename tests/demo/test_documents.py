"""The demo's GraphQL texts fit the schema and its limits."""

from pathlib import Path

import pytest
from graphql import build_schema, parse, validate
from graphql.language import Lexer, Source, TokenKind

from deploy.demo import documents
from deploy.demo.documents import BATCH_SIZES, Mutation, document, in_batches

ROOT = Path(__file__).parents[2]
SCHEMA = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))
MUTATIONS = [each for each in vars(documents).values() if isinstance(each, Mutation)]
MOST_TOKENS, MOST_ALIASES = 2_000, 20


def tokens_in(text: str) -> int:
    lexer, count = Lexer(Source(text)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        count += 1
    return count


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
@pytest.mark.parametrize("size", BATCH_SIZES)
def test_every_mutation_fits_schema_and_limits(mutation: Mutation, size: int) -> None:
    text = document(mutation, size)
    assert validate(SCHEMA, parse(text)) == []
    assert tokens_in(text) <= MOST_TOKENS
    assert size <= MOST_ALIASES


@pytest.mark.parametrize(
    "text",
    [documents.ME, documents.NETWORK_BY_SLUG, documents.OPERATION, documents.UMBRELLA_TOTALS],
)
def test_every_query_fits_the_schema(text: str) -> None:
    assert validate(SCHEMA, parse(text)) == []


@pytest.mark.parametrize("count", range(48))
def test_batches_leave_nothing_out_and_have_known_sizes(count: int) -> None:
    batches = list(in_batches(range(count)))
    assert [item for batch in batches for item in batch] == list(range(count))
    assert {len(batch) for batch in batches} <= set(BATCH_SIZES)
