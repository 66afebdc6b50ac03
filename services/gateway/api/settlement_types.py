"""What GraphQL shows of how providers are settled with."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection, StatementLine


@strawberry.enum
class SettlementPeriod(Enum):
    """How often a provider is settled with."""

    MONTH = "month"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    ON_REQUEST = "on_request"


@strawberry.enum
class DisputeReason(Enum):
    """Why a line is set aside."""

    PRICE = "price"
    NOT_TAKEN_PART = "not_taken_part"
    REGISTERED_TWICE = "registered_twice"
    OTHER = "other"


@strawberry.type
class SettlementTerms:
    """How a provider is paid. Less than `minimumCents` is carried over."""

    organisation: UUID
    period: SettlementPeriod
    minimum_cents: Cents
    pay_within_days: int
    claim_within_days: int


@strawberry.type
class DrawnUpStatement:
    """A statement of a provider. `payableCents` and `carriedOutCents` (below zero: what the
    provider owes) sum to the total and what was carried in."""

    id: UUID
    organisation: UUID
    reference: str
    year: int
    until: date
    line_count: int
    total_cents: Cents
    carried_in_cents: Cents
    payable_cents: Cents
    carried_out_cents: Cents
    pay_by: date
    at: datetime


@strawberry.type
class StatementPage:
    """A statement with a page of its lines: by the last digits of cards, without names."""

    statement: DrawnUpStatement
    lines: Connection[StatementLine]


@strawberry.type
class SettlementTermsDone:
    """It happened, and every view shows it."""

    operation: UUID
    terms: SettlementTerms


@strawberry.type
class StatementDone:
    """It happened, and every view shows it. Of several, this is the last."""

    operation: UUID
    statement: DrawnUpStatement


SettlementTermsAnswer = Annotated[
    SettlementTermsDone | Rejected | Pending, strawberry.union("SettlementTermsAnswer")
]
StatementAnswer = Annotated[StatementDone | Rejected | Pending, strawberry.union("StatementAnswer")]
