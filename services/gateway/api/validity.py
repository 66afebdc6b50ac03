"""Arguments of queries, checked as those of mutations are."""

from typing import Any

from services.gateway.api.context import Coded
from services.gateway.domain.checks import BadInput, check


def checked(**given: Any) -> None:
    """Raises Coded for the first argument that is wrong; None is an argument left out.

    Names are those of GraphQL: `card_number` is told as `cardNumber`.
    """
    try:
        check({_camel(name): value for name, value in given.items() if value is not None})
    except BadInput as problem:
        raise Coded(problem.code, problem.field) from None


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
