"""What GraphQL shows of legal entities, funding sources, envelopes, and what decisions moved."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class SourceKind(Enum):
    """Where money comes from."""

    DRAWING_RIGHT = "drawing_right"
    OWN_CONTRIBUTION = "own_contribution"
    WELFARE_FUND = "welfare_fund"
    GIFT = "gift"


@strawberry.enum
class EntityKind(Enum):
    """What a legal entity is."""

    MUNICIPALITY = "municipality"
    WELFARE_CENTRE = "welfare_centre"
    AUTONOMOUS_COMPANY = "autonomous_company"
    COOPERATION = "cooperation"


@strawberry.enum
class CostCategory(Enum):
    """What may be charged to the subsidy: taking part, and support of initiatives of or for people
    in poverty. Other costs may not."""

    PARTICIPATION = "participation"
    SUPPORT = "support"
    OTHER = "other"


@strawberry.enum
class WhenEmpty(Enum):
    """What happens when an envelope is empty."""

    REFUSE = "refuse"
    OWN_CONTRIBUTION = "own_contribution"
    WAITING_LIST = "waiting_list"


@strawberry.enum
class DecidingBody(Enum):
    """Who decides about money."""

    MUNICIPAL_COUNCIL = "municipal_council"
    MUNICIPAL_EXECUTIVE = "municipal_executive"
    SOCIAL_SERVICE_COMMITTEE = "social_service_committee"
    GENERAL_DIRECTOR = "general_director"
    STEERING_GROUP = "steering_group"
    COORDINATOR = "coordinator"


@strawberry.type
class LegalEntity:
    """A legal entity whose money the network spends."""

    id: UUID
    name: str
    kind: EntityKind
    kbo: str | None
    municipality: str | None


@strawberry.type
class FundingSource:
    """A source of a year: all that was put into it, and how it stands.

    `leftCents` is what is neither spent nor set apart; `id` is its account. `receivedCents` came
    in so far, `toComeCents` of the total did not.
    """

    id: UUID
    year: int
    kind: SourceKind
    municipality: str | None
    entity: UUID | None
    total_cents: Cents
    left_cents: Cents
    received_cents: Cents
    to_come_cents: Cents


@strawberry.type
class FundingPart:
    """One of the parts in which an envelope pays: its weight, and its sources in their order."""

    weight: int
    sources: list[SourceKind]


@strawberry.type
class Envelope:
    """Money for an action. Free = set apart, less what is spent and what is held.

    `allowanceCents`: of what is held, that which is set aside for rights. `warningsReached`:
    which of `warnAtPercent` of what was set apart are spent or held.
    """

    id: UUID
    year: int
    action: str
    category: CostCategory
    municipality: str | None
    bbc: str | None
    pays_for: list[str]
    when_empty: WhenEmpty
    funding: list[FundingPart]
    warn_at_percent: list[int]
    set_apart_cents: Cents
    spent_cents: Cents
    held_cents: Cents
    free_cents: Cents
    allowance_cents: Cents
    warnings_reached: list[int]


@strawberry.type
class BudgetNotice:
    """So many percent of what was set apart for an envelope are spent or held, or were.

    `message` says so in Dutch. `leftCents`: what was free then. `resolvedAt`: since when it is so
    no longer, as money came.
    """

    id: str
    envelope: UUID
    year: int
    percent: int
    set_apart_cents: Cents
    left_cents: Cents
    at: datetime
    resolved_at: datetime | None
    message: str


@strawberry.type
class MoneyMove:
    """Money moved by a decision. Without an envelope: from, or to, what is not set apart."""

    id: UUID
    year: int
    from_envelope: UUID | None
    to_envelope: UUID | None
    cents: Cents
    body: DecidingBody
    decided_on: date
    reference: str | None
    at: datetime


@strawberry.type
class Balance:
    """How an account stood at the end of a day in Brussels."""

    account: UUID
    on: date
    balance_cents: Cents


@strawberry.type
class LegalEntityDone:
    """It happened, and every view shows it."""

    operation: UUID
    legal_entity: LegalEntity


@strawberry.type
class FundingDone:
    """It happened, and every view shows it."""

    operation: UUID
    funding: FundingSource


@strawberry.type
class EnvelopeDone:
    """It happened, and every view shows it."""

    operation: UUID
    envelope: Envelope


@strawberry.type
class MoneyMoveDone:
    """It happened, and every view shows it."""

    operation: UUID
    money_move: MoneyMove


LegalEntityAnswer = Annotated[
    LegalEntityDone | Rejected | Pending, strawberry.union("LegalEntityAnswer")
]
FundingAnswer = Annotated[FundingDone | Rejected | Pending, strawberry.union("FundingAnswer")]
EnvelopeAnswer = Annotated[EnvelopeDone | Rejected | Pending, strawberry.union("EnvelopeAnswer")]
MoneyMoveAnswer = Annotated[MoneyMoveDone | Rejected | Pending, strawberry.union("MoneyMoveAnswer")]
