"""What GraphQL shows of messages to holders: how they stand, never what they say."""

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.storage.reading import Row


@strawberry.enum
class MessageKind(Enum):
    """What a message is about."""

    GRANTED = "granted"
    REFUSED = "refused"
    PROOF_MISSING = "proof_missing"
    EXPIRY_AHEAD = "expiry_ahead"
    PLACE_FREE = "place_free"
    WAIT_OVER = "wait_over"


@strawberry.enum
class MessageWay(Enum):
    """By which way it goes."""

    MAIL = "mail"
    SMS = "sms"
    LETTER = "letter"
    CALL = "call"
    REFERRER = "referrer"


@strawberry.enum
class MessageState(Enum):
    """How a message stands. `WAITING`: for a person, to print, call or tell. `UNCERTAIN`: it may
    have left. `DROPPED`: there was no ground for it any more. `RETURNED`: it left, and did not
    reach her."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DROPPED = "dropped"
    RETURNED = "returned"


@strawberry.enum
class MessageEnd(Enum):
    """What a person did with a message that waited for her."""

    SENT = "sent"
    DROPPED = "dropped"


@strawberry.type
class HolderMessage:
    """A message to a holder. `after`: it is not sent before. `failure` is a code.

    `closedBy`: who sent it, let it be or saw it come back; an opaque id, null where it went by
    itself. `attempts`: how often that was tried. `againOf`: the message that this one repeats.
    """

    id: UUID
    holder: UUID
    kind: MessageKind
    state: MessageState
    way: MessageWay | None
    made_at: datetime
    after: datetime
    closed_at: datetime | None
    closed_by: str | None
    failure: str | None
    attempts: int
    again_of: UUID | None


@strawberry.type
class MessageText:
    """What a message says, made again from what is sealed: as text, and as a text message."""

    subject: str
    text: str
    sms: str
    language: str


@strawberry.type
class PrintedLetter:
    """A message on paper: a PDF in base64, in this language."""

    pdf: str
    language: str


@strawberry.type
class CallList:
    """Who is to be called, as CSV: name, number, about what in neutral words, and the message."""

    csv: str
    rows: int


@strawberry.type
class MessageDone:
    """It is written down."""

    holder_message: HolderMessage


MessageAnswer = Annotated[MessageDone | Rejected | Pending, strawberry.union("MessageAnswer")]


def holder_message(row: Row) -> HolderMessage:
    """A message from its row."""
    return HolderMessage(
        id=UUID(row["id"]),
        holder=UUID(row["holder_id"]),
        kind=MessageKind(row["kind"]),
        state=MessageState(row["state"]),
        way=MessageWay(row["channel"]) if row["channel"] else None,
        made_at=row["made_at"],
        after=row["next_at"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by"],
        failure=row["failure"],
        attempts=row["attempts"],
        again_of=UUID(again) if (again := (row["facts"] or {}).get("again_of")) else None,
    )
