"""What GraphQL shows of what can be paid, and of payments."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.finding_types import OpenFindings
from services.gateway.api.open_findings import sees_findings
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class ItemKind(Enum):
    """What is owed: a provider's statement, a holder's claim, an expense, what another network
    claims."""

    STATEMENT = "statement"
    CLAIM = "claim"
    EXPENSE = "expense"
    CLEARING = "clearing"


@strawberry.enum
class ItemStatus(Enum):
    """Whether it is to be paid."""

    OPEN = "open"
    IN_RUN = "in_run"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


@strawberry.enum
class RunStatus(Enum):
    """Where a payment run stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    CANCELLED = "cancelled"


@strawberry.enum
class PaymentStatus(Enum):
    """Where a payment stands. Approved: it can be sent to the bank."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    EXECUTED = "executed"
    BOUNCED = "bounced"


@strawberry.enum
class PaymentWay(Enum):
    """How something is paid."""

    BANK = "bank"
    INTERNAL_BOOKING = "internal_booking"
    CASH = "cash"


@strawberry.enum
class BesideWay(Enum):
    """How something is paid without the bank."""

    INTERNAL_BOOKING = "internal_booking"
    CASH = "cash"


@strawberry.enum
class BounceReason(Enum):
    """Why a payment came back."""

    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_CLOSED = "account_closed"
    REFUSED_BY_BANK = "refused_by_bank"
    RETURNED = "returned"
    OTHER = "other"


@strawberry.enum
class AllTheSame(Enum):
    """Why something is paid about which findings are open: the provider explained it; it is set
    right in the next statement; the provider cannot wait."""

    EXPLAINED = "explained"
    SET_RIGHT_LATER = "set_right_later"
    CANNOT_WAIT = "cannot_wait"
    OTHER = "other"


@strawberry.type
class PayableItem:
    """Something that can be paid once. Of a claim, `id` is that of its participation. Of what
    another network claims, `organisation` is that network."""

    id: UUID
    kind: ItemKind
    organisation: UUID | None
    cents: Cents
    reference: str
    status: ItemStatus
    network: strawberry.Private[str]
    at: datetime

    @strawberry.field(description="What nobody has judged yet of it; for who keeps the books.")
    async def open_findings(self, info: Info) -> OpenFindings | None:
        """One look for all items of the request."""
        if not sees_findings(info.context, self.network):
            return None
        return await info.context.loaders.open_findings.load((self.network, str(self.id)))


@strawberry.type
class PaymentRun:
    """Payments that one person proposes and another approves. `mayApprove`: who asks may.

    `payer`: the account from which a payment file is made; none: the accounting package pays.
    `allTheSame`: why it was paid though findings were open.
    """

    id: UUID
    reference: str
    payer: UUID | None
    execution_on: date
    status: RunStatus
    may_approve: bool
    payment_count: int
    total_cents: Cents
    all_the_same: AllTheSame | None
    network: strawberry.Private[str]
    at: datetime

    @strawberry.field(description="What nobody has judged yet; for who keeps the books.")
    async def open_findings(self, info: Info) -> OpenFindings | None:
        """One look for all runs of the request."""
        if not sees_findings(info.context, self.network):
            return None
        return await info.context.loaders.open_in_runs.load((self.network, str(self.id)))


@strawberry.type
class Payment:
    """One payment of an item. `attempt`: 2 or more where one before it bounced."""

    id: UUID
    run: UUID | None
    item: UUID
    organisation: UUID | None
    cents: Cents
    reference: str
    attempt: int
    status: PaymentStatus
    way: PaymentWay
    bounced_for: BounceReason | None
    executed_on: date | None
    at: datetime


@strawberry.type
class PaymentRunDone:
    """It happened, and every view shows it."""

    operation: UUID
    run: PaymentRun


@strawberry.type
class PaymentDone:
    """It happened, and every view shows it."""

    operation: UUID
    payment: Payment


PaymentRunAnswer = Annotated[
    PaymentRunDone | Rejected | Pending, strawberry.union("PaymentRunAnswer")
]
PaymentAnswer = Annotated[PaymentDone | Rejected | Pending, strawberry.union("PaymentAnswer")]
