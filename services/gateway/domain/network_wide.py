"""What somebody does for a whole network, whoever of its municipalities she works for. Pure.

A network may hold several municipalities. Whose grant names one of them works for its persons,
and may admit clubs, publish offers and keep the stock of counters, as a town does within a
network. She does not say for the others by which rules is decided, who may decide, or what is
destroyed, does not move money between actions, and does not follow the network's events, which
tell of the money and the participations of all: for that a grant of the network itself is asked.
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
        "moveMoney",
        "setRatio",
        "closeBooks",
        "lockBooks",
        "reopenBooks",
        "draftReport",
        "advanceReport",
        "envelopeForecast",
        "setSettlementTerms",
        "drawUpStatements",
        "payableItems",
        "paymentRuns",
        "payments",
        "proposePaymentRun",
        "approvePaymentRun",
        "cancelPaymentRun",
        "recordPaymentBounced",
        "recordPaymentExecuted",
        "payBeside",
        "networkEvents",
        "events",
    }
)
"""Refused to a grant that names a municipality, as `not_allowed`."""
