"""Who may do what about the money of a network. Pure.

Rows of the table in `access.py`. Who scans cards moves no money and sees no statement: at a
provider that is its treasurer's, who is no desk.
"""

from typing import Final

from services.gateway.domain.roles import Reach, Role

_MONEY: Final = {Role.COORDINATOR: Reach.NETWORK, Role.FINANCE_OFFICER: Reach.NETWORK}
_AND_TREASURER: Final = {**_MONEY, Role.TREASURER: Reach.ORGANISATION}

OF_MONEY: Final[dict[str, dict[Role, Reach]]] = {
    "legalEntities": _MONEY,
    "fundingSources": _MONEY,
    "envelopes": _MONEY,
    "everybodysEnvelopes": _MONEY,
    "envelopeForecast": _MONEY,
    "budgetNotices": _MONEY,
    "moneyMoves": _MONEY,
    "balanceOn": _MONEY,
    "simulateDrawingRights": {
        Role.COORDINATOR: Reach.PLATFORM,
        Role.FINANCE_OFFICER: Reach.PLATFORM,
        Role.UMBRELLA_ANALYST: Reach.PLATFORM,
    },
    "registerLegalEntity": _MONEY,
    "enterFunding": _MONEY,
    "openEnvelope": _MONEY,
    "changeEnvelope": _MONEY,
    "moveMoney": _MONEY,
    # what is owed without money for it
    "uncoveredAmounts": _MONEY,
    "uncoveredTotals": _MONEY,
    "coverUncovered": _MONEY,
    # what is set aside for rights
    "allowances": _MONEY,
    "setAsideAllowance": _MONEY,
    # settling with providers
    "settlementTerms": _AND_TREASURER,
    "statements": _AND_TREASURER,
    "statementLines": _AND_TREASURER,
    "statementFile": _AND_TREASURER,
    "waitingLines": _MONEY,
    "overdueStatements": _MONEY,
    "lateLines": _AND_TREASURER,
    "drawUpDueStatements": _MONEY,
    "decideLateLine": _MONEY,
    "decideLateVisit": _MONEY,
    "statementReviews": _MONEY,
    "judgeFinding": _MONEY,
    "claimLists": _AND_TREASURER,
    "claimListReport": _AND_TREASURER,
    "compareClaimList": _AND_TREASURER,
    "setSettlementTerms": _MONEY,
    "drawUpStatements": _MONEY,
    "disputeLine": _AND_TREASURER,
    "settleDispute": _MONEY,
    # corrections
    "corrections": {**_AND_TREASURER, Role.PROVIDER: Reach.ORGANISATION},
    "correctionPreview": _MONEY,
    "correctParticipation": _MONEY,
    # what is owed to the network
    "debts": _MONEY,
    "repayments": _MONEY,
    "draftRecovery": {Role.COORDINATOR: Reach.NETWORK},
    "repaymentReceipt": _MONEY,
    "receiveRepayment": _MONEY,
    "proposeWriteOff": _MONEY,
    "approveWriteOff": _MONEY,
    # paying
    "payerAccounts": _MONEY,
    "setPayerAccount": _MONEY,
    "payeeAccounts": _AND_TREASURER,
    "payeeNotice": _MONEY,
    "coolingOff": _MONEY,
    "setCoolingOff": _MONEY,
    "proposePayeeAccount": _AND_TREASURER,
    "confirmPayeeAccount": _MONEY,
    "stopPayeeAccount": _AND_TREASURER,
    "recordPayeeNotice": _MONEY,
    "payableItems": _MONEY,
    "paymentRuns": _MONEY,
    "payments": _AND_TREASURER,
    "proposePaymentRun": _MONEY,
    "approvePaymentRun": _MONEY,
    "cancelPaymentRun": _MONEY,
    "recordPaymentBounced": _MONEY,
    "recordPaymentExecuted": _MONEY,
    "payBeside": _MONEY,
    "paymentFile": _MONEY,
    "payablesFile": _MONEY,
    "cashReceipt": _MONEY,
    "readPaymentFile": _MONEY,
    "bankLines": _MONEY,
    "bankBalances": _MONEY,
    "allotBankLine": _MONEY,
    "freeBankLine": _MONEY,
    # what networks owe each other, and money that came in
    "clearingBalances": _MONEY,
    "clearingClaims": _MONEY,
    "clearingLines": _MONEY,
    "moneyReceived": _MONEY,
    "drawUpClearing": _MONEY,
    "answerClearing": _MONEY,
    "settleClearingDispute": _MONEY,
    "recordClearingPayment": _MONEY,
    "recordReceipt": _MONEY,
    "takeReceiptBack": _MONEY,
    # the end of a year
    "expenses": _MONEY,
    "bookYear": _MONEY,
    "accountabilityReport": _MONEY,
    "bookExpense": _MONEY,
    "reverseExpense": _MONEY,
    "creditExpense": _MONEY,
    "setRatio": _MONEY,
    "closeBooks": _MONEY,
    "lockBooks": _MONEY,
    "reopenBooks": _MONEY,
    "draftReport": _MONEY,
    "advanceReport": _MONEY,
}
