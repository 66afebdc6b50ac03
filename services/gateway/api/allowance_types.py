"""What GraphQL shows of money that is set aside for what rights promise."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class AllowanceStatus(Enum):
    """Set aside; refused, since too little was left; waiting for its year; or over."""

    HELD = "held"
    REFUSED = "refused"
    AWAITED = "awaited"
    ENDED = "ended"


@strawberry.type
class Allowance:
    """Money for what is promised with a right: the vouchers of a day, or a personal budget.

    `name`: of the ceiling in the regulation, or `vouchers@` and the day. Left = granted, less what
    is used and what was released at the end. `REFUSED`, with its `code`: it is not given, until
    `setAsideAllowance` finds money for it. `AWAITED`: it is held once its first day comes. Without
    an envelope: of what is not set apart. Held into the next year: granted is what was left then.
    """

    id: UUID
    right: UUID
    name: str
    first_day: date
    last_day: date
    year: int | None
    envelope: UUID | None
    status: AllowanceStatus
    granted_cents: Cents
    used_cents: Cents
    released_cents: Cents
    left_cents: Cents
    code: str | None
    at: datetime


@strawberry.type
class AllowanceDone:
    """It happened, and every view shows it."""

    operation: UUID
    allowance: Allowance


AllowanceAnswer = Annotated[AllowanceDone | Rejected | Pending, strawberry.union("AllowanceAnswer")]
