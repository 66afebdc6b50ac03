"""What can be asked about social statuses. Which status it is travels sealed, always."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from pydantic import Field

from services.kernel.contract import Command, Sealed

OnlineSource = Literal["magda", "crossroads"]
LegalBasis = Literal["general_authorisation", "council_decision", "own_request", "consent"]
"""On what ground a source may be asked."""
OF_AUTHORITY: Final[tuple[LegalBasis, ...]] = ("general_authorisation", "council_decision")
"""The bases on which many may be asked about at once (procedure for municipalities)."""
Purpose = Literal["first_grant", "renewal", "check"]
AskedBy = Literal["clerk", "outreach_worker", "coordinator"]
FailureCode = Literal[
    "answer_invalid",
    "not_authorised",
    "number_missing",
    "number_unknown",
    "source_away",
    "source_error",
    "status_not_at_source",
]


class AskStatus(Command, name="cards.ask_status.v1"):
    """Ask a source whether a person holds one of some statuses on a day.

    `statuses` is sealed to cards: {"statuses": [word, …]}. `deliberation` is the number of the
    authorisation, such as 18/123. `scheme_id`: the card scheme that it is asked for, which must
    grant automatically where whole lists are asked (`crossroads`). Where it does, and `purpose`
    is more than a check, a yes leads to the right.
    """

    holder_id: UUID
    source: OnlineSource
    statuses: Sealed
    on: date
    legal_basis: LegalBasis
    purpose: Purpose
    asked_by: AskedBy
    deliberation: str | None = Field(default=None, pattern=r"^\d{2}/\d{1,4}$")
    scheme_id: UUID | None = None


class RecordStatusSeen(Command, name="cards.record_status_seen.v1"):
    """Somebody saw a paper that proves a status, or that it ended. Nothing of it is stored.

    `seen` is sealed to cards: {"statuses": [word], "paper": kind, "outcome": "yes" or "no",
    "until": day or null}.
    """

    holder_id: UUID
    seen: Sealed
    on: date
    seen_by: AskedBy


class RecordStatusSent(Command, name="cards.record_status_sent.v1", internal=True):
    """The question lies in a file for a source that answers in its own time."""

    question_id: UUID
    holder_id: UUID


class RecordStatusAnswer(Command, name="cards.record_status_answer.v1", internal=True):
    """A source answered. `answer` is sealed to cards: {"outcome", "on", "until", "statuses"}."""

    question_id: UUID
    holder_id: UUID
    answer: Sealed


class RecordStatusFailure(Command, name="cards.record_status_failure.v1", internal=True):
    """A source does not answer: for good, or until it was too late."""

    question_id: UUID
    holder_id: UUID
    code: FailureCode
