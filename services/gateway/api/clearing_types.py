"""What GraphQL shows of what networks owe each other, and of money that came in."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection


@strawberry.enum
class ClearingDirection(Enum):
    """Who owes: another network (out), or this one (in)."""

    OUT = "out"
    IN = "in"


@strawberry.enum
class ClearingStatus(Enum):
    """Where a claim stands. Disputed: at least one line of it is not accepted."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"


@strawberry.enum
class ClearingLineStatus(Enum):
    """Where a line stands. Withdrawn: it was taken back before it was accepted. Borne: the network
    that claimed it pays it itself."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    CLAIMED_AGAIN = "claimed_again"
    BORNE = "borne"
    WITHDRAWN = "withdrawn"


@strawberry.enum
class ClearingObjection(Enum):
    """Why a line is not accepted."""

    NOT_OURS = "not_ours"
    AMOUNT = "amount"
    REGISTERED_TWICE = "registered_twice"
    OTHER = "other"
    ORIGINAL_DISPUTED = "original_disputed"


@strawberry.enum
class ClearingDisputeReason(Enum):
    """Why a line is not accepted, as a person may say."""

    NOT_OURS = "not_ours"
    AMOUNT = "amount"
    REGISTERED_TWICE = "registered_twice"
    OTHER = "other"


@strawberry.enum
class ClearingWay(Enum):
    """What becomes of a line in dispute: it is claimed again, or the own network bears it."""

    AGAIN = "again"
    BEAR = "bear"


@strawberry.enum
class ReceiptPart(Enum):
    """What part of a source came in."""

    ADVANCE = "advance"
    BALANCE = "balance"
    OTHER = "other"


@strawberry.enum
class ReceivedFor(Enum):
    """For what money came in: part of a source, or a claim on another network."""

    ADVANCE = "advance"
    BALANCE = "balance"
    OTHER = "other"
    CLEARING = "clearing"


@strawberry.type
class ClearingClaim:
    """A claim on another network, or of one. `payableCents` is what will be paid for it: what is
    accepted, less what earlier claims took back. `paidCents`: what came in for it, or was paid.

    `payeeName` and `payeeIban`: the account of the public body on which it asks to be paid.
    `payeeConfirmed`: of a claim on this network, whether that is the account that somebody here
    confirmed, to which is paid today.
    """

    id: UUID
    direction: ClearingDirection
    other_network: UUID
    other_name: str | None
    reference: str
    year: int
    until: date
    status: ClearingStatus
    line_count: int
    total_cents: Cents
    accepted_cents: Cents
    payable_cents: Cents
    paid_cents: Cents
    payee_name: str | None
    payee_iban: str | None
    payee_confirmed: bool
    at: datetime
    answered_at: datetime | None


@strawberry.type
class ClearingLine:
    """A line: a day and an amount, of nobody by name. Below zero: it takes back another line.

    `participation` is known to the network that claims; to the other it is only a number.
    """

    id: UUID
    participation: UUID
    day: date
    category: str
    cents: Cents
    takes_back: UUID | None
    status: ClearingLineStatus
    objection: ClearingObjection | None
    left_cents: Cents


@strawberry.type
class ClearingPage:
    """A claim with a page of its lines."""

    claim: ClearingClaim
    lines: Connection[ClearingLine]


@strawberry.type
class ClearingBalance:
    """How it stands with another network in a year: in no claim yet, claimed and not answered,
    accepted, in dispute, and received."""

    direction: ClearingDirection
    other_network: UUID
    other_name: str | None
    year: int
    open_cents: Cents
    claimed_cents: Cents
    accepted_cents: Cents
    disputed_cents: Cents
    received_cents: Cents


@strawberry.type
class MoneyReceived:
    """Money that came in, of a source (`source`: its account) or for a claim. `takenBack`: it was
    recorded wrongly, and counts no more."""

    id: UUID
    year: int
    received_for: ReceivedFor
    source: UUID | None
    clearing: UUID | None
    cents: Cents
    on: date
    reference: str
    taken_back: bool
    at: datetime


@strawberry.type
class ClearingDone:
    """It happened, and every view shows it."""

    operation: UUID
    claim: ClearingClaim


@strawberry.type
class MoneyReceivedDone:
    """It happened, and every view shows it."""

    operation: UUID
    money_received: MoneyReceived


ClearingAnswer = Annotated[ClearingDone | Rejected | Pending, strawberry.union("ClearingAnswer")]
MoneyReceivedAnswer = Annotated[
    MoneyReceivedDone | Rejected | Pending, strawberry.union("MoneyReceivedAnswer")
]
