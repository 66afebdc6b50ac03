"""The envelope: CloudEvents by the SDK's own reading, and an answer to whatever bytes come."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import orjson
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat
from hypothesis import example, given
from hypothesis import strategies as st

from services.kernel.envelope import Envelope, Unreadable, from_record
from services.kernel.ids import PLATFORM
from tests.contracts.envelopes import ENVELOPES


@given(ENVELOPES)
def test_an_envelope_comes_back_as_it_went(envelope: Envelope) -> None:
    key, headers = envelope.stream.encode(), envelope.headers()
    assert from_record(key, envelope.data, headers) == envelope


@given(ENVELOPES)
def test_the_sdk_reads_it_as_a_cloudevent(envelope: Envelope) -> None:
    message = KafkaMessage(dict(envelope.headers()), envelope.stream.encode(), envelope.data)
    event = from_binary(message, JSONFormat())
    assert event.get_specversion() == "1.0"
    assert event.get_id() == str(envelope.id)
    assert event.get_source() == f"/samenspel/{envelope.source}"
    assert event.get_type() == envelope.type
    assert event.get_time() == envelope.time
    assert event.get_datacontenttype() == "application/json"
    assert event.get_data() == json.loads(envelope.data)
    assert event.get_extension("correlationid") == str(envelope.correlation)
    expected = str(envelope.sequence) if envelope.sequence is not None else None
    assert event.get_extension("sequence") == expected
    tenant = None if envelope.stream == PLATFORM else envelope.stream
    assert event.get_extension("network") == tenant


@given(ENVELOPES)
def test_what_the_sdk_writes_is_read_here(envelope: Envelope) -> None:
    message = KafkaMessage(dict(envelope.headers()), envelope.stream.encode(), envelope.data)
    written = to_binary(from_binary(message, JSONFormat()), JSONFormat())
    back = from_record(envelope.stream.encode(), written.value, [*written.headers.items()])
    assert orjson.loads(back.data) == orjson.loads(envelope.data)
    assert back == replace(envelope, data=back.data)


# -- whatever comes --------------------------------------------------------------------------

GOOD = {
    "ce_id": b"7f0c5d4e-5f0e-4a35-9c1b-2c3d4e5f6071",
    "ce_source": b"/samenspel/cards",
    "ce_specversion": b"1.0",
    "ce_type": b"cards.card_issued.v1",
    "ce_time": b"2026-07-01T10:00:00+00:00",
    "ce_correlationid": b"7f0c5d4e-5f0e-4a35-9c1b-2c3d4e5f6071",
    "ce_sequence": b"1",
    "ce_causationid": b"7f0c5d4e-5f0e-4a35-9c1b-2c3d4e5f6071",
    "ce_outcome": b"7f0c5d4e-5f0e-4a35-9c1b-2c3d4e5f6071",
    "ce_after": b'{"partners":1}',
    "ce_deadline": b"2026-07-01T10:00:30+00:00",
    "ce_actor": b"clerk",
    "ce_traceparent": b"00-1-1-01",
    "content-type": b"application/json",
}
NETWORK = b"0b0e0a51-3f53-5c40-9a84-8f1d7ad1f3b3"

ODD_BYTES = st.binary(max_size=20) | st.sampled_from(
    [
        b"\xff\xfe",
        b"",
        b"0",
        b"-1",
        b"1_0",
        "١".encode(),
        b"9223372036854775808",
        b"9" * 5_000,
        b"0001-01-01T00:00:00+23:59",
        b"9999-12-31T23:59:59-23:59",
        b"2026-07-01",
        b"{}",
        b"[1]",
        b'{"partners":true}',
        b'{"partners":9223372036854775808}',
        b"[" * 2_000,
        b"\x00",
        b"a,b",
    ]
)
NAMES = st.sampled_from(sorted(GOOD)) | st.text(max_size=10)


def judge(key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
    """Either an envelope that the database and the tenancy can hold, or Unreadable."""
    try:
        envelope = from_record(key, value, headers)
    except Unreadable:
        return
    assert envelope.time.tzinfo is UTC
    assert envelope.stream == PLATFORM or str(UUID(envelope.stream)) == envelope.stream
    assert envelope.sequence is None or 1 <= envelope.sequence < 2**63
    assert all(0 <= sequence < 2**63 for sequence in envelope.after.values())
    texts = [envelope.type, envelope.source, envelope.actor or "", envelope.traceparent or ""]
    assert not any("\x00" in text for text in [*texts, *envelope.after])


@given(
    st.none() | ODD_BYTES,
    st.none() | ODD_BYTES,
    st.lists(st.tuples(NAMES, ODD_BYTES | st.none()), max_size=16),
)
def test_any_record_is_an_envelope_or_unreadable(
    key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]
) -> None:
    judge(key, value, headers)


@given(NAMES, ODD_BYTES | st.none())
@example("ce_time", b"0001-01-01T00:00:00+23:59")
@example("ce_deadline", b"9999-12-31T23:59:59-23:59")
@example("ce_sequence", b"9223372036854775808")
@example("ce_sequence", b"0")
@example("ce_after", b'{"partners":9223372036854775808}')
@example("ce_type", b"\x00")
@example("ce_actor", b"\x00")
@example("ce_after", b'{"part\\u0000ners":1}')
def test_a_good_record_with_one_odd_header_is_an_envelope_or_unreadable(
    name: str, odd: bytes
) -> None:
    judge(NETWORK, b"{}", [*{**GOOD, name: odd}.items()])


@given(ODD_BYTES)
@example(b"a,b")
@example(b"\x00")
@example(b"platform ")
@example(b"?")
def test_the_key_is_a_network_or_the_platform(key: bytes) -> None:
    judge(key, b"{}", [*GOOD.items()])


@given(st.integers(-23 * 60, 23 * 60))
def test_an_instant_of_another_zone_is_the_same_instant_in_utc(offset_minutes: int) -> None:
    zone = timezone(timedelta(minutes=offset_minutes))
    moment = datetime(2026, 7, 1, 12, tzinfo=zone)
    headers = [*{**GOOD, "ce_time": moment.isoformat().encode()}.items()]
    assert from_record(NETWORK, b"{}", headers).time == moment.astimezone(UTC)


def test_a_good_record_is_read() -> None:
    assert from_record(NETWORK, b"{}", [*GOOD.items()]).sequence == 1
