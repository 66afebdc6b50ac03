"""What GraphQL shows of what waits in settling with providers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.settlement_types import DrawnUpStatement, SettlementPeriod


@strawberry.enum
class LateLineStatus(Enum):
    """What became of a line that came too late. Cancelled: by another way than a decision."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@strawberry.enum
class LateLineKind(Enum):
    """What the line is of: a participation of a person, or a visit with a group pass."""

    PARTICIPATION = "participation"
    GROUP_VISIT = "group_visit"


@strawberry.type
class LateLine:
    """A line that came too late for its period, with the decision about it.

    `participation`: the participation, or the visit with a group pass, as `kind` says.
    """

    network: strawberry.Private[str]
    participation: UUID
    organisation: UUID
    offer: UUID
    on: date
    network_cents: Cents
    kind: LateLineKind
    status: LateLineStatus
    at: datetime
    body: DecidingBody | None
    decided_on: date | None
    reference: str | None

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all lines of the request."""
        return await info.context.loaders.suffixes.load((self.network, str(self.participation)))


@strawberry.type
class WaitingLines:
    """The lines of a provider that no statement has yet. Months are as `2026-07`.

    `carriedCents`: what was below the minimum until the year was over, and is to be paid now.
    `periodEnds`: the last day of the period of its first line; none where it is settled with on
    request. `due`: that period is over.
    """

    organisation: UUID
    period: SettlementPeriod
    line_count: int
    total_cents: Cents
    carried_cents: Cents
    first_month: str
    last_month: str
    period_ends: date | None
    due: bool


@dataclass(frozen=True, slots=True)
class DueStatements:
    """The last statement that was drawn up, and whether more are due."""

    last: DrawnUpStatement
    more_due: bool


@strawberry.type
class DueStatementsDone:
    """It happened, and every view shows it. `statement` is the last; where `moreDue`, ask again
    with another key."""

    operation: UUID
    statement: DrawnUpStatement
    more_due: bool


DueStatementsAnswer = Annotated[
    DueStatementsDone | Rejected | Pending, strawberry.union("DueStatementsAnswer")
]
