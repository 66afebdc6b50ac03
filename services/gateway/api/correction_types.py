"""What GraphQL shows of participations whose price turned out to be another."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.standing_types import PriceStep


@strawberry.enum
class CorrectionReason(Enum):
    """Why the price is another: it was entered wrongly, she stopped before the end, part of it did
    not take place, a wrong rule was applied, a fact was learned late."""

    PRICE_WRONG = "price_wrong"
    STOPPED_EARLY = "stopped_early"
    PARTLY_CANCELLED = "partly_cancelled"
    RULE_WRONG = "rule_wrong"
    LATE_FACT = "late_fact"
    OTHER = "other"


@strawberry.type
class PriceShares:
    """A price, or a part of one, and its three parts, which sum to it."""

    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


@strawberry.type
class Correction:
    """A correction of a participation: the shares before and after it, and what went back.

    `absorbedCents` were paid to a holder who paid first, and stay with her. `steps` tell how a new
    price came about under `regulation`; there are none where part of the price went back in the
    ratio in which it was shared. `lines` say it in plain Dutch.
    """

    id: UUID
    participation: UUID
    reason: CorrectionReason
    body: str
    decided_on: date
    reference: str | None
    recover: bool
    before: PriceShares
    after: PriceShares
    back: PriceShares
    absorbed_cents: Cents
    regulation: UUID | None
    steps: list[PriceStep]
    lines: list[str]
    at: datetime


@strawberry.type
class CorrectionPreview:
    """What a correction would do. `inStatement` names the statement in which the participation
    stands already, null where it stands in none yet; what is taken off lands in the next one."""

    before: PriceShares
    after: PriceShares
    back: PriceShares
    absorbed_cents: Cents
    in_statement: str | None
    steps: list[PriceStep]
    lines: list[str]


@strawberry.type
class CorrectionDone:
    """It happened, and every view shows it."""

    operation: UUID
    correction: Correction


CorrectionAnswer = Annotated[
    CorrectionDone | Rejected | Pending, strawberry.union("CorrectionAnswer")
]
CorrectionPreviewAnswer = Annotated[
    CorrectionPreview | Rejected, strawberry.union("CorrectionPreviewAnswer")
]
