"""Who may do what about the money of a network. Pure.

Rows of the table in `access.py`. Desks and providers are not here: who scans cards moves no money.
"""

from typing import Final

from services.gateway.domain.roles import Reach, Role

_MONEY: Final = {Role.COORDINATOR: Reach.NETWORK, Role.FINANCE_OFFICER: Reach.NETWORK}
_AND_PROVIDER: Final = {**_MONEY, Role.PROVIDER: Reach.ORGANISATION}

OF_MONEY: Final[dict[str, dict[Role, Reach]]] = {
    "legalEntities": _MONEY,
    "fundingSources": _MONEY,
    "envelopes": _MONEY,
    "envelopeForecast": _MONEY,
    "moneyMoves": _MONEY,
    "balanceOn": _MONEY,
    "registerLegalEntity": _MONEY,
    "enterFunding": _MONEY,
    "openEnvelope": _MONEY,
    "changeEnvelope": _MONEY,
    "moveMoney": _MONEY,
    # settling with providers
    "settlementTerms": _AND_PROVIDER,
    "statements": _AND_PROVIDER,
    "statementLines": _AND_PROVIDER,
    "setSettlementTerms": _MONEY,
    "drawUpStatements": _MONEY,
    "disputeLine": _MONEY,
    "settleDispute": _MONEY,
    # paying
    "payableItems": _MONEY,
    "paymentRuns": _MONEY,
    "payments": _AND_PROVIDER,
    "proposePaymentRun": _MONEY,
    "approvePaymentRun": _MONEY,
    "cancelPaymentRun": _MONEY,
    "recordPaymentBounced": _MONEY,
    "recordPaymentExecuted": _MONEY,
    "payBeside": _MONEY,
    "readPaymentFile": _MONEY,
    # the end of a year
    "expenses": _MONEY,
    "bookYear": _MONEY,
    "accountabilityReport": _MONEY,
    "bookExpense": _MONEY,
    "reverseExpense": _MONEY,
    "setRatio": _MONEY,
    "closeBooks": _MONEY,
    "lockBooks": _MONEY,
    "reopenBooks": _MONEY,
    "draftReport": _MONEY,
    "advanceReport": _MONEY,
}
