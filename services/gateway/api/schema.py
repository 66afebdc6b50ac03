"""The GraphQL schema, and its text: `python -m services.gateway.api.schema > schema.graphql`."""

import sys
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from services.gateway.api.limits import extensions
from services.gateway.api.mutations import Mutation
from services.gateway.api.queries import Query
from services.gateway.api.scalars import SCALARS
from services.gateway.api.subscriptions import Subscription
from services.kernel import logs

log = logs.logger()


class QuietSchema(strawberry.Schema):
    """Logs the kind of an error and where it happened, never what it says: that may be personal."""

    def process_errors(self, errors: list[GraphQLError], _context: Any = None) -> None:
        """Only what is our own fault."""
        for error in errors:
            cause = error.original_error
            if cause is not None and not isinstance(cause, GraphQLError):
                log.error("field_failed", cause=type(cause).__name__, path=_path(error))


def _path(error: GraphQLError) -> str:
    return ".".join(part for part in error.path or () if isinstance(part, str))


def build_schema(*, introspection: bool) -> QuietSchema:
    """The schema with its limits; made once a process."""
    return QuietSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=extensions(introspection=introspection),
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )


def schema_text() -> str:
    """The schema as SDL."""
    return build_schema(introspection=True).as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
