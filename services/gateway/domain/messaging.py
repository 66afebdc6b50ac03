"""Which events give cause to write to a holder, and by which way she is reached. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, Literal

from services.cards.contracts.events import (
    CaseDecided,
    ParticipationSettled,
    ProofAsked,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.gateway.domain.days import BRUSSELS
from services.kernel.contract import Event

EXPIRY_TOLD_DAYS: Final = 30
Kind = Literal["granted", "refused", "proof_missing", "expiry_ahead", "place_free", "wait_over"]
Way = Literal["mail", "sms", "letter", "call", "referrer"]
BY_HAND: Final = frozenset({"letter", "call", "referrer"})
"""Ways that wait for a person: to print, to call, to tell."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody is to be written to, not before an instant. `facts` hold dates and codes only.

    Without a holder: the first person of the application that is the subject, or whoever takes
    part in the participation that is.
    """

    kind: Kind
    holder_id: str | None
    subject_id: str
    due_at: datetime
    facts: Mapping[str, Any]


CAUSES: Final = (
    CaseDecided,
    ParticipationSettled,
    ProofAsked,
    SchemeRightGranted,
    SchemeRightRenewed,
)
"""The events that give cause to write; no other needs to be read for it."""


def wanted(event: Event, at: datetime) -> Iterator[Wanted]:
    """The messages that an event gives cause to."""
    match event:
        case CaseDecided():
            yield Wanted(
                kind="granted" if event.outcome == "entitled" else "refused",
                holder_id=str(event.holder_id),
                subject_id=str(event.decision_id),
                due_at=at,
                facts={},
            )
        case ProofAsked():
            yield Wanted(
                kind="proof_missing",
                holder_id=None,
                subject_id=str(event.application_id),
                due_at=at,
                facts={"until": event.until.isoformat()},
            )
        case ParticipationSettled(waited=True, status="confirmed" | "expired"):
            yield Wanted(
                kind="place_free" if event.status == "confirmed" else "wait_over",
                holder_id=None,
                subject_id=str(event.participation_id),
                due_at=at,
                facts={},
            )
        case SchemeRightGranted() | SchemeRightRenewed():
            told = event.valid_until - timedelta(days=EXPIRY_TOLD_DAYS)
            morning = datetime.combine(told, time(9), BRUSSELS).astimezone(UTC)
            yield Wanted(
                kind="expiry_ahead",
                holder_id=str(event.holder_id),
                subject_id=str(event.right_id),
                due_at=max(morning, at),
                facts={"valid_until": event.valid_until.isoformat()},
            )


@dataclass(frozen=True, slots=True)
class Reached:
    """How a holder wants to be reached, opened; and what she does not allow."""

    channel: str = "letter"
    address: str | None = None
    phone: str | None = None
    mail: str | None = None
    language: str = "nl"
    refused: frozenset[str] = frozenset()


def way_of(kind: Kind, reached: Reached, ready: frozenset[str], asked: str | None = None) -> Way:
    """By which way a message goes: that which is asked, else her own, where it can be used; else
    by letter.

    `ready` are the ways that this installation can send by itself. A refusal has its reasons and
    the way to appeal on paper: by mail as a document, never by text message.
    """
    match asked or reached.channel:
        case "mail" if reached.mail and "mail" in ready and "mail" not in reached.refused:
            return "mail"
        case "sms" if reached.phone and "sms" in ready and "sms" not in reached.refused:
            return "letter" if kind == "refused" else "sms"
        case "call" if reached.phone and "phone" not in reached.refused and kind != "refused":
            return "call"
        case "referrer":
            return "referrer"
        case _:
            return "letter"
