"""Following what was asked and what happens: look-ups and subscriptions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import uuid4

from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.socket import a_socket

PATIENCE = 30.0


async def test_an_operation_can_be_looked_up_by_who_asked_for_it(city: City) -> None:
    clerk = city.token("clerk")
    wish = {"givenName": "An", "familyName": "Claes", "birthDate": "2001-01-01"}
    done = await city.do("registerHolder", token=clerk, municipality=city.municipality, **wish)
    found = await city.api.read("operation", clerk, id=done.operation)
    assert (found["status"], found["made"]) == ("DONE", done.made["id"])
    assert await city.api.read("operation", city.token("finance_officer"), id=done.operation) is None
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


async def test_an_unknown_operation_is_no_subscription(city: City) -> None:
    async with a_socket(city.api.gateways[0], city.token()) as socket, asyncio.timeout(PATIENCE):
        assert await socket.refused("operation", id=str(uuid4())) == ["operation_unknown"]


async def first_of(events: AsyncIterator[Json], count: int) -> list[Json]:
    """The first few, then no more."""
    async with aclosing(events):  # type: ignore[type-var]
        return [event async for _n, event in _counted(events, count)]


async def _counted(events: AsyncIterator[Json], count: int) -> AsyncIterator[tuple[int, Json]]:
    number = 0
    async for event in events:
        number += 1
        yield number, event
        if number == count:
            return


async def test_a_partner_hears_a_networks_public_events_as_they_happen(city: City) -> None:
    token = city.token("partner_system")
    card = await city.a_card()
    async with a_socket(city.api.gateways[1], token) as socket, asyncio.timeout(PATIENCE):
        events = socket.subscribe("networkEvents", network=city.id)
        hearing = asyncio.create_task(first_of(events, 3))
        # What was told from now on: so first hear something of which it is known when it was.
        await subscribed(city, hearing)
        offer = await city.an_offer(provider=(await city.pages("organisations"))[0]["id"])
        taken = (await city.register(card, offer)).made
        heard = await hearing
    by_type = {event["type"]: event["data"] for event in heard}
    assert by_type["partners.offer_published.v1"]["offer_id"] == offer["id"]
    assert by_type["budget.participation_confirmed.v1"]["participation_id"] == taken["id"]
    assert card["holder"] not in str(heard)
