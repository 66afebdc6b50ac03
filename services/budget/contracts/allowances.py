"""An allowance is what is promised with a right, to be spent: vouchers, a personal budget. Pure."""

from typing import Final
from uuid import UUID, uuid5

VOUCHERS: Final = "vouchers@"
"""How the counts of vouchers are named: then the day on which they were given (ISO)."""


def allowance_id(right_id: UUID | str, period: str, name: str) -> UUID:
    """The id of what is promised with a right, by the count of its use: its period and name."""
    return uuid5(UUID(str(right_id)), f"allowance:{period}:{name}")
