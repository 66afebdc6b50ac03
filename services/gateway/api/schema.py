"""The GraphQL schema, and its text: `python -m services.gateway.api.schema > schema.graphql`."""

import sys
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from services.gateway.api.describing import describe
from services.gateway.api.limits import coded, extensions
from services.gateway.api.mutations import Mutation
from services.gateway.api.queries import Query
from services.gateway.api.scalars import SCALARS
from services.gateway.api.subscriptions import Subscription
from services.kernel import logs

log = logs.logger()


class QuietSchema(strawberry.Schema):
    """Says little of errors: to clients a code, to the log what kind and where.

    Not by the extension MaskErrors: what cannot be parsed never comes to it.
    """

    def process_errors(self, errors: list[GraphQLError], _context: Any = None) -> None:
        """Put coded errors in the place of all; log those that are our own fault."""
        for error in errors:
            cause = error.original_error
            if cause is not None and not isinstance(cause, GraphQLError):
                log.error("field_failed", cause=type(cause).__name__, path=_path(error))
        errors[:] = [coded(error) for error in errors]


def _path(error: GraphQLError) -> str:
    return ".".join(part for part in error.path or () if isinstance(part, str))


def build_schema(*, introspection: bool) -> QuietSchema:
    """The schema with its limits; made once a process."""
    schema = QuietSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=extensions(introspection=introspection),
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    describe(schema._schema)
    return schema


def schema_text() -> str:
    """The schema as SDL."""
    return build_schema(introspection=True).as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
