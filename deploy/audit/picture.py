"""Everything that is known of one stream, loaded from all services: what judges look at. Pure.

Each part is one snapshot of one database, so its journal, cursors and rows belong together. The
parts are taken one after another in the order of `services.AUDITED`: what the gateway and cards
have heard is in the journals that are read behind them. Cards and budget hear each other, so what
budget heard last may be missing in the part of cards: judges look no further than noted heads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from uuid import UUID

from services.kernel.contract import Event
from services.kernel.envelope import Envelope
from services.kernel.rules import Context
from services.kernel.state import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a journal with its decoded data; None where its data cannot be decoded."""

    envelope: Envelope
    event: Event | None

    @property
    def sequence(self) -> int:
        """Its place in the stream."""
        return self.envelope.sequence or 0

    @property
    def context(self) -> Context:
        """The context in which this event is folded, as in a turn."""
        envelope = self.envelope
        return Context(
            id=envelope.id,
            stream=envelope.stream,
            time=envelope.time,
            correlation=envelope.correlation,
            deadline=envelope.deadline,
            actor=envelope.actor,
        )


@dataclass(frozen=True, slots=True)
class CursorAt:
    """How far a source is taken in, and the highest that was seen."""

    sequence: int
    seen: int = 0
    stopped: str | None = None


NAMING: Final = {"participation_id", "participation_ids", "lines"}
"""The fields in which a message names participations."""


def participations_in(content: Mapping[str, Any]) -> frozenset[str]:
    """Every participation that a message is about, from its data: one, several, or a group's."""
    found = {content.get("participation_id"), *(content.get("participation_ids") or ())}
    lines = content.get("lines") or ()
    found |= {line.get("participation_id") for line in lines if isinstance(line, Mapping)}
    return frozenset(str(one) for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that waits: set aside, parked, kept as a copy, or sent until it is answered."""

    id: UUID
    correlation: UUID
    reason: str
    participation_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Operation:
    """What the gateway says of a command that was asked on this stream."""

    stream: str
    status: str
    code: str | None
    field: str | None
    made: str | None
    outcome_stream: str | None


@dataclass(frozen=True)
class Part:
    """One service's part of a stream. `rows` has the tables that were asked for.

    `unfit` are rows (table, key) whose columns do not fit their type.
    """

    service: str
    head: int = 0
    published: int = 0
    journal: Sequence[Told] = ()
    cursors: Mapping[str, CursorAt] = field(default_factory=dict)
    known: frozenset[UUID] = frozenset()
    aside: Sequence[Aside] = ()
    rows: Mapping[type[Row], Mapping[str, Row]] = field(default_factory=dict)
    unfit: Sequence[tuple[str, str]] = ()
    operations: Mapping[UUID, Operation] = field(default_factory=dict)
    feed: Sequence[tuple[str, int, str]] = ()

    def table(self, kind: type[R]) -> Mapping[str, R]:
        """The rows of one table by key."""
        return self.rows.get(kind, {})  # type: ignore[return-value]

    def cursor(self, source: str) -> int:
        """How far this service has taken in a source."""
        found = self.cursors.get(source)
        return 0 if found is None else found.sequence


@dataclass(frozen=True)
class Picture:
    """All parts of one stream. `noted` are the heads that the audit judges up to, per service.

    `ends` are heads that were read behind all parts: whatever a part has heard stands before.
    """

    stream: str
    parts: Mapping[str, Part]
    noted: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)

    def part(self, service: str) -> Part:
        """A service's part; empty where it does not know the stream."""
        return self.parts.get(service) or Part(service)

    def heard(self, source: str, upto: int) -> Iterator[Told]:
        """A service's events in order, up to a sequence."""
        for told in self.part(source).journal:
            if told.sequence > upto:
                return
            yield told

    def settled(self, source: str, *hearers: str) -> int:
        """Up to where a source's events are noted and every one of these services heard them."""
        heard = [self.part(name).cursor(source) for name in hearers if name in self.parts]
        return min([self.noted.get(source, 0), *heard])
