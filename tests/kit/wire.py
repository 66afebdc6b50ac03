"""Checks that what really went over Kafka is what is published about it."""

import json
from collections import defaultdict
from functools import cache
from typing import Final

import jsonschema_rs
from aiokafka import ConsumerRecord

from deploy.contracts.asyncapi import headers, schema_of
from deploy.contracts.catalogue import messages
from services.kernel.ownership import read_topic

TOPICS: Final = tuple(
    f"{service}.{kind}"
    for service in ("partners", "cards", "budget")
    for kind in ("commands", "events")
)


OF_EACH_TYPE: Final = 50
MESSAGES: Final = messages()


def type_of(record: ConsumerRecord) -> str:
    """The message's type, as its header says."""
    return str(dict(record.headers).get("ce_type", b""), "utf-8", "replace")


@cache
def _data_of(wire_name: str) -> jsonschema_rs.Validator:
    described = {**schema_of(MESSAGES[wire_name]), "additionalProperties": False}
    return jsonschema_rs.validator_for(described, validate_formats=True)


@cache
def _headers_of(wire_name: str) -> jsonschema_rs.Validator:
    described = {**headers(MESSAGES[wire_name]), "additionalProperties": False}
    return jsonschema_rs.validator_for(described, validate_formats=True)


def problems_of(record: ConsumerRecord) -> list[str]:
    """What a record has that its contract does not say, and the reverse."""
    name = type_of(record)
    texts = {key: value.decode() for key, value in record.headers}
    found = [*_data_of(name).iter_errors(json.loads(record.value))]
    found += _headers_of(name).iter_errors(texts)
    return [f"{name}: {error.message} at {error.instance_path}" for error in found]


async def wrong_events(kafka: str) -> set[str]:
    """What is wrong with the events of all networks, some of each type.

    Left out is what may be a test's own nonsense: commands, and events that tests plant on the
    topic of partners to see what readers make of them.
    """
    looked: dict[str, int] = defaultdict(int)
    wrong: set[str] = set()
    for topic in ("cards.events", "budget.events"):
        async for record in read_topic(kafka, topic, {}):
            name = type_of(record)
            if name in MESSAGES and looked[name] < OF_EACH_TYPE:
                looked[name] += 1
                wrong.update(problems_of(record))
    return wrong
