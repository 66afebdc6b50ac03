"""Facts about money, a module per topic. Topic: budget.events. Key: network.

Integer cents; transfers balance.
"""

from services.budget.contracts.events.closing import (
    BooksClosing,
    BooksLocked,
    BooksReopened,
    RatioSet,
    ReportAdvanced,
    ReportDrafted,
)
from services.budget.contracts.events.envelopes import (
    ALL_OFFERS,
    EnvelopeChanged,
    EnvelopeOpened,
    EnvelopeTerms,
    FundingPart,
    MoneyMoved,
    UncoveredCovered,
)
from services.budget.contracts.events.expenses import (
    ExpenseBooked,
    ExpenseReversed,
)
from services.budget.contracts.events.group_visits import (
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
)
from services.budget.contracts.events.ledger import (
    SOURCE_KINDS,
    Account,
    AccountKind,
    Decision,
    Payee,
    SourceKind,
    Transfer,
)
from services.budget.contracts.events.participations import (
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.contracts.events.payments import (
    PaidBeside,
    Payment,
    PaymentBounced,
    PaymentExecuted,
    PaymentRunApproved,
    PaymentRunCancelled,
    PaymentRunProposed,
)
from services.budget.contracts.events.refusal import (
    CommandRejected,
)
from services.budget.contracts.events.settlement import (
    DisputeSettled,
    LineDisputed,
    SettlementTermsSet,
    StatementDrawnUp,
)
from services.budget.contracts.events.years import (
    FundingEntered,
    LegalEntityRegistered,
    YearOpened,
)

__all__ = [
    "ALL_OFFERS",
    "Account",
    "AccountKind",
    "BooksClosing",
    "BooksLocked",
    "BooksReopened",
    "CommandRejected",
    "Decision",
    "DisputeSettled",
    "EnvelopeChanged",
    "EnvelopeOpened",
    "EnvelopeTerms",
    "ExpenseBooked",
    "ExpenseReversed",
    "FundingEntered",
    "FundingPart",
    "GroupDeclined",
    "GroupVisitConfirmed",
    "GroupVisitDeclined",
    "GroupVisitReversed",
    "LegalEntityRegistered",
    "LineDisputed",
    "MoneyMoved",
    "PaidBeside",
    "ParticipationConfirmed",
    "ParticipationDeclined",
    "ParticipationHeld",
    "ParticipationReversed",
    "ParticipationVoided",
    "Payee",
    "Payment",
    "PaymentBounced",
    "PaymentExecuted",
    "PaymentRunApproved",
    "PaymentRunCancelled",
    "PaymentRunProposed",
    "RatioSet",
    "ReportAdvanced",
    "ReportDrafted",
    "SOURCE_KINDS",
    "SettlementTermsSet",
    "SourceKind",
    "StatementDrawnUp",
    "Transfer",
    "UncoveredCovered",
    "YearOpened",
]
