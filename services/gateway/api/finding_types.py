"""What GraphQL shows of what is put before a person about a statement."""

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class FindingKind(Enum):
    """Why a line, or a statement, is to be looked at."""

    SAMPLE = "sample"
    PRICE_DIFFERS = "price_differs"
    CARD_TWICE_A_DAY = "card_twice_a_day"
    PRICE_AT_CEILING = "price_at_ceiling"
    ALL_ON_LAST_DAY = "all_on_last_day"
    FAR_ABOVE_USUAL = "far_above_usual"


@strawberry.enum
class FindingJudgement(Enum):
    """What a person found. Dispute: the line is set aside."""

    CHECKED = "checked"
    FINE = "fine"
    DISPUTE = "dispute"


@strawberry.type
class ReviewFinding:
    """One thing to look at: in which line, or in the statement as a whole. `againstCents`: the
    price of the offer, or the usual total. Without judgement it is open."""

    network: strawberry.Private[str]
    kind: FindingKind
    participation: UUID | None
    against_cents: Cents | None
    judgement: FindingJudgement | None = None
    judged_by: str | None = None
    judged_at: datetime | None = None

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all findings of the request."""
        if self.participation is None:
            return None
        return await info.context.loaders.suffixes.load((self.network, str(self.participation)))


@strawberry.type
class StatementReview:
    """All that is to be looked at in a statement. What is odd is to be judged before it is paid, a
    sample is not. `complete`: all lines were looked at, and not only the first of very many."""

    reference: strawberry.Private[str]
    statement: UUID
    reviewed_lines: int
    complete: bool
    open_count: int
    findings: list[ReviewFinding]


@strawberry.type
class OpenFindings:
    """What nobody has judged yet. What is odd holds up the approval of a payment run until it is
    judged, or until it is said why it is paid all the same; samples hold up nothing."""

    odd: int
    samples: int


@strawberry.type
class FindingDone:
    """It happened, and every view shows it."""

    operation: UUID
    finding: ReviewFinding


FindingAnswer = Annotated[FindingDone | Rejected | Pending, strawberry.union("FindingAnswer")]
