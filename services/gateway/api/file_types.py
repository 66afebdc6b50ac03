"""What GraphQL shows of applications, mandates, attests, late facts and recoveries."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.allowance_types import Allowance
from services.gateway.api.application_types import ApplicationChannel, FactsInvalid, ProofMissing
from services.gateway.api.context import Info
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.enum
class ApplicationStatus(Enum):
    """How far an application has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PROOF_MISSING = "proof_missing"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@strawberry.enum
class ApplicationSort(Enum):
    """What the work list begins with: the first that is due, or the oldest. `DUE` shows those
    that wait for a decision."""

    DUE = "due"
    MADE = "made"


@strawberry.enum
class WorkKind(Enum):
    """What waits for somebody beside the counter."""

    RATIFICATION = "ratification"
    APPEAL = "appeal"


@strawberry.enum
class HouseholdMode(Enum):
    """All of a household or nobody, or those about whom it can be decided."""

    ALL = "all"
    THOSE_THAT_SUCCEED = "those_that_succeed"


@strawberry.enum
class MandateLevel(Enum):
    """How far a referrer may go, each level with those before it."""

    SIGNPOST = "signpost"
    FILL_IN = "fill_in"
    ATTEST = "attest"
    DECIDE = "decide"


@strawberry.enum
class LateFactKind(Enum):
    """What was learned late."""

    STATUS_LOST = "status_lost"
    MOVED = "moved"


@strawberry.enum
class RecoveryPayer(Enum):
    """Who pays back."""

    HOLDER = "holder"
    PROVIDER = "provider"


@strawberry.type
class SeenProof:
    """A proof that was seen. `seenBy` is an opaque id.

    `document`: its copy, where the regulation lets proofs be kept (`GET /proofs/{document}`).
    """

    kind: str | None
    holder: UUID | None
    seen_on: date
    seen_by: str | None
    document: UUID | None


@strawberry.type
class UndecidedMember:
    """A person about whom nothing was decided, and why."""

    holder: UUID
    code: str
    message: str
    missing: list[str]


@strawberry.type
class Application:
    """An application of one or more persons. `content`, proofs and what was asked are null once
    they are destroyed, and where they are not for you."""

    id: UUID
    scheme: UUID
    holders: list[UUID]
    status: ApplicationStatus
    channel: ApplicationChannel
    content: JSON | None
    saves: int
    proofs: list[SeenProof]
    asked: list[str] | None
    asked_until: date | None
    submitted_on: date | None
    due_on: date | None
    referrer: UUID | None
    assignee: str | None
    made_by: str | None
    made_at: datetime
    decisions: list[UUID]
    undecided: list[UndecidedMember]


@strawberry.type
class ApplicationDone:
    """It happened, and every view shows it."""

    operation: UUID
    application: Application


@strawberry.type
class Mandate:
    """How far a referrer may go: an organisation, or the network for its own workers."""

    referrer: UUID
    level: MandateLevel


@strawberry.type
class MandateDone:
    """It happened, and every view shows it."""

    operation: UUID
    mandate: Mandate


@strawberry.type
class AttestSeries:
    """Blank attests, numbered 1 to `count`, and which of them are filled in."""

    id: UUID
    referrer: UUID
    scheme: UUID
    count: int
    filled: list[int]
    revoked: bool
    made_at: datetime


@strawberry.type
class AttestSeriesDone:
    """It happened, and every view shows it."""

    operation: UUID
    series: AttestSeries


@strawberry.type
class SchemeRight:
    """What a person is entitled to in a scheme, both days included. `lastDay` is set where it
    ended earlier than it would have. `renewalLeft`: it ends soon and is not renewed by itself."""

    id: UUID
    holder: UUID
    scheme: UUID
    regulation: UUID
    valid_from: date
    valid_until: date
    grace_until: date | None
    last_day: date | None
    provisional: bool
    renewal_left: bool
    network: strawberry.Private[str] = ""

    @strawberry.field(description="What is set aside, used and left of what it promises.")
    async def allowances(self, info: Info) -> list[Allowance]:
        """Oldest first; one query for all rights of the request."""
        return await info.context.loaders.allowances.load((self.network, str(self.id)))


@strawberry.type
class SchemeRightDone:
    """It happened, and every view shows it."""

    operation: UUID
    right: SchemeRight


@strawberry.type
class Recovery:
    """Who pays back what, by a recorded decision."""

    id: UUID
    holder: UUID
    right: UUID
    payer: RecoveryPayer
    cents: Cents
    participations: list[UUID]
    made_at: datetime


@strawberry.type
class RecoveryDone:
    """It happened, and every view shows it."""

    operation: UUID
    recovery: Recovery


@strawberry.type
class LetterOfDecision:
    """What the letter about a decision says, in plain Dutch: no figure in it but hers."""

    decision: UUID
    holder: UUID
    scheme_name: str
    entitled: bool
    decided_on: date
    valid_until: date | None
    sentences: list[str]
    appeal_until: date | None
    appeal_body: str | None


ApplicationAnswer = Annotated[
    ApplicationDone | ProofMissing | FactsInvalid | Rejected | Pending,
    strawberry.union("ApplicationAnswer"),
]
MandateAnswer = Annotated[MandateDone | Rejected | Pending, strawberry.union("MandateAnswer")]
AttestSeriesAnswer = Annotated[
    AttestSeriesDone | Rejected | Pending, strawberry.union("AttestSeriesAnswer")
]
SchemeRightAnswer = Annotated[
    SchemeRightDone | Rejected | Pending, strawberry.union("SchemeRightAnswer")
]
RecoveryAnswer = Annotated[RecoveryDone | Rejected | Pending, strawberry.union("RecoveryAnswer")]
