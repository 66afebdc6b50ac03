"""The envelope around a message: CloudEvents 1.0 in Kafka's binary mode.

Attributes travel as `ce_*` headers, the JSON data is the value, the key is the stream.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from services.kernel.ids import PLATFORM

Headers = list[tuple[str, bytes]]
PREFIX = "ce_"


LARGEST = 2**63 - 1
_WRONG = (AssertionError, AttributeError, KeyError, OverflowError, TypeError, ValueError)


class Unreadable(ValueError):
    """A record that is no message: its key, headers or data cannot be decoded."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message on its way.

    `data` is JSON as bytes. `sequence` is the event's place in its stream (None on commands).
    `after` holds, per service, the sequence of the stream that the sender had seen.
    `outcome` is the id of the command that this event answers. Times are UTC.
    """

    id: UUID
    type: str
    source: str
    stream: str
    time: datetime
    data: bytes
    correlation: UUID
    sequence: int | None = None
    causation: UUID | None = None
    outcome: UUID | None = None
    after: Mapping[str, int] = field(default_factory=dict)
    deadline: datetime | None = None
    actor: str | None = None
    traceparent: str | None = None

    def headers(self) -> Headers:
        """The Kafka headers, values in UTF-8; what is not set is left out."""
        pairs: list[tuple[str, Any]] = [
            ("ce_id", self.id),
            ("ce_source", f"/samenspel/{self.source}"),
            ("ce_specversion", "1.0"),
            ("ce_type", self.type),
            ("ce_time", self.time.isoformat()),
            ("ce_correlationid", self.correlation),
            ("ce_network", None if self.stream == PLATFORM else self.stream),
            ("ce_sequence", self.sequence),
            ("ce_causationid", self.causation),
            ("ce_outcome", self.outcome),
            ("ce_after", orjson.dumps(self.after).decode() if self.after else None),
            ("ce_deadline", self.deadline.isoformat() if self.deadline else None),
            ("ce_actor", self.actor),
            ("ce_traceparent", self.traceparent),
        ]
        headers = [(name, str(value).encode()) for name, value in pairs if value is not None]
        headers.append(("content-type", b"application/json"))
        return headers


def from_record(
    key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]]
) -> Envelope:
    """Read an envelope from a Kafka record. Raises Unreadable; the data is not decoded yet."""
    try:
        texts = {name.removeprefix(PREFIX): text.decode() for name, text in headers}
        assert key is not None
        assert value is not None
        assert not any("\x00" in text for text in texts.values())
        return Envelope(
            id=UUID(texts["id"]),
            type=texts["type"],
            source=texts["source"].rsplit("/", 1)[-1],
            stream=_stream(key.decode()),
            time=instant(texts["time"]),
            data=value,
            correlation=UUID(texts["correlationid"]),
            sequence=_number(int(texts["sequence"]), 1) if "sequence" in texts else None,
            causation=UUID(texts["causationid"]) if "causationid" in texts else None,
            outcome=UUID(texts["outcome"]) if "outcome" in texts else None,
            after=_cursors(texts.get("after")),
            deadline=instant(texts["deadline"]) if "deadline" in texts else None,
            actor=texts.get("actor"),
            traceparent=texts.get("traceparent"),
        )
    except _WRONG as problem:
        raise Unreadable(type(problem).__name__) from None


def instant(text: str) -> datetime:
    """An ISO 8601 instant as UTC. Raises ValueError where it has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(UTC)


def _cursors(text: str | None) -> Mapping[str, int]:
    if text is None:
        return {}
    cursors = orjson.loads(text)
    if not isinstance(cursors, dict) or any("\x00" in name for name in cursors):
        raise ValueError("after is no map of sequences")
    return {name: _number(value, 0) for name, value in cursors.items()}


def _stream(text: str) -> str:
    """A stream is `platform` or a network's id, written as UUIDs are: nothing else gets in."""
    if text != PLATFORM and str(UUID(text)) != text:
        raise ValueError("not a stream")
    return text


def _number(value: object, least: int) -> int:
    if type(value) is not int or not least <= value <= LARGEST:
        raise ValueError("not a sequence")
    return value
