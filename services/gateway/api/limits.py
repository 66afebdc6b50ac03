"""What keeps a query small and an error silent. Built once: a rule class made per request
would undo the validation cache."""

from collections.abc import Callable, Sequence

from graphql import GraphQLError, ValueNode
from strawberry.extensions import (
    AddValidationRules,
    DisableIntrospection,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    SchemaExtension,
    ValidationCache,
)

from services.gateway.api.context import Coded
from services.gateway.api.metrics import ERRORS
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import DATABASE_AWAY

DEPTH_MAX, ALIASES_MAX, TOKENS_MAX = 10, 20, 2_000
CACHED_DOCUMENTS = 1_000


class Shown(GraphQLError):
    """An error that a client may see."""


def coded(error: GraphQLError) -> GraphQLError:
    """The error that a client may see: with a code, and without a value that anybody sent."""
    if isinstance(error, Shown):
        return error
    cause = error.original_error if error.original_error is not None else error
    if isinstance(cause, Coded):
        code, message, argument = cause.code, cause.message, cause.argument
    elif isinstance(cause, DATABASE_AWAY):
        code, message, argument = "unavailable", sentence("unavailable"), None
    elif not isinstance(cause, GraphQLError) and error.nodes is None:
        # No field had begun: a rule of validation stumbled over the document.
        code, message, argument = "bad_request", sentence("bad_request"), None
    elif not isinstance(cause, GraphQLError):
        code, message, argument = "internal_error", sentence("internal_error"), None
    elif _about_a_value(error):
        code, message, argument = "bad_input", sentence("bad_input"), _variable(error)
    else:
        code, message, argument = "bad_request", error.message, None
    ERRORS.labels(code).inc()
    extensions = {"code": code, **({"field": argument} if argument else {})}
    return Shown(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )


def _about_a_value(error: GraphQLError) -> bool:
    at_value = any(isinstance(node, ValueNode) for node in error.nodes or ())
    return at_value or error.message.startswith(("Variable ", "Argument ", "Syntax Error"))


def _variable(error: GraphQLError) -> str | None:
    """The variable at fault: `Variable '$on' got invalid value …`."""
    _, found, rest = error.message.partition("Variable '$")
    name = rest.split("'", 1)[0].split(".", 1)[0]
    return name if found and name.isidentifier() else None


def extensions(*, introspection: bool) -> Sequence[Callable[[], SchemaExtension]]:
    """The extensions of the schema; validation rules are made here, once."""
    limits = (QueryDepthLimiter(max_depth=DEPTH_MAX), MaxAliasesLimiter(ALIASES_MAX))
    rules = [rule for limit in limits for rule in limit.validation_rules]
    if not introspection:
        rules += DisableIntrospection().validation_rules
    return [
        lambda: AddValidationRules(rules),
        lambda: MaxTokensLimiter(max_token_count=TOKENS_MAX),
        lambda: ParserCache(maxsize=CACHED_DOCUMENTS),
        lambda: ValidationCache(maxsize=CACHED_DOCUMENTS),
    ]
