"""Envelopes as they may be: for properties over all of them."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
from hypothesis import strategies as st

from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM

INSTANTS = st.datetimes(timezones=st.just(UTC))
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
SEQUENCES = st.integers(1, 2**63 - 1)
SERVICES = st.sampled_from(["cards", "partners", "budget"])

ENVELOPES = st.builds(
    Envelope,
    id=st.uuids(),
    type=st.sampled_from(["cards.card_issued.v1", "budget.year_opened.v1"]),
    source=SERVICES,
    stream=st.uuids().map(str) | st.just(PLATFORM),
    time=INSTANTS,
    data=st.dictionaries(WORDS, st.integers(-(2**53), 2**53) | WORDS, max_size=3).map(orjson.dumps),
    correlation=st.uuids(),
    sequence=st.none() | SEQUENCES,
    causation=st.none() | st.uuids(),
    outcome=st.none() | st.uuids(),
    after=st.dictionaries(SERVICES, SEQUENCES, max_size=3),
    deadline=st.none() | INSTANTS,
    actor=st.none() | WORDS,
    traceparent=st.none() | WORDS,
)

AN_EVENT = Envelope(
    id=UUID(int=1),
    type="cards.card_issued.v1",
    source="cards",
    stream=str(UUID(int=2)),
    time=datetime(2026, 7, 1, 10, tzinfo=UTC),
    data=b"{}",
    correlation=UUID(int=3),
    sequence=1,
)
