"""What GraphQL shows of files about a run: that pay it, and that say what became of it."""

from datetime import date
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.payment_types import BounceReason
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class PaymentNews(Enum):
    """What a file says of a payment. Unclear: it names another amount, or cannot be read."""

    PAID = "paid"
    RETURNED = "returned"
    UNCLEAR = "unclear"


@strawberry.enum
class PaymentNewsStatus(Enum):
    """What became of it. Known: it was recorded before. Unclear: a person has to look at it.
    Pending: send the file again."""

    RECORDED = "recorded"
    KNOWN = "known"
    UNCLEAR = "unclear"
    PENDING = "pending"
    REJECTED = "rejected"


@strawberry.type
class PaymentFileLine:
    """One thing that the file says. `row`: of a list, counted from 1 with the header."""

    payment: UUID | None
    row: int | None
    news: PaymentNews
    status: PaymentNewsStatus
    on: date | None
    bounced_for: BounceReason | None
    code: str | None
    message: str | None


@strawberry.type
class PaymentFileRead:
    """The file was read whole. `silentCount`: payments of the run of which it proves nothing."""

    lines: list[PaymentFileLine]
    silent_count: int


PaymentFileAnswer = Annotated[PaymentFileRead | Rejected, strawberry.union("PaymentFileAnswer")]


@strawberry.type
class PaymentFile:
    """The file that a bank executes (pain.001.001.09), in base64. The same run is always the same
    file; `executionOn` is the day in it."""

    run: UUID
    name: str
    content: str
    execution_on: date
    payment_count: int
    total_cents: Cents
