"""Journals: 1, 2, 3… without a gap, and the same on Kafka as in the database. Pure."""

from collections.abc import Mapping

from deploy.audit.findings import Finding, Invariant
from deploy.audit.kafka_log import digest_of
from deploy.audit.picture import Part


def judge_contiguous(stream: str, part: Part) -> Finding:
    """The journal of a stream counts from 1 to its head, and every event in it can be read."""
    finding = Finding(Invariant.JOURNALS_CONTIGUOUS)
    finding.looked["streams"] += 1
    finding.looked["events"] += len(part.journal)
    expected = 1
    for told in part.journal:
        if told.sequence != expected:
            note = f"expected {expected}"
            finding.fault("gap_in_journal", part.service, stream, told.sequence, note)
        expected = told.sequence + 1
        if told.event is None:
            finding.fault(
                "unreadable_event", part.service, stream, told.sequence, told.envelope.type
            )
    if part.head != expected - 1:
        note = f"head {part.head}, journal ends at {expected - 1}"
        finding.fault("head_is_not_the_end", part.service, stream, part.head, note)
    if part.published > part.head:
        note = f"published {part.published}, head {part.head}"
        finding.fault("published_beyond_head", part.service, stream, part.published, note)
    return finding


def judge_on_kafka(
    stream: str, part: Part, on_kafka: Mapping[int, bytes], published: int
) -> Finding:
    """The topic has what the journal has, up to what was published before it was read.

    `on_kafka` are the digests found on the topic, by sequence.
    """
    finding = Finding(Invariant.JOURNALS_ON_KAFKA)
    finding.looked["events"] += len(part.journal)
    numbers = set()
    for told in part.journal:
        numbers.add(told.sequence)
        found = on_kafka.get(told.sequence)
        if found is None:
            if told.sequence <= published:
                finding.fault("missing_on_kafka", part.service, stream, told.sequence)
            else:
                finding.waiting["newer than noted"] += 1
        elif found != digest_of(told.envelope):
            finding.fault("differs_on_kafka", part.service, stream, told.sequence)
    for sequence in sorted(on_kafka.keys() - numbers):
        finding.fault("not_in_journal", part.service, stream, sequence)
    return finding
