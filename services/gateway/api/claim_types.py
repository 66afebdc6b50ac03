"""What GraphQL shows of claims of holders who paid first, and of guarantee slips."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import segno
import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class ClaimProof(Enum):
    """What shows that somebody paid and took part: seen, and not kept."""

    PAYMENT = "payment"
    STAMP = "stamp"
    INVOICE = "invoice"
    ATTENDANCE = "attendance"
    MEMBERSHIP = "membership"
    OTHER_HELP = "other_help"


@strawberry.enum
class ClaimStatus(Enum):
    """How far a claim is. `OPEN` ones wait for a decision, with their share set aside.

    `UNHELD`: complete, but nothing is set aside; there was no money, or it took too long.
    """

    INCOMPLETE = "incomplete"
    REQUESTED = "requested"
    OPEN = "open"
    UNHELD = "unheld"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


@strawberry.type
class Claim:
    """What a holder paid and asks back. `networkCents` is what the network bears of it.

    `decideBy`: the last day on which its share is still set aside. `late`: filed after the term
    of the regulation.
    """

    id: UUID
    holder: UUID
    scheme: UUID
    offer: UUID
    organisation: UUID
    on: date
    paid_cents: Cents
    other_help_cents: Cents
    required: list[ClaimProof]
    seen: list[ClaimProof]
    missing: list[ClaimProof]
    late: bool
    status: ClaimStatus
    participation: UUID | None
    network_cents: Cents | None
    decide_by: date | None
    reason: str | None
    filed_by: str | None
    filed_at: datetime
    decided_by: str | None
    decided_at: datetime | None


@strawberry.type
class ClaimDone:
    """It happened, and every view shows it."""

    operation: UUID
    claim: Claim


ClaimAnswer = Annotated[ClaimDone | Rejected | Pending, strawberry.union("ClaimAnswer")]


@strawberry.enum
class SlipStatus(Enum):
    """How far a guarantee slip is: held ones work, confirmed ones were used."""

    REQUESTED = "requested"
    HELD = "held"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    VOIDED = "voided"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@strawberry.type
class GuaranteeSlip:
    """What is guaranteed to a provider. `number` is null where it is not for you.

    The holder pays `holderCents` of the price herself. `takenCents`: what was asked with it.
    """

    id: UUID
    holder: UUID
    scheme: UUID
    offer: UUID
    organisation: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    network_cents: Cents
    valid_until: date
    status: SlipStatus
    number: str | None
    participation: UUID
    taken_cents: Cents | None
    issued_by: str | None
    issued_at: datetime

    @strawberry.field(description="The number as a QR code (SVG), for a screen.")
    def qr_code(self) -> str | None:
        """Null where the number is."""
        if self.number is None:
            return None
        return segno.make_qr(self.number, error="m").svg_inline(scale=4)


@strawberry.type
class GuaranteeSlipDone:
    """It happened, and every view shows it."""

    operation: UUID
    slip: GuaranteeSlip


GuaranteeSlipAnswer = Annotated[
    GuaranteeSlipDone | Rejected | Pending, strawberry.union("GuaranteeSlipAnswer")
]


@strawberry.type
class PrintedSlip:
    """A slip to print: a PDF, base64."""

    slip: UUID
    pdf: str
