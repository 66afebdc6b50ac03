"""Who may do what about the money of a network. Pure.

Rows of the table in `access.py`. Desks and providers are not here: who scans cards moves no money.
"""

from typing import Final

from services.gateway.domain.roles import Reach, Role

_MONEY: Final = {Role.COORDINATOR: Reach.NETWORK, Role.FINANCE_OFFICER: Reach.NETWORK}

OF_MONEY: Final[dict[str, dict[Role, Reach]]] = {
    "legalEntities": _MONEY,
    "fundingSources": _MONEY,
    "envelopes": _MONEY,
    "moneyMoves": _MONEY,
    "balanceOn": _MONEY,
    "registerLegalEntity": _MONEY,
    "enterFunding": _MONEY,
    "openEnvelope": _MONEY,
    "changeEnvelope": _MONEY,
    "moveMoney": _MONEY,
}
