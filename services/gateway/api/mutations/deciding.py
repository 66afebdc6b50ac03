"""A decision that need not be there: what some mutations take along where it is asked."""

from datetime import date

from services.budget.contracts.events import Decision
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.mutations.budget import decision_of
from services.gateway.domain.checks import BadInput


def decision_if_any(
    body: DecidingBody | None, on: date | None, reference: str | None
) -> Decision | None:
    """A decision where one is told. Raises BadInput where half of it is."""
    if body is None and on is None:
        return None
    if body is None or on is None:
        raise BadInput("decision_missing", "body" if body is None else "decidedOn")
    return decision_of(body, on, reference)
