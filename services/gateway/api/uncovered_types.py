"""What GraphQL shows of what is owed without money for it."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class UncoveredReason(Enum):
    """Why it is uncovered: nothing was left to pay it, or it lies beyond a ceiling or limit."""

    MONEY = "money"
    LIMIT = "limit"


@strawberry.enum
class UncoveredStatus(Enum):
    """Open; paid since; or cancelled with its participation."""

    OPEN = "open"
    COVERED = "covered"
    CANCELLED = "cancelled"


@strawberry.type
class UncoveredAmount:
    """What is uncovered of a participation: the provider is owed it all the same. Or of another
    network's claim (`clearing`), which names no offer: `organisation` is then that network, which
    is owed it, and `offer` the claim.

    `MONEY` is covered once a decision brings money, in the order of this list; `LIMIT` only by a
    decision about it alone (`coverUncovered`). `paidBy`: the envelope that paid, empty for what is
    not set apart. The body, day and reference are those of a decision about it alone.
    """

    id: UUID
    year: int
    envelope: UUID | None
    reason: UncoveredReason
    status: UncoveredStatus
    participation: UUID
    organisation: UUID
    offer: UUID
    clearing: UUID | None
    on: date
    cents: Cents
    at: datetime
    ended_at: datetime | None
    paid_by: UUID | None
    body: DecidingBody | None
    decided_on: date | None
    reference: str | None


@strawberry.type
class UncoveredTotal:
    """What is open in all of an envelope of a year; without an envelope: of what none pays."""

    year: int
    envelope: UUID | None
    reason: UncoveredReason
    items: int
    cents: Cents


@strawberry.type
class UncoveredDone:
    """It happened, and every view shows it."""

    operation: UUID
    uncovered: UncoveredAmount


UncoveredAnswer = Annotated[UncoveredDone | Rejected | Pending, strawberry.union("UncoveredAnswer")]
