"""A dependency that is away: a command waits or fails clearly, and is never lost or doubled."""

import httpx2
import pytest

from tests.kit.city import City, today
from tests.kit.client import Answer, Json, a_key
from tests.kit.platform import RunningPlatform
from tests.kit.standstill import away
from tests.kit.talk import Talk
from tests.kit.waiting import eventually


async def _taking(city: City) -> Json:
    """The arguments of a participation, with its key."""
    offer, card = await city.an_offer(), await city.a_card()
    return {
        "key": a_key(),
        "cardNumber": card["number"],
        "offer": offer["id"],
        "on": str(today()),
    }


async def _once(city: City, taking: Json) -> Answer:
    """The answer to one request, whatever it is."""
    reply = await city.api.mutate("registerParticipation", city.token(), network=city.id, **taking)
    return Answer(reply.data["registerParticipation"])


async def _done_at_last(city: City, taking: Json) -> Answer:
    """The same wish with the same key until it is done, as a client would: over lost
    connections, too."""

    async def look() -> Answer | None:
        try:
            return await city.do("registerParticipation", **taking)
        except httpx2.TransportError:
            return None

    answer = await eventually(look, lambda a: a is not None and a.kind == "Done", seconds=90)
    assert answer is not None
    return answer


async def test_a_service_that_is_away_leaves_the_operation_pending_until_it_is_back(
    started: RunningPlatform, city: City
) -> None:
    taking = await _taking(city)
    with away(started, "cards"):
        answer = await _once(city, taking)
        assert answer.kind == "Pending"
    operation = answer.operation
    assert operation is not None
    ended = await city.api.ended(operation, city.token())
    assert ended["status"] == "DONE"
    again = await city.do("registerParticipation", **taking)
    assert again.operation == operation
    assert len(await city.pages("participations")) == 1


@pytest.mark.parametrize("part", ["kafka", "postgres"])
async def test_what_cannot_be_accepted_is_unavailable_and_safe_to_send_again(
    started: RunningPlatform, city: City, part: str
) -> None:
    taking = await _taking(city)
    with away(started, part):
        answer = await _once(city, taking)
        assert (answer.kind, answer.code) == ("Rejected", "unavailable")
    done = await _done_at_last(city, taking)
    assert done.made["status"] == "CONFIRMED"
    assert len(await city.pages("participations")) == 1


async def test_the_same_key_after_every_process_was_killed_gives_the_same_answer(
    started: RunningPlatform, city: City
) -> None:
    taking = await _taking(city)
    first = await city.do("registerParticipation", **taking)
    names = ("gateway-0", "gateway-1", "cards-0", "cards-1", "budget-0", "budget-1")
    killed = {name: started.pid(name) for name in names}
    for name in names:
        started.kill(name, wait=False)
    for name, pid in killed.items():
        started.wait_back(name, pid)
    again = await _done_at_last(city, taking)
    assert (again.operation, again.made["id"]) == (first.operation, first.made["id"])
    assert len(await city.pages("participations")) == 1


async def test_an_operation_that_a_crash_of_the_database_lost_comes_back_to_who_asked(
    started: RunningPlatform, talk: Talk, city: City
) -> None:
    taking = await _taking(city)
    clerk = city.token("clerk")
    operations = await talk.database("gateway")
    with away(started, "cards"):
        reply = await city.api.mutate("registerParticipation", clerk, network=city.id, **taking)
        operation = Answer(reply.data["registerParticipation"]).operation
        assert operation is not None
        # Accepted without waiting for the disk: this is what a crash may forget.
        await operations.execute("delete from operations.operations where id = $1", operation)
    ended = await city.api.ended(operation, clerk)
    assert ended["status"] == "DONE"
