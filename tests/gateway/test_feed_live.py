"""The partner feed and the subscriptions, on the real platform."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.gateway.client import Client
from tests.gateway.season import MADE, Literal, Season, arguments, take_part

SOURCES = ("partners", "cards", "budget")


async def batch(client: Client, season: Season, role: str = "partner_system", **ask: Any) -> Any:
    query = "&".join(f"{k}={v}" for k, v in {"network": season.network, **ask}.items())
    return await client.get(f"/events?{query}", season.token(client, role))


@pytest.mark.parametrize("source", SOURCES)
async def test_a_subscriber_accounts_for_every_sequence(
    client: Client, ours: Season, source: str
) -> None:
    heads = await client.get(
        f"/events/head?network={ours.network}", ours.token(client, "partner_system")
    )
    head, after, seen, skipped = heads.json()["heads"][source], 0, [], []
    while after < head:
        said = (await batch(client, ours, source=source, after=after, limit=2)).json()
        seen += [event["sequence"] for event in said["events"]]
        skipped += [n for low, high in said["skipped"] for n in range(low, high + 1)]
        assert said["next"] > after
        after = said["next"]
    assert sorted([*seen, *skipped])[:head] == list(range(1, head + 1))
    assert not set(seen) & set(skipped)


async def test_events_are_cloud_events_that_name_no_person(client: Client, ours: Season) -> None:
    for source in SOURCES:
        said = (await batch(client, ours, source=source)).json()
        for event in said["events"]:
            assert event["specversion"] == "1.0"
            assert event["source"] == f"/samenspel/{source}"
            assert event["network"] == ours.network
            text = json.dumps(event)
            for person in (ours.an, ours.bo):
                assert person.holder not in text
                assert person.number not in text


async def test_a_long_poll_is_answered_when_something_happens(client: Client, ours: Season) -> None:
    head = (await batch(client, ours, source="partners", after=0)).json()["head"]
    waiting = asyncio.create_task(batch(client, ours, source="partners", after=head, wait=20))
    asked = arguments(ours.network, name="Nieuw", roles=Literal("[REFERRER]"))
    await client.done(
        "admitOrganisation", ours.token(client, "coordinator"), asked, MADE["admitOrganisation"]
    )
    said = (await asyncio.wait_for(waiting, 15)).json()
    assert [event["type"] for event in said["events"]] == ["partners.organisation_admitted.v1"]


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ({"source": "nobody"}, "bad_input"),
        ({"after": "-1"}, "number_invalid"),
        ({"after": str(2**63)}, "number_invalid"),
        ({"limit": "0"}, "number_invalid"),
        ({"wait": "x"}, "number_invalid"),
        ({"network": "x"}, "uuid_invalid"),
    ],
)
async def test_a_wrong_question_has_a_code(
    client: Client, ours: Season, ask: dict[str, str], code: str
) -> None:
    response = await batch(client, ours, **ask)
    assert (response.status_code, response.json()["code"]) == (400, code)


async def test_the_feed_is_for_partner_systems_and_coordinators_of_the_network(
    client: Client, ours: Season, theirs: Season
) -> None:
    assert (await batch(client, ours, "coordinator")).status_code == 200
    for role in ("clerk", "provider", "card_holder", "finance_officer"):
        assert (await batch(client, ours, role)).status_code == 403
    foreign = await client.get(
        f"/events?network={ours.network}", theirs.token(client, "partner_system")
    )
    assert foreign.status_code == 403
    assert (await client.get(f"/events?network={ours.network}")).status_code == 401


# -- subscriptions ------------------------------------------------------------------------------


@asynccontextmanager
async def socket(
    client: Client, token: str | None, **options: Any
) -> AsyncIterator[ClientConnection]:
    place = client.gateways[-1].replace("http", "ws") + "/graphql"
    protocol: Any = "graphql-transport-ws"
    async with connect(place, subprotocols=[protocol], **options) as connection:
        payload = {"Authorization": f"Bearer {token}"} if token else {}
        await connection.send(json.dumps({"type": "connection_init", "payload": payload}))
        yield connection


async def messages(connection: ClientConnection) -> AsyncIterator[dict[str, Any]]:
    async for text in connection:
        yield json.loads(text)


async def subscribe(connection: ClientConnection, query: str, **variables: Any) -> None:
    payload = {"query": query, "variables": variables}
    await connection.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))


async def test_an_operation_is_followed_to_its_end(client: Client, ours: Season) -> None:
    clerk = ours.token(client, "clerk")
    asked = arguments(ours.network, cardNumber=ours.bo.number, offer=ours.offer, on="2026-05-05")
    answer = await client.do("registerParticipation", clerk, asked, MADE["participation"])
    async with socket(client, clerk) as connection, asyncio.timeout(15):
        said = messages(connection)
        assert (await anext(said))["type"] == "connection_ack"
        query = "subscription($o: UUID!) { operation(id: $o) { status made } }"
        await subscribe(connection, query, o=answer["operation"])
        assert (await anext(said))["payload"]["data"]["operation"] == {
            "status": "DONE",
            "made": answer["participation"]["id"],
        }
        assert (await anext(said))["type"] == "complete"


async def test_an_operation_of_another_is_unknown(client: Client, ours: Season) -> None:
    async with socket(client, ours.token(client, "clerk")) as connection, asyncio.timeout(15):
        said = messages(connection)
        await anext(said)
        query = "subscription($o: UUID!) { operation(id: $o) { status } }"
        await subscribe(connection, query, o=ours.confirmed)
        message = await anext(said)
        errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
        assert errors[0]["extensions"]["code"] == "operation_unknown"


async def test_public_events_of_a_network_come_as_they_are_applied(
    client: Client, ours: Season
) -> None:
    token = ours.token(client, "coordinator")
    async with socket(client, token) as connection, asyncio.timeout(20):
        said = messages(connection)
        await anext(said)
        query = (
            "subscription($n: UUID!) { networkEvents(network: $n) { source sequence type data } }"
        )
        await subscribe(connection, query, n=ours.network)
        # A ping is answered after the subscription was begun.
        await connection.send(json.dumps({"type": "ping"}))
        assert (await anext(said))["type"] == "pong"
        seen: list[str] = []
        taking_part = asyncio.create_task(
            take_part(client, ours.network, ours.bo.number, ours.offer, "2026-05-06")
        )
        while "budget.participation_confirmed.v2" not in seen:
            event = (await anext(said))["payload"]["data"]["networkEvents"]
            assert not event["type"].startswith("cards.")
            seen.append(event["type"])
        await taking_part


async def test_a_connection_without_a_good_token_is_closed(client: Client) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        async with socket(client, "nonsense") as connection, asyncio.timeout(10):
            await connection.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


async def test_a_page_of_another_origin_opens_no_connection(client: Client, ours: Season) -> None:
    origin: Any = "https://elsewhere.example"
    with pytest.raises(InvalidStatus) as refused:
        async with socket(client, ours.token(client, "clerk"), origin=origin):
            pass
    assert refused.value.response.status_code == 403


# -- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", '<html lang="nl-BE">'),
        ("/health/live", "ok"),
        ("/schema.graphql", "type Mutation"),
        ("/asyncapi.json", '"asyncapi"'),
        ("/metrics", "samenspel_gateway_answers_total"),
    ],
)
async def test_a_page_is_there(client: Client, path: str, part: str) -> None:
    for gateway in [*client.gateways, client.platform.url]:
        response = await client.get(path, at=gateway)
        assert response.status_code == 200
        assert part in response.text


async def test_ready_means_kafka_views_and_every_service(client: Client) -> None:
    response: httpx2.Response = await client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == dict.fromkeys(
        ("kafka", "views", "budget", "cards", "gateway", "partners"), True
    )
