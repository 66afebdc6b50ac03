"""The AsyncAPI document: valid by the official schema, complete, and without a loose end."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from deploy.contracts.catalogue import TABLES, catalogues, messages
from deploy.provision_topics import TOPICS
from services.kernel import heartbeat
from services.kernel.asyncapi import document
from services.kernel.contract import Event

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


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
