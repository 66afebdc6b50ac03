"""What one turn works off: messages, unreadable records, records without sequence. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.kernel.broker import Record
from services.kernel.incoming import Broken, Incoming


@dataclass(frozen=True)
class Batch:
    """`streams` are opened even without a message. `poison` are ids of messages that the
    database refused before: their rules are taken to fail."""

    messages: Sequence[Incoming] = ()
    broken: Sequence[Broken] = ()
    raw: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    streams: Sequence[str] = ()
    poison: frozenset[UUID] = frozenset()

    def names(self) -> list[str]:
        """The streams that it touches, sorted: the order in which they are locked."""
        return sorted({*(m.envelope.stream for m in self.messages), *self.streams})

    def apart(self) -> Iterator[tuple["Batch", "Batch"]]:
        """Its parts one by one, each with what to do where the database refuses that part."""
        yield Batch(broken=self.broken, streams=self.streams), Batch()
        for topic, records in self.raw.items():
            for record in records:
                yield Batch(raw={topic: [record]}), Batch(broken=[Broken(record)])
        for message in self.messages:
            poison = frozenset({message.envelope.id})
            yield Batch([message]), Batch([message], poison=poison)


def in_order(messages: Sequence[Incoming], behind: Sequence[Incoming]) -> list[Incoming]:
    """Events first, then what was set aside, then commands; each once.

    What was set aside and then deferred stands in both: `behind` has what still waits now, which
    another instance may have taken meanwhile.
    """
    fresh = [m for m in messages if not m.taken]
    events, commands = [m for m in fresh if m.is_event], [m for m in fresh if not m.is_event]
    return [*events, *behind, *commands]
