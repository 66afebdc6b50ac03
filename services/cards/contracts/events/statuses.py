"""Facts about questions on social statuses. What was asked and answered is sealed.

Kept of an answer are yes or no, the day, and the end of the period: {"outcome", "on", "until"}.
"""

from datetime import date, datetime
from uuid import UUID

from services.cards.contracts.commands.statuses import (
    AskedBy,
    FailureCode,
    LegalBasis,
    OnlineSource,
    Purpose,
)
from services.kernel.contract import Event, Sealed


class StatusAsked(Event, name="cards.status_asked.v1"):
    """A source is asked. Every question is on the register: by whom, on what ground, what for.

    `statuses` and `token` (a keyed hash of the question, the same on one day) are made with the
    holder's key. `give_up_at` (UTC): until then it is asked again where the source is away.
    `right_id`: the right that nears its end, where it is asked for that by itself.
    """

    question_id: UUID
    holder_id: UUID
    source: OnlineSource
    statuses: Sealed
    token: str
    on: date
    legal_basis: LegalBasis
    purpose: Purpose
    asked_by: AskedBy
    asked_at: datetime
    give_up_at: datetime
    deliberation: str | None = None
    scheme_id: UUID | None = None
    right_id: UUID | None = None


class StatusAskedBefore(Event, name="cards.status_asked_before.v1"):
    """The same was asked that day already: that question stands."""

    question_id: UUID
    holder_id: UUID


class StatusSent(Event, name="cards.status_sent.v1"):
    """The question lies in a file for the source."""

    question_id: UUID
    holder_id: UUID
    sent_at: datetime


class StatusAnswered(Event, name="cards.status_answered.v1"):
    """The source answered. `answer` is sealed with the holder's key."""

    question_id: UUID
    holder_id: UUID
    answer: Sealed
    answered_at: datetime


class StatusUnanswered(Event, name="cards.status_unanswered.v1"):
    """There will be no answer to this question. `code` says why; it tells of no status."""

    question_id: UUID
    holder_id: UUID
    code: FailureCode
    at: datetime


class StatusSeen(Event, name="cards.status_seen.v1"):
    """A paper was seen at the counter or on a visit; nothing of it is stored.

    `statuses` (with the kind of paper) and `answer` are sealed with the holder's key.
    """

    question_id: UUID
    holder_id: UUID
    statuses: Sealed
    answer: Sealed
    on: date
    seen_by: AskedBy
    seen_at: datetime
