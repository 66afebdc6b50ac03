"""What is uncovered of a participation has an id of its own: one for each reason. Pure."""

from typing import Literal
from uuid import UUID, uuid5

UncoveredReason = Literal["money", "limit"]
"""Nothing was left to pay it, or it lies beyond a ceiling or limit."""


def uncovered_id(participation_id: UUID, reason: UncoveredReason) -> UUID:
    """The id of what is uncovered of a participation for a reason."""
    return uuid5(participation_id, f"uncovered:{reason}")
