"""How an envelope is funded, as who keeps the books writes it: parts with a weight. Pure."""

from typing import Any, Final

from services.budget.contracts.events import SOURCE_KINDS, FundingPart
from services.gateway.domain.checks import BadInput

PARTS_MAX: Final = 10
WEIGHT_MAX: Final = 10_000


def read_parts(value: Any) -> tuple[FundingPart, ...]:
    """Parts, each with `weight` and `sources` (kinds, in their order). Raises BadInput.

    One third from the welfare centre's fund and two thirds from the rest:
    `[{"weight": 1, "sources": ["WELFARE_FUND"]},
    {"weight": 2, "sources": ["DRAWING_RIGHT", "OWN_CONTRIBUTION"]}]`.
    """
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > PARTS_MAX:
        raise BadInput("funding_invalid", "funding")
    return tuple(_part(one) for one in value)


def _part(value: Any) -> FundingPart:
    if not isinstance(value, dict) or value.keys() != {"weight", "sources"}:
        raise BadInput("funding_invalid", "funding")
    weight, sources = value["weight"], value["sources"]
    if type(weight) is not int or not 1 <= weight <= WEIGHT_MAX:
        raise BadInput("funding_invalid", "funding")
    if not isinstance(sources, list) or not sources:
        raise BadInput("funding_invalid", "funding")
    named = [one.lower() if isinstance(one, str) else "" for one in sources]
    if len(set(named)) < len(named) or not set(named) <= set(SOURCE_KINDS):
        raise BadInput("source_unknown", "funding")
    return FundingPart(weight=weight, sources=tuple(named))


def as_texts(parts: tuple[FundingPart, ...]) -> list[str]:
    """The same as texts, by which two wishes are told apart."""
    return [f"{part.weight}:{','.join(part.sources)}" for part in parts]
