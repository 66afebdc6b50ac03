"""What stands on Kafka: a digest of every event, and every command by its id.

A topic is read once, record by record; of an event only sixteen bytes are kept.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from deploy.audit.findings import Finding, Invariant
from deploy.audit.heads import Ends
from services.kernel.envelope import PREFIX, Envelope, Unreadable, from_record
from services.kernel.incoming import PUBLISH_FROM

Advance = Callable[[int], None]


def digest(value: bytes, headers: Sequence[tuple[str, bytes]]) -> bytes:
    """A short hash of what two copies of a message must have alike: value and ce_ headers."""
    named = sorted((name, text or b"") for name, text in headers if name.startswith(PREFIX))
    parts = [b"%d %s %d %s" % (len(n), n.encode(), len(text), text) for n, text in named]
    return blake2b(b"".join((*parts, b"\n", value)), digest_size=16).digest()


def digest_of(envelope: Envelope) -> bytes:
    """The digest of a message as it is sent."""
    return digest(envelope.data, envelope.headers())


@dataclass
class EventLog:
    """The digests of one service's events on Kafka, by stream and sequence."""

    service: str
    digests: dict[str, dict[int, bytes]] = field(default_factory=dict)
    finding: Finding = field(default_factory=lambda: Finding(Invariant.JOURNALS_ON_KAFKA))

    def take(self, record: ConsumerRecord) -> None:
        """Note one record."""
        self.finding.looked["records"] += 1
        place = f"{record.topic}/{record.partition}/{record.offset}"
        try:
            envelope = from_record(record.key, record.value, record.headers)
        except Unreadable:
            # Nobody takes it for an event; one that it should have been is missed by its number.
            self.finding.looked["unreadable records"] += 1
            return
        if envelope.source != self.service or envelope.sequence is None:
            self.finding.fault("stranger_on_topic", self.service, envelope.stream, place)
            return
        seen = self.digests.setdefault(envelope.stream, {})
        found = digest(envelope.data, record.headers)
        if envelope.sequence not in seen:
            seen[envelope.sequence] = found
        elif seen[envelope.sequence] == found:
            self.finding.looked["duplicates"] += 1
        else:
            self.finding.fault(
                "two_versions_on_kafka", self.service, envelope.stream, envelope.sequence, place
            )


@dataclass(frozen=True, slots=True)
class Sent:
    """A command on Kafka: the service that is asked, and what it is asked."""

    service: str
    type: str


@dataclass
class CommandLog:
    """Commands by stream and id; those of one kind share a value, found in `kinds`.

    `whole`: no record has been dropped by its age yet.
    """

    commands: dict[str, dict[UUID, Sent]] = field(default_factory=dict)
    kinds: dict[Sent, Sent] = field(default_factory=dict)
    records: int = 0
    repeats: int = 0
    controls: int = 0
    unreadable: int = 0
    whole: bool = True

    def take(self, record: ConsumerRecord) -> None:
        """Note one record."""
        self.records += 1
        try:
            envelope = from_record(record.key, record.value, record.headers)
        except Unreadable:
            self.unreadable += 1  # kept alone for the operator, see `samenspel parked`
            return
        if envelope.type == PUBLISH_FROM:
            self.controls += 1
            return
        of_stream = self.commands.setdefault(envelope.stream, {})
        if envelope.id in of_stream:
            self.repeats += 1
        else:
            sent = Sent(record.topic.removesuffix(".commands"), envelope.type)
            of_stream[envelope.id] = self.kinds.setdefault(sent, sent)

    @property
    def count(self) -> int:
        """How many different commands there are."""
        return sum(len(of_stream) for of_stream in self.commands.values())


async def read(
    consumer: AIOKafkaConsumer, topic: str, ends: Ends, advance: Advance
) -> AsyncIterator[ConsumerRecord]:
    """Every record of a topic from its start up to these ends. `advance` is told of each batch.

    The consumer has no group and is assigned all partitions.
    """
    wanted = {place: end for place, end in ends.items() if place.topic == topic and end > 0}
    starts = await consumer.beginning_offsets(list(wanted)) if wanted else {}
    waiting = {place for place, end in wanted.items() if starts[place] < end}
    consumer.pause(*(consumer.assignment() - waiting))
    consumer.resume(*waiting)
    for place in waiting:
        consumer.seek(place, starts[place])
    while waiting:
        for place, records in (await consumer.getmany(*waiting, timeout_ms=500)).items():
            for record in records:
                if record.offset < wanted[place]:
                    yield record
            advance(len(records))
        waiting = {place for place in waiting if await consumer.position(place) < wanted[place]}
    consumer.resume(*consumer.assignment())


async def dropped(consumer: AIOKafkaConsumer, topic: str) -> bool:
    """Whether records at the start of a topic are gone by their age."""
    places = [place for place in consumer.assignment() if place.topic == topic]
    starts = await consumer.beginning_offsets(places)
    return any(start > 0 for start in starts.values())
