"""What GraphQL shows of what is owed to the network."""

import base64
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.file_types import RecoveryPayer
from services.gateway.api.printing import pdf
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.domain.cash_words import CashRepaid, as_repayment_receipt


@strawberry.enum
class DebtStatus(Enum):
    """What became of it. Of a provider: to be taken from its next statement. Held back: so much
    less was paid to a holder who still had money to come. Not booked: `code` says why."""

    OPEN = "open"
    PAID = "paid"
    WRITTEN_OFF = "written_off"
    TO_WITHHOLD = "to_withhold"
    HELD_BACK = "held_back"
    NOT_BOOKED = "not_booked"


@strawberry.enum
class RepaymentWay(Enum):
    """How money came back: on the bank, or in cash at the desk."""

    BANK = "bank"
    CASH = "cash"


@strawberry.type
class Debt:
    """What somebody owes the network for a participation. `holder` is null where that is not for
    you. `inStatement`: the statement from which it was taken, of a provider. The decision is the
    one by which it was written off; while it is open, by which somebody proposed that."""

    network: strawberry.Private[str]
    id: UUID
    owed_by: RecoveryPayer
    participation: UUID
    holder: UUID | None
    organisation: UUID | None
    status: DebtStatus
    cents: Cents
    left_cents: Cents
    code: str | None
    message: str | None
    in_statement: str | None
    write_off_proposed: bool
    may_approve: bool
    body: DecidingBody | None
    decided_on: date | None
    reference: str | None
    at: datetime

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all debts of the request."""
        return await info.context.loaders.suffixes.load((self.network, str(self.participation)))


@strawberry.type
class Repayment:
    """Part of a debt, or all of it, that came in."""

    id: UUID
    debt: UUID
    cents: Cents
    way: RepaymentWay
    on: date
    at: datetime


@strawberry.type
class RepaymentReceipt:
    """What somebody gets who pays back in cash. `cashCents` is handed over: the amount, rounded to
    five cents."""

    repaid: strawberry.Private[CashRepaid]
    repayment: UUID
    total_cents: Cents
    cash_cents: Cents

    @strawberry.field(description="The receipt to print: a PDF in Dutch, base64.")
    async def pdf(self) -> str:
        """It names no person."""
        made = await pdf("receipt", as_repayment_receipt(self.repaid), self.repaid.on)
        return base64.b64encode(made).decode()


@strawberry.type
class DebtDone:
    """It happened, and every view shows it."""

    operation: UUID
    debt: Debt


@strawberry.type
class RepaymentDone:
    """It happened, and every view shows it."""

    operation: UUID
    repayment: Repayment


DebtAnswer = Annotated[DebtDone | Rejected | Pending, strawberry.union("DebtAnswer")]
RepaymentAnswer = Annotated[RepaymentDone | Rejected | Pending, strawberry.union("RepaymentAnswer")]
