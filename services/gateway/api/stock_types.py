"""What GraphQL shows of stock and of group passes."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.enums import Carrier, PackStatus
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.type
class StockCount:
    """How many cards of a kind lie at a counter. `low`: as few as its counter warns at."""

    scheme: UUID
    carrier: Carrier
    count: int
    low: bool


@strawberry.type
class StockCounter:
    """A place where cards wait, and what lies there."""

    id: UUID
    name: str
    organisation: UUID | None
    low_at: int
    stock: list[StockCount]


@strawberry.type
class Pack:
    """Cards that came together. `cardsLeft`: those that are neither given nor spoiled."""

    id: UUID
    counter: UUID
    scheme: UUID
    carrier: Carrier
    cards: int
    cards_left: int
    status: PackStatus
    printed: bool
    ordered_at: datetime


@strawberry.type
class PackSheet:
    """The numbers of a pack for who prints them: CSV with semicolons. Shown once.

    Null where the pack has come meanwhile: then the list is destroyed.
    """

    pack: UUID
    csv: str | None


@strawberry.type
class StockChange:
    """Why the stock of a counter changed, other than by giving a card."""

    scheme: UUID
    carrier: Carrier
    kind: str
    change: int
    reason: str | None
    at: datetime


@strawberry.type
class GroupPass:
    """An organisation's pass. `ticketsLeft` are those of the year of today; `municipality`: whose
    own money may pay for its visits."""

    id: UUID
    organisation: UUID
    scheme: UUID
    number: str | None
    tickets_per_year: int
    tickets_left: int
    valid_until: date
    blocked: bool
    municipality: str | None


@strawberry.type
class GroupPassCheck:
    """What a desk may know of a group pass. One that is unknown is not valid."""

    valid: bool
    tickets_left: int | None


@strawberry.enum
class GroupVisitStatus(Enum):
    """How a visit stands. REGISTERED: from before its share was posted; nothing is."""

    REQUESTED = "requested"
    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


@strawberry.type
class GroupVisit:
    """One use of a group pass. The amounts are for all tickets together.

    The network's share is posted to what is payable to the provider, once it is confirmed.
    """

    id: UUID
    group_pass: UUID
    organisation: UUID
    provider: UUID
    offer: UUID
    on: date
    tickets: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    cancelled: bool
    status: GroupVisitStatus


@strawberry.type
class CounterDone:
    """It happened, and every view shows it."""

    operation: UUID
    counter: StockCounter


@strawberry.type
class PackDone:
    """It happened, and every view shows it."""

    operation: UUID
    pack: Pack


@strawberry.type
class PackSheetDone:
    """It happened, and the list can be printed."""

    operation: UUID
    sheet: PackSheet


@strawberry.type
class GroupPassDone:
    """It happened, and every view shows it."""

    operation: UUID
    group_pass: GroupPass


@strawberry.type
class GroupVisitDone:
    """It happened, and every view shows it."""

    operation: UUID
    group_visit: GroupVisit


CounterAnswer = Annotated[CounterDone | Rejected | Pending, strawberry.union("CounterAnswer")]
PackAnswer = Annotated[PackDone | Rejected | Pending, strawberry.union("PackAnswer")]
PackSheetAnswer = Annotated[PackSheetDone | Rejected | Pending, strawberry.union("PackSheetAnswer")]
GroupPassAnswer = Annotated[GroupPassDone | Rejected | Pending, strawberry.union("GroupPassAnswer")]
GroupVisitAnswer = Annotated[
    GroupVisitDone | Rejected | Pending, strawberry.union("GroupVisitAnswer")
]
