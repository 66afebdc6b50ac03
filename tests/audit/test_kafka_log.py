"""What the audit keeps of the records on Kafka, and what it waits for. Pure."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from deploy.audit.findings import KEPT, Finding, Invariant
from deploy.audit.kafka_log import CommandLog, EventLog, digest, digest_of
from deploy.audit.sample import chosen
from services.kernel.envelope import Envelope
from services.kernel.sweep import publish_from
from tests.audit.judging import SEASON

EVENT = SEASON.part("budget").journal[1].envelope


@dataclass(frozen=True)
class Record:
    """A Kafka record, as far as the logs look at it."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    partition: int = 0
    offset: int = 7


def record_of(envelope: Envelope, topic: str = "budget.events") -> Any:
    return Record(topic, envelope.stream.encode(), envelope.data, envelope.headers())


def test_the_same_event_twice_is_a_duplicate_and_no_fault() -> None:
    log = EventLog("budget")
    log.take(record_of(EVENT))
    log.take(record_of(EVENT))
    assert log.digests == {EVENT.stream: {EVENT.sequence: digest_of(EVENT)}}
    assert (log.finding.looked["duplicates"], log.finding.failed) == (1, 0)


def test_two_versions_of_an_event_are_found() -> None:
    for other in (replace(EVENT, data=b"{}"), replace(EVENT, id=uuid4())):
        log = EventLog("budget")
        log.take(record_of(EVENT))
        log.take(record_of(other))
        assert [v.kind for v in log.finding.violations] == ["two_versions_on_kafka"]


def test_a_stranger_on_a_topic_is_found() -> None:
    log = EventLog("budget")
    log.take(record_of(replace(EVENT, source="cards")))
    log.take(record_of(replace(EVENT, sequence=None)))
    assert [v.kind for v in log.finding.violations] == ["stranger_on_topic"] * 2


def test_a_record_that_nobody_can_read_is_counted() -> None:
    events, commands = EventLog("budget"), CommandLog()
    broken: Any = Record("budget.events", b"n", b"{}", [("ce_id", b"\xff")])
    events.take(broken)
    commands.take(broken)
    assert (events.finding.looked["unreadable records"], events.finding.failed) == (1, 0)
    assert (commands.unreadable, commands.count) == (1, 0)


def test_commands_are_kept_once_and_control_messages_not_at_all() -> None:
    log, command = CommandLog(), replace(EVENT, sequence=None, type="cards.block_card.v1")
    log.take(record_of(command, "cards.commands"))
    log.take(record_of(command, "cards.commands"))
    log.take(record_of(publish_from("budget", "cards", EVENT.stream, 3), "cards.commands"))
    assert (log.records, log.count, log.repeats, log.controls) == (3, 1, 1, 1)
    assert log.commands[EVENT.stream][command.id].service == "cards"


@given(st.binary(), st.binary(), st.lists(st.tuples(st.just("ce_a"), st.binary()), max_size=3))
def test_a_digest_tells_values_and_headers_apart(
    one: bytes, other: bytes, headers: list[tuple[str, bytes]]
) -> None:
    assert (digest(one, headers) == digest(other, headers)) == (one == other)
    assert digest(one, [*headers, ("ce_b", other)]) != digest(one, headers)
    assert digest(one, [*headers, ("content-type", other)]) == digest(one, headers)
    assert digest(one, [*reversed(headers)]) == digest(one, headers)


@given(
    st.dictionaries(st.text(max_size=3), st.integers(0, 99)),
    st.none() | st.integers(0, 12),
    st.integers(0, 3),
)
def test_the_largest_stream_is_always_in_the_sample(
    sizes: dict[str, int], number: int | None, seed: int
) -> None:
    drawn = chosen(sizes, number, seed)
    assert drawn <= sizes.keys()
    assert len(drawn) == min(len(sizes), len(sizes) if number is None else number)
    assert drawn == chosen(sizes, number, seed)
    if drawn:
        assert max(sizes.values()) in {sizes[stream] for stream in drawn}


def test_all_violations_are_counted_and_the_first_are_kept() -> None:
    one, two = Finding(Invariant.ONE_OUTCOME), Finding(Invariant.ONE_OUTCOME)
    for number in range(KEPT - 5):
        one.fault("no_outcome", "cards", "s", number)
        two.fault("no_outcome", "cards", "s", number)
    one.add(two)
    assert (one.failed, len(one.violations)) == (2 * (KEPT - 5), KEPT)
