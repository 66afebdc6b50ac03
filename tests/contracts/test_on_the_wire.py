"""What really goes over Kafka is what is published about it. On the real platform."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs
import pytest
from aiokafka import ConsumerRecord
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from deploy.contracts.catalogue import messages
from services.cards.contracts import commands as cards
from services.cards.contracts.events import HolderRegistered
from services.cards.contracts.keys import PersonKeyRecord
from services.kernel.contract import Event
from services.kernel.ownership import read_topic
from tests.kit.talk import SUMMER, Talk, TalkedNetwork
from tests.kit.waiting import eventually
from tests.kit.wire import TOPICS, problems_of, type_of


@pytest.fixture(scope="module")
async def network(talk: Talk) -> TalkedNetwork:
    """A network in which everything has happened once."""
    network = await talk.a_network()
    token, offer = await network.a_card(), await network.an_offer()
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    done = await network.ask(wish)
    await network.ask(wish)  # refused: the same day again
    participation = done.made("participation_id")
    await network.ask(cards.CancelParticipation(participation_id=participation))
    for resolution in (cards.ConfirmParticipation, cards.VoidParticipation):
        until = datetime.now(UTC) + timedelta(hours=1)
        hold = cards.HoldParticipation(
            card_token=token, offer_id=offer, on=SUMMER, hold_until=until
        )
        held = (await network.ask(hold)).made("participation_id")
        await network.ask(resolution(participation_id=held))
        await network.ask(cards.CancelParticipation(participation_id=held))
    lines = tuple(
        cards.GroupLine(card_token=one, offer_id=offer, on=SUMMER + timedelta(days=1))
        for one in (token, await network.a_card())
    )
    group = (await network.ask(cards.RegisterGroup(lines=lines))).made("group_id")
    await network.ask(cards.ResolveGroup(group_id=group, action="cancel"))
    await network.ask(cards.ResolveGroup(group_id=group, action="confirm"))
    holder = await network.a_holder()
    await network.ask(cards.EraseHolder(holder_id=holder))
    return network


@pytest.fixture(scope="module")
async def records(talk: Talk, network: TalkedNetwork) -> list[ConsumerRecord]:
    """Every record of that network, on all topics of commands and events."""
    return [
        record
        for topic in TOPICS
        async for record in read_topic(talk.platform.kafka, topic, {})
        if record.key == network.stream.encode()
    ]


def test_nearly_every_event_of_the_main_job_was_sent(records: list[ConsumerRecord]) -> None:
    assert {type_of(record) for record in records if record.topic.endswith(".events")} >= {
        "budget.participation_confirmed.v2",
        "budget.participation_held.v2",
        "budget.participation_reversed.v2",
        "budget.participation_voided.v2",
        "budget.year_opened.v2",
        "cards.card_issued.v1",
        "cards.command_rejected.v1",
        "cards.eligibility_decided.v1",
        "cards.group_requested.v1",
        "cards.group_resolution_requested.v1",
        "cards.holder_erased.v1",
        "cards.holder_registered.v1",
        "cards.participation_requested.v1",
        "cards.participation_settled.v2",
        "cards.resolution_requested.v1",
        "cards.right_granted.v1",
        "partners.network_opened.v1",
        "partners.offer_published.v1",
        "partners.organisation_admitted.v1",
    }


def test_data_and_headers_are_as_described(records: list[ConsumerRecord]) -> None:
    assert [problem for record in records for problem in problems_of(record)] == []


def test_the_sdk_reads_each_as_a_cloudevent(
    records: list[ConsumerRecord], network: TalkedNetwork
) -> None:
    for record in records:
        message = KafkaMessage(dict(record.headers), record.key, record.value)
        event = from_binary(message, JSONFormat())
        assert event.get_type() in messages()
        assert event.get_extension("network") == network.stream


def test_a_message_goes_over_the_topic_of_its_owner(records: list[ConsumerRecord]) -> None:
    for record in records:
        kind = messages()[type_of(record)]
        topic = "events" if issubclass(kind, Event) else "commands"
        assert record.topic == f"{type_of(record).split('.')[0]}.{topic}"


async def test_keys_are_as_described_and_an_erasure_stays(
    talk: Talk, network: TalkedNetwork
) -> None:
    described = jsonschema_rs.validator_for(
        PersonKeyRecord.model_json_schema() | {"additionalProperties": False}, validate_formats=True
    )
    persons = {
        json.loads(event.data)["holder_id"]
        for event in talk.events
        if event.stream == network.stream and event.type == HolderRegistered.wire_name
    }

    async def announced() -> list[dict[str, Any]]:
        records = read_topic(talk.platform.kafka, "cards.keys", {})
        found = [(record.key.decode(), json.loads(record.value)) async for record in records]
        assert all(key == content["person"] for key, content in found)
        return [content for key, content in found if key in persons]

    said = await eventually(announced, lambda found: any("erased" in each for each in found))
    assert [error.message for each in said for error in described.iter_errors(each)] == []
    erased = {each["person"] for each in said if "erased" in each}
    assert len(erased) == 1
    # Compaction may have taken the erased key away: that is what it is for.
    assert {each["person"] for each in said if "wrapped" in each} >= persons - erased
