"""What GraphQL shows of social statuses: yes or no, until when, and the register."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Long


@strawberry.enum
class StatusSource(Enum):
    """Where it is known whether somebody holds a social status."""

    PAPER = "paper"
    MAGDA = "magda"
    CROSSROADS = "crossroads"
    STATUS_LIST = "status_list"


@strawberry.enum
class OnlineSource(Enum):
    """A source that is asked: at once, or by a list that comes back."""

    MAGDA = "magda"
    CROSSROADS = "crossroads"


@strawberry.enum
class StatusBasis(Enum):
    """On what legal basis a source is asked. Lists want one of the first two."""

    GENERAL_AUTHORISATION = "general_authorisation"
    COUNCIL_DECISION = "council_decision"
    OWN_REQUEST = "own_request"
    CONSENT = "consent"


@strawberry.enum
class StatusPurpose(Enum):
    """What it is asked for."""

    FIRST_GRANT = "first_grant"
    RENEWAL = "renewal"
    CHECK = "check"


@strawberry.enum
class PaperKind(Enum):
    """What was seen. Nothing of it is stored."""

    HEALTH_FUND_STICKER = "health_fund_sticker"
    HEALTH_FUND_ATTEST = "health_fund_attest"
    WELFARE_ATTEST = "welfare_attest"
    PENSION_ATTEST = "pension_attest"
    DISABILITY_ATTEST = "disability_attest"
    STATUS_APP = "status_app"
    OTHER = "other"


@strawberry.enum
class StatusOutcome(Enum):
    """Whether the person holds one of the statuses that were asked."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@strawberry.enum
class SeenOutcome(Enum):
    """What a paper says."""

    YES = "yes"
    NO = "no"


@strawberry.type
class StatusQuestion:
    """A question about a person, or a paper that was seen, and what came of it.

    `statuses` are the words that were asked. `outcome` is null while it waits, where it could not
    be answered, and where it is not for you; `until` is the last day that the source tells.
    `problem` says why there is no answer, `message` says it in Dutch.
    """

    id: UUID
    holder: UUID
    source: StatusSource
    statuses: list[str]
    on: date
    outcome: StatusOutcome | None
    until: date | None
    waiting: bool
    asked_at: datetime
    sent_at: datetime | None
    closed_at: datetime | None
    problem: str | None
    message: str | None


@strawberry.type
class StatusRegisterEntry:
    """One question on the register: who asked, when, on what basis, what for. Never the answer.

    `askedBy` is a role, `actor` the opaque id of the account.
    """

    id: UUID
    holder: UUID
    source: StatusSource
    asked_by: str
    actor: str | None
    asked_at: datetime
    legal_basis: StatusBasis | None
    deliberation: str | None
    purpose: StatusPurpose | None
    scheme: UUID | None
    waiting: bool


@strawberry.type
class StatusTotal:
    """How often a source was asked in a year, by basis, purpose and role."""

    year: int
    source: StatusSource
    legal_basis: StatusBasis
    purpose: StatusPurpose
    asked_by: str
    questions: Long


@strawberry.type
class StatusQuestionDone:
    """It happened, and every view shows it. The answer itself may come later."""

    operation: UUID
    status_question: StatusQuestion


StatusQuestionAnswer = Annotated[
    StatusQuestionDone | Rejected | Pending, strawberry.union("StatusQuestionAnswer")
]


@strawberry.type
class RenewalArrangement:
    """Rights in a scheme are renewed by themselves: `source` is asked `daysBefore` their end."""

    id: UUID
    scheme: UUID
    status: str
    source: OnlineSource
    legal_basis: StatusBasis
    deliberation: str | None
    days_before: int
    active: bool
    made_at: datetime


@strawberry.type
class RenewalArrangementDone:
    """It happened, and every view shows it."""

    operation: UUID
    arrangement: RenewalArrangement


RenewalArrangementAnswer = Annotated[
    RenewalArrangementDone | Rejected | Pending, strawberry.union("RenewalArrangementAnswer")
]
