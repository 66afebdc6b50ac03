"""What a stream's messages caused in a turn, and how that becomes rows. Pure."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.kernel.broker import partition_of
from services.kernel.envelope import Envelope
from services.kernel.ids import SAMENSPEL, made_by
from services.kernel.incoming import Broken, Incoming

UNKNOWN_STREAM = "?"
"""Where records are kept that name no stream."""


class Failed(Exception):
    """Stands in for a rule's bug where the database refused what this message made."""


@dataclass
class Cursor:
    """How far another service's events of this stream are taken in."""

    sequence: int = 0
    seen: int = 0
    stopped: str | None = None
    moved: bool = False


@dataclass(frozen=True)
class Aside:
    """A message that is set aside: behind, parked, or a copy for the operator."""

    incoming: Incoming
    reason: str
    note: str | None = None


@dataclass
class Effects:
    """What a stream's messages caused in this turn."""

    journal: list[Envelope] = field(default_factory=list)
    known: list[UUID] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    taken: list[UUID] = field(default_factory=list)
    addressed: list[tuple[str, Envelope]] = field(default_factory=list)
    applied: list[Envelope] = field(default_factory=list)
    deferred: list[Incoming] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    answered: int = 0


def transposed(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows as columns; as many empty ones where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def message_row(envelope: Envelope, topic: str) -> dict[str, Any]:
    """A message as the database keeps it: value and headers as they were on Kafka."""
    return {
        "stream": envelope.stream,
        "id": str(envelope.id),
        "topic": topic,
        "value": base64.b64encode(envelope.data).decode(),
        "headers": [[name, value.decode()] for name, value in envelope.headers()],
    }


def addressed_row(topic: str, envelope: Envelope, partitions: int) -> dict[str, Any]:
    """A command for another stream, as the database keeps it until it is decided."""
    partition = partition_of(envelope.stream, partitions)
    return {"partition": partition, **message_row(envelope, topic)}


def aside_row(aside: Aside) -> dict[str, Any]:
    """A message that is set aside, and why."""
    return {
        **message_row(aside.incoming.envelope, aside.incoming.topic),
        "reason": aside.reason,
        "note": aside.note,
    }


def _text(raw: bytes) -> str:
    """As text that the database takes: what is no text, and NUL, becomes a mark."""
    return raw.decode("utf-8", "replace").replace("\x00", "\ufffd")


def broken_row(broken: Broken) -> dict[str, Any]:
    """A record that nobody can read, kept alone under its place on the topic."""
    record = broken.record
    headers = [[_text(name.encode()), _text(value or b"")] for name, value in record.headers]
    place = f"{record.topic}/{record.partition}/{record.offset}"
    return {
        "stream": UNKNOWN_STREAM,
        "id": str(made_by(SAMENSPEL, place)),
        "reason": "copy",
        "note": f"no envelope: {place}",
        "topic": record.topic,
        "value": base64.b64encode(record.value or b"").decode(),
        "headers": headers,
    }
