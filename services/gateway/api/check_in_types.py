"""What GraphQL shows of who was there."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.replies import Pending, Rejected


@strawberry.type
class CheckIn:
    """Somebody was there, with her card: once per person, offer and day. `holder` and
    `cardSuffix` are null where they are not for you.

    `at` is when the card was shown, `toldLate` if a desk told it afterwards; only then it may lie
    `outsideWindow`. `participation`: what was registered of her for that day.
    """

    network: strawberry.Private[str]
    card: strawberry.Private[str]
    id: UUID
    offer: UUID
    organisation: UUID
    holder: UUID | None
    on: date
    at: datetime
    participation: UUID | None
    told_late: bool
    outside_window: bool
    cancelled: bool

    @strawberry.field(description="The last four digits of the card that was shown.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all check-ins of the request."""
        return await info.context.loaders.card_suffixes.load((self.network, self.card))


@strawberry.type
class CheckInCount:
    """How many were there at an offer on a day; `told_late` and `outside_window` among them."""

    present: int
    told_late: int
    outside_window: int


@strawberry.type
class CheckInDone:
    """It happened, and every view shows it."""

    operation: UUID
    check_in: CheckIn


CheckInAnswer = Annotated[CheckInDone | Rejected | Pending, strawberry.union("CheckInAnswer")]
