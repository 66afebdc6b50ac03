"""What GraphQL shows of decisions, in layers: why is for who decides and who applied."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.replies import Pending, Rejected
from services.gateway.domain.explained import Explained


@strawberry.enum
class DecisionOutcome(Enum):
    """How a case was decided."""

    ENTITLED = "entitled"
    NOT_ENTITLED = "not_entitled"


@strawberry.enum
class DecisionBasis(Enum):
    """On what is decided: the regulation's criteria, or a reasoned request to depart from them."""

    CRITERIA = "criteria"
    DEROGATION = "derogation"


@strawberry.enum
class ApplicationChannel(Enum):
    """How an application came in."""

    COUNTER = "counter"
    HOME_VISIT = "home_visit"
    ASSOCIATION = "association"
    ATTEST = "attest"
    STATUS_LIST = "status_list"


@strawberry.enum
class AppealOutcome(Enum):
    """What a body of appeal decided."""

    UPHELD = "upheld"
    REJECTED = "rejected"


@strawberry.enum
class AppealStatus(Enum):
    """How an appeal stands."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


@strawberry.type
class Appeal:
    """An appeal. `grounds` and `reason` are null once they are destroyed, and where they are not
    for you; `helper` noted down what was said aloud."""

    status: AppealStatus
    lodged_on: date | None
    oral: bool
    body: str | None
    decided_on: date | None
    grounds: str | None
    helper: str | None
    reason: str | None


@strawberry.type
class Explanation:
    """Why it was decided so: route, predicates, figures against limits, clauses and version.

    `decision` is all of it as data, `sentences` the same in plain Dutch, `inEnglish` in English.
    `reason` is what who decided wrote. Gone after the term of appeal.
    """

    version: int | None
    route: str | None
    derogation: bool
    mandate: str | None
    reason: str | None
    sentences: list[str]
    in_english: list[str]
    decision: JSON


@strawberry.type
class Decision:
    """A decision about a person. `explanation` is null once the term of appeal is over, and
    where it is not for you."""

    id: UUID
    holder: UUID
    scheme: UUID
    regulation: UUID
    outcome: DecisionOutcome
    decided_on: date
    channel: ApplicationChannel
    right: UUID | None
    valid_until: date | None
    appeal_until: date | None
    explained_until: date
    made_at: datetime
    awaits_ratification: bool
    body: str | None
    ratified: bool | None
    ratified_on: date | None
    application: UUID | None
    corrects: UUID | None
    corrected_by: UUID | None
    appeal: Appeal | None
    explanation: Explanation | None


@strawberry.type
class ProofMissing:
    """It cannot be decided yet: `missing` names the facts or proofs that could turn it."""

    operation: UUID
    message: str
    missing: list[str]


@strawberry.type
class FactProblem:
    """One fact that is wrong: where it stands (`incomes.0.cents`), a code and a sentence."""

    path: str
    code: str
    message: str


@strawberry.type
class FactsInvalid:
    """What was sent as facts are none; every problem is named."""

    message: str
    problems: list[FactProblem]


@strawberry.type
class DecisionDone:
    """It happened, and every view shows it."""

    operation: UUID
    decision: Decision


@strawberry.type
class RatificationDone:
    """It happened, and every view shows it."""

    operation: UUID
    decisions: list[Decision]


RatificationAnswer = Annotated[
    RatificationDone | Rejected | Pending, strawberry.union("RatificationAnswer")
]
DecisionAnswer = Annotated[
    DecisionDone | ProofMissing | FactsInvalid | Rejected | Pending,
    strawberry.union("DecisionAnswer"),
]


def explanation(said: Explained) -> Explanation:
    """An opened explanation."""
    decision: Any = said.decision
    return Explanation(
        version=decision.get("version"),
        route=decision.get("route"),
        derogation=said.derogation,
        mandate=said.mandate,
        reason=said.reason,
        sentences=list(said.sentences),
        in_english=list(said.in_english),
        decision=JSON(decision),
    )
