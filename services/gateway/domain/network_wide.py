"""What somebody does for a whole network, whoever of its municipalities she works for. Pure.

A network may hold several municipalities. Whose grant names one of them works for its persons,
and may admit clubs, publish offers and keep the stock of counters, as a town does within a
network; she moves and pays what is its own (`services/gateway/api/own_money.py`). She does not say
for the others by which rules is decided, who may decide, or what is destroyed, does not settle with
providers or end a year, and does not follow the network's events, which tell of the money and the
participations of all: for that a grant of the network itself is asked.
"""

from typing import Final

OF_THE_NETWORK: Final = frozenset(
    {
        "adoptRegulation",
        "withdrawRegulation",
        "endScheme",
        "arrangeRenewals",
        "stopRenewals",
        "giveMandate",
        "issueAttests",
        "revokeAttests",
        "adoptRetentionRule",
        "proposeDestruction",
        "approveDestruction",
        "rejectDestruction",
        "uncoveredTotals",
        "coverUncovered",
        "setAsideAllowance",
        "setRatio",
        "closeBooks",
        "lockBooks",
        "reopenBooks",
        "draftReport",
        "advanceReport",
        "setSettlementTerms",
        "drawUpStatements",
        "statements",
        "statementLines",
        "statementFile",
        "drawUpDueStatements",
        "statementReviews",
        "judgeFinding",
        "compareClaimList",
        "decideLateLine",
        "decideLateVisit",
        "waitingLines",
        "overdueStatements",
        "setPayerAccount",
        "payeeAccounts",
        "payeeNotice",
        "coolingOff",
        "setCoolingOff",
        "proposePayeeAccount",
        "confirmPayeeAccount",
        "stopPayeeAccount",
        "recordPayeeNotice",
        "bankLines",
        "bankBalances",
        "allotBankLine",
        "freeBankLine",
        "clearingBalances",
        "clearingClaims",
        "clearingLines",
        "moneyReceived",
        "drawUpClearing",
        "answerClearing",
        "settleClearingDispute",
        "recordClearingPayment",
        "recordReceipt",
        "takeReceiptBack",
        "networkEvents",
        "events",
    }
)
"""Refused to a grant that names a municipality, as `not_allowed`."""
