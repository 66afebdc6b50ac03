"""The AsyncAPI document: valid by the official schema, complete, and without a loose end."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given

from deploy.contracts.asyncapi import document, headers
from deploy.contracts.catalogue import ROOT, TABLES, catalogues, messages
from deploy.contracts.examples import example_path
from deploy.contracts.generate import schema_path
from deploy.provision_topics import TOPICS
from services.kernel import heartbeat
from services.kernel.contract import Command, Event
from services.kernel.envelope import Envelope
from tests.contracts.envelopes import AN_EVENT, ENVELOPES

OFFICIAL = Path(__file__).with_name("asyncapi-3.0.0.json")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return document(catalogues(), TABLES)


@pytest.fixture(scope="module")
def official() -> Any:
    return jsonschema_rs.validator_for(json.loads(OFFICIAL.read_text()))


def test_it_is_valid_by_the_schema_of_the_asyncapi_initiative(
    made: dict[str, Any], official: Any
) -> None:
    assert [error.message for error in official.iter_errors(made)] == []


def test_that_schema_refuses_a_document_with_a_wrong_address(
    made: dict[str, Any], official: Any
) -> None:
    wrong = json.loads(json.dumps(made))
    wrong["channels"]["cards.events"]["address"] = 5
    assert not official.is_valid(wrong)


def test_every_reference_leads_somewhere(made: dict[str, Any]) -> None:
    for reference in _references(made):
        place: Any = made
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_message_goes_over_the_topic_of_its_owner_and_kind(made: dict[str, Any]) -> None:
    for name, kind in messages().items():
        topic = "events" if issubclass(kind, Event) else "commands"
        assert name in made["channels"][f"{name.split('.')[0]}.{topic}"]["messages"]


def test_the_topics_are_those_that_are_provisioned(made: dict[str, Any]) -> None:
    assert {*made["channels"], heartbeat.TOPIC} == {topic.name for topic in TOPICS}


def test_events_say_whether_they_are_public(made: dict[str, Any]) -> None:
    published = made["components"]["messages"]
    assert published["budget.participation_confirmed.v1"]["x-public"] is True
    assert published["cards.holder_registered.v1"]["x-public"] is False


@given(ENVELOPES)
def test_the_headers_of_a_message_are_as_described(envelope: Envelope) -> None:
    kind = Command if envelope.sequence is None else Event
    texts = {name: value.decode() for name, value in envelope.headers()}
    described = jsonschema_rs.validator_for(headers(kind), validate_formats=True)
    assert [error.message for error in described.iter_errors(texts)] == []


@pytest.mark.parametrize("left_out", ["ce_id", "ce_type", "ce_correlationid", "ce_sequence"])
def test_headers_without_one_that_is_needed_are_not(left_out: str) -> None:
    texts = {name: value.decode() for name, value in AN_EVENT.headers() if name != left_out}
    assert not jsonschema_rs.validator_for(headers(Event)).is_valid(texts)


@pytest.mark.parametrize("name", sorted({kind.wire_name for kind in messages().values()}))
def test_the_example_of_a_message_is_valid_by_its_schema(name: str) -> None:
    kind = messages()[name]
    schema = json.loads((ROOT / schema_path(name)).read_text())
    text = json.loads((ROOT / example_path(name)).read_text())
    published = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert published.is_valid(text)
    assert published.is_valid(json.loads(kind.model_validate(text).model_dump_json()))
    for field in kind.model_fields:
        assert (
            not published.is_valid({**text, field: {"no": ["such", "thing"]}}) or field == "facts"
        )


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
