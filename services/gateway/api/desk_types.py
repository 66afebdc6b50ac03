"""What GraphQL shows of late registrations and of what waits for a person."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class DeskWorkKind(Enum):
    """Why something waits for a person."""

    UNCOVERED = "uncovered"
    CARD_NOT_VALID = "card_not_valid"
    CONFLICTING_UPLOAD = "conflicting_upload"
    PROBING = "probing"


@strawberry.enum
class WorkOrder(Enum):
    """Which of what waits comes first. `DAY`: the day that it is about; `KIND`: kind by kind."""

    OLDEST = "oldest"
    NEWEST = "newest"
    DAY = "day"
    KIND = "kind"


@strawberry.enum
class WorkDecision(Enum):
    """What a person decided."""

    NETWORK_PAYS = "network_pays"
    PROVIDER_BEARS = "provider_bears"
    HOLDER_PAYS = "holder_pays"
    NO_ACTION = "no_action"


@strawberry.type
class WorkItem:
    """Something that happened and that the rules do not cover; it names no person.

    `PROBING`: a provider tried so many numbers that it was slowed. `tries` of them did not work on
    that day, from `firstAt` to `lastAt`. Then there is no amount, and no offer: `atOffer` is null,
    and `offer`, which cannot be, all zeroes.
    `decision` is a decision, or `lapsed` where what it was about is undone, or `covered` where
    what was uncovered is paid.
    """

    id: UUID
    kind: DeskWorkKind
    organisation: UUID
    offer: UUID
    on: date
    cents: Cents
    participation: UUID | None
    happened_at: datetime | None
    opened_at: datetime
    resolved: bool
    decision: str | None
    reason: str | None
    by: str | None
    resolved_at: datetime | None
    at_offer: UUID | None
    tries: int | None
    first_at: datetime | None
    last_at: datetime | None


@strawberry.type
class WorkItemDone:
    """It happened, and every view shows it."""

    operation: UUID
    work_item: WorkItem


WorkItemAnswer = Annotated[WorkItemDone | Rejected | Pending, strawberry.union("WorkItemAnswer")]


@strawberry.enum
class UploadStatus(Enum):
    """What became of a line: pending ones may be sent again, with the same id."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


@strawberry.type
class UploadLine:
    """A line by the id that the device gave it. A `code` says why it cannot have happened so."""

    id: str
    status: UploadStatus
    code: str | None = None
    message: str | None = None
    field: str | None = None


@strawberry.type
class Uploaded:
    """Every line was looked at, in the order in which it came."""

    lines: list[UploadLine]


UploadAnswer = Annotated[Uploaded | Rejected, strawberry.union("UploadAnswer")]
