"""Sorts the records of a batch: commands, events, control messages, and what is unreadable."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from services.kernel.broker import Record
from services.kernel.contract import Catalogue, Message
from services.kernel.envelope import Envelope, Headers, Unreadable, from_record

PUBLISH_FROM = "kernel.publish_from.v1"
"""Control message: `data` is the sequence from which a stream is to be published again."""


@dataclass(frozen=True, slots=True, eq=False)
class Incoming:
    """A message that came in. `message` is None where its type is unknown to this service.

    `unreadable`: the envelope is sound but the data is not what its type says.
    `reaction_only`: an event that was copied before; only its reaction waits.
    """

    envelope: Envelope
    topic: str
    message: Message | None
    unreadable: bool = False
    reaction_only: bool = False
    taken: bool = False

    @property
    def is_event(self) -> bool:
        """An event from a journal, to be taken in by its sequence."""
        return self.envelope.sequence is not None


@dataclass(frozen=True, slots=True)
class Broken:
    """A record without a usable envelope: kept alone for the operator."""

    record: Record


def read(catalogue: Catalogue, topic: str, envelope: Envelope) -> Incoming:
    """Decode the data of an envelope by its type."""
    kind = catalogue.by_name.get(envelope.type)
    if kind is None:
        return Incoming(envelope, topic, None)
    try:
        return Incoming(envelope, topic, kind.model_validate_json(envelope.data))
    except ValidationError:
        return Incoming(envelope, topic, None, unreadable=True)


def sort(
    catalogue: Catalogue, records: Sequence[Record]
) -> tuple[list[Incoming], list[Envelope], list[Broken]]:
    """Messages in order of arrival; control messages; records that nobody can read."""
    messages: list[Incoming] = []
    controls: list[Envelope] = []
    broken: list[Broken] = []
    for record in records:
        try:
            envelope = from_record(record.key, record.value, record.headers)
        except Unreadable:
            broken.append(Broken(record))
            continue
        if envelope.type == PUBLISH_FROM:
            controls.append(envelope)
        else:
            messages.append(read(catalogue, record.topic, envelope))
    return messages, controls, broken


def again(
    catalogue: Catalogue, topic: str, stream: str, value: bytes, headers: Headers
) -> Incoming:
    """A message that was set aside, to be judged anew."""
    message = read(catalogue, topic, from_record(stream.encode(), value, headers))
    return replace(message, reaction_only=message.is_event, taken=True)
