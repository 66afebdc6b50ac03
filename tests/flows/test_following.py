"""Following what was asked and what happens: look-ups and subscriptions."""

import asyncio
from uuid import uuid4

from tests.kit.city import City, today
from tests.kit.client import Answer, Json, a_key
from tests.kit.platform import RunningPlatform
from tests.kit.socket import Socket, a_socket
from tests.kit.standstill import away
from tests.kit.waiting import eventually

PATIENCE = 30.0


async def test_an_operation_can_be_looked_up_by_who_asked_for_it(city: City) -> None:
    clerk = city.token("clerk")
    wish = {"givenName": "An", "familyName": "Claes", "birthDate": "2001-01-01"}
    done = await city.do("registerHolder", token=clerk, municipality=city.municipality, **wish)
    found = await city.api.read("operation", clerk, id=done.operation)
    assert (found["status"], found["made"]) == ("DONE", done.made["id"])
    assert (
        await city.api.read("operation", city.token("finance_officer"), id=done.operation) is None
    )
    assert (await city.api.read("operation", city.token(), id=done.operation)) == found
    assert await city.api.read("operation", clerk, id=str(uuid4())) is None


async def test_a_rejected_operation_tells_its_code_sentence_and_field(city: City) -> None:
    card = await city.a_card()
    taking = {"cardNumber": card["number"], "offer": str(uuid4()), "on": str(today())}
    said = (await city.do("registerParticipation", **taking)).refused("offer_unknown")
    found = await city.api.read("operation", city.token(), id=said["rejectedOperation"])
    told = (found["status"], found["code"], found["message"], found["field"], found["made"])
    assert told == ("REJECTED", "offer_unknown", said["message"], "offer", None)


async def test_an_operation_is_followed_to_its_end_through_the_other_gateway(city: City) -> None:
    done = await city.do("admitOrganisation", name="Club", roles=["PROVIDER"], at=0)
    async with a_socket(city.api.gateways[1], city.token()) as socket, asyncio.timeout(PATIENCE):
        told = [found async for found in socket.subscribe("operation", id=done.operation)]
    assert (told[-1]["status"], told[-1]["made"]) == ("DONE", done.made["id"])


async def test_what_takes_long_is_pending_and_is_followed_to_its_end(
    started: RunningPlatform, city: City
) -> None:
    """Partners stands still for longer than a gateway waits, and comes back before the deadline."""
    wish: Json = {"network": city.id, "key": a_key(), "name": "Club", "roles": ["PROVIDER"]}
    told: asyncio.Queue[Json] = asyncio.Queue()

    async def follow(socket: Socket, operation: str) -> None:
        async for found in socket.subscribe("operation", id=operation):
            await told.put(found)

    async with a_socket(city.api.gateways[1], city.token()) as socket:
        with away(started, "partners"):
            reply = await city.api.mutate("admitOrganisation", city.token(), at=0, **wish)
            waits = Answer(reply.data["admitOrganisation"])
            assert waits.kind == "Pending"
            found = await city.api.read("operation", city.token(), id=waits.operation)
            assert (found["status"], found["made"], found["code"]) == ("PENDING", None, None)
            following = asyncio.create_task(follow(socket, str(waits.operation)))
            assert await asyncio.wait_for(told.get(), PATIENCE) == found
        await asyncio.wait_for(following, PATIENCE)
    ended = told.get_nowait()
    assert ended["status"] == "DONE"
    assert told.empty()
    again = await city.api.do("admitOrganisation", city.token(), **wish)
    assert (again.operation, again.made["id"]) == (waits.operation, ended["made"])
    assert len(await city.pages("organisations")) == 1


async def test_an_unknown_operation_is_no_subscription(city: City) -> None:
    async with a_socket(city.api.gateways[0], city.token()) as socket, asyncio.timeout(PATIENCE):
        assert await socket.refused("operation", id=str(uuid4())) == ["operation_unknown"]


async def test_a_partner_hears_a_networks_public_events_as_they_happen(city: City) -> None:
    card, provider = await city.a_card(), await city.a_provider()
    heard: list[Json] = []

    async def hear(socket: Socket) -> None:
        async for event in socket.subscribe("networkEvents", network=city.id):
            heard.append(event)  # noqa: PERF401 - the list is read while this goes on

    async with a_socket(city.api.gateways[1], city.token("partner_system")) as socket:
        hearing = asyncio.create_task(hear(socket))
        # Events are told from the subscription on: publish until the first of them is heard.
        await eventually(lambda: city.an_offer(provider=provider), lambda _offer: bool(heard))
        offer = await city.an_offer(provider=provider, title="Judo")
        taken = (await city.register(card, offer)).made

        async def types() -> set[str]:
            return {event["type"] for event in heard if not hearing.done()}

        wanted = {"partners.offer_published.v1", "budget.participation_confirmed.v2"}
        await eventually(types, lambda seen: wanted <= seen)
        hearing.cancel()
    published = [e["data"]["offer_id"] for e in heard if e["type"].startswith("partners.offer")]
    assert published[-1] == offer["id"]
    confirmed = [e["data"]["participation_id"] for e in heard if e["source"] == "budget"]
    assert confirmed == [taken["id"]]
    numbers = [event["sequence"] for event in heard if event["source"] == "partners"]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert card["holder"] not in str(heard)


async def test_a_subscription_is_refused_to_who_may_not_have_it(city: City) -> None:
    for role in ("clerk", "finance_officer", "provider"):
        async with a_socket(city.api.gateways[0], city.token(role)) as socket:
            assert await socket.refused("networkEvents", network=city.id) == ["not_allowed"]
