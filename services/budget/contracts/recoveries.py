"""By which ids debts are known, and how they are paid back. Pure."""

from typing import Literal
from uuid import UUID, uuid5

from services.kernel.ids import SAMENSPEL

RepaymentWay = Literal["bank", "cash"]
"""How money that is owed back came in: on the bank, or in cash at the desk."""
Debtor = Literal["holder", "provider"]
"""Who owes the network."""


def debt_of(participation: UUID | str) -> UUID:
    """The debt that a recovery of a participation leaves: there is one at most."""
    return uuid5(SAMENSPEL, f"debt:{participation}")
