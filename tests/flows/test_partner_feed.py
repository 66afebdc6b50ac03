"""A partner system follows a network's events at /events and proves that it missed none."""

import asyncio
from dataclasses import dataclass, field

import pytest

from tests.kit.city import City, today
from tests.kit.client import Api, Json
from tests.kit.socket import a_socket
from tests.kit.waiting import eventually

SOURCES = ("budget", "cards", "partners")
AT_ONCE_S = 3.0
"""Well below the time after which a waiting gateway looks again without being woken."""


@dataclass
class Subscriber:
    """Follows one source from the beginning, and accounts for every sequence of it."""

    city: City
    source: str
    limit: int = 3
    at: int = 0
    events: list[Json] = field(default_factory=list)

    async def next(self, wait: int = 0) -> Json:
        """The next batch; it accounts for every sequence up to its `next`, each once."""
        reply = await self.city.api.get(
            "/events",
            self.city.token("partner_system"),
            network=self.city.id,
            source=self.source,
            after=self.at,
            limit=self.limit,
            wait=wait,
        )
        assert reply.status == 200, reply.text
        batch: Json = reply.body
        told = [event["sequence"] for event in batch["events"]]
        assert told == sorted(told)
        hidden = [n for first, last in batch["skipped"] for n in range(first, last + 1)]
        assert sorted([*told, *hidden]) == list(range(self.at + 1, batch["next"] + 1))
        assert batch["next"] <= batch["head"]
        assert len(told) <= self.limit
        self.events += batch["events"]
        self.at = batch["next"]
        return batch

    async def to(self, head: int) -> None:
        """Follow until so far."""

        async def read() -> int:
            await self.next()
            return self.at

        await eventually(read, lambda at: at >= head)


async def heads(city: City) -> dict[str, int]:
    """How far each source is."""
    reply = await city.api.get("/events/head", city.token("partner_system"), network=city.id)
    found: dict[str, int] = reply.body["heads"]
    return found


async def some_days(city: City) -> tuple[Json, list[Json]]:
    """A card, and what was registered, held and cancelled in a network."""
    provider = await city.a_provider()
    card, offers = await city.a_card(), [await city.an_offer(provider=provider) for _ in range(3)]
    taken = [(await city.register(card, offer)).made for offer in offers[:2]]
    held = (await city.hold(card, offers[2])).made
    await city.make("voidParticipation", participation=held["id"])
    await city.make("cancelParticipation", participation=taken[0]["id"])
    await city.make("withdrawOffer", offer=offers[0]["id"])
    return card, [*taken, held]


async def test_all_three_sources_are_followed_while_things_happen(city: City) -> None:
    followers = [Subscriber(city, source) for source in SOURCES]
    happening = asyncio.create_task(some_days(city))
    while not happening.done():
        for follower in followers:
            await follower.next()
    card, taken = await happening
    # Cards settles behind the answers: the heads stand still when it has.
    settled = len(["requested", "settled"]) * len(taken)

    async def look() -> dict[str, int]:
        return await heads(city)

    ends = await eventually(look, lambda found: found["cards"] >= 4 + settled)
    for follower in followers:
        await follower.to(ends[follower.source])
    by_source = {follower.source: follower.events for follower in followers}
    told = {source: [event["type"] for event in events] for source, events in by_source.items()}
    assert told["cards"] == []
    assert told["partners"] == [
        "partners.network_opened.v1",
        "partners.organisation_admitted.v1",
        *["partners.offer_published.v1"] * 3,
        "partners.offer_withdrawn.v1",
    ]
    years = ["budget.year_opened.v2"] * 3
    assert told["budget"] == [
        *years,
        *["budget.participation_confirmed.v2"] * 2,
        "budget.participation_held.v2",
        "budget.participation_voided.v2",
        "budget.participation_reversed.v2",
    ]
    assert card["holder"] not in str(by_source)
    assert card["number"] not in str(by_source)
    assert {event["network"] for events in by_source.values() for event in events} == {city.id}


async def test_whoever_starts_again_reads_the_same(city: City) -> None:
    await some_days(city)
    ends = await heads(city)
    for source in SOURCES:
        first, again = Subscriber(city, source), Subscriber(city, source, limit=100)
        await first.to(ends[source])
        await again.to(ends[source])
        assert first.events[: len(again.events)] == again.events[: len(first.events)]
        assert len({event["id"] for event in first.events}) == len(first.events)


async def test_a_long_poll_wakes_when_something_happens(city: City) -> None:
    follower = Subscriber(city, "partners", limit=100)
    await follower.to(1)
    waiting = asyncio.create_task(follower.next(wait=30))
    offer = await city.an_offer()
    async with asyncio.timeout(AT_ONCE_S):
        await waiting
        while follower.events[-1]["type"] != "partners.offer_published.v1":
            await follower.next(wait=30)
    assert follower.events[-1]["data"]["offer_id"] == offer["id"]


async def test_a_long_poll_with_nothing_new_ends_where_it_began(untouched: City) -> None:
    head = (await heads(untouched))["partners"]
    follower = Subscriber(untouched, "partners", at=head)
    batch = await follower.next(wait=1)
    assert (batch["events"], batch["skipped"], batch["next"]) == ([], [], head)


@pytest.mark.parametrize("role", ["clerk", "provider", "finance_officer", "card_holder"])
async def test_the_feed_is_not_for_everybody(untouched: City, role: str) -> None:
    for path in ("/events", "/events/head"):
        reply = await untouched.api.get(path, untouched.token(role), network=untouched.id)
        assert (reply.status, reply.body["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("role", ["coordinator", "partner_system"])
async def test_who_works_for_one_municipality_does_not_follow_the_whole_network(
    untouched: City, role: str
) -> None:
    bound = untouched.token(role, municipality=untouched.municipality)
    for path in ("/events", "/events/head"):
        reply = await untouched.api.get(path, bound, network=untouched.id)
        assert (reply.status, reply.body["code"]) == (403, "not_allowed")
        reply = await untouched.api.get(path, untouched.token(role), network=untouched.id)
        assert reply.status == 200
    async with a_socket(untouched.api.gateways[0], bound) as socket:
        assert await socket.refused("networkEvents", network=untouched.id) == ["not_allowed"]


async def test_the_feed_of_another_network_is_closed(api: Api, untouched: City) -> None:
    elsewhere = api.token("partner_system", "11111111-2222-4333-8444-555555555555")
    for path in ("/events", "/events/head"):
        reply = await api.get(path, elsewhere, network=untouched.id)
        assert (reply.status, reply.body["code"]) == (403, "not_allowed")
        reply = await api.get(path, None, network=untouched.id)
        assert (reply.status, reply.body["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("network", "geen", "uuid_invalid"),
        ("source", "geen", "bad_input"),
        ("after", "-1", "number_invalid"),
        ("after", str(2**63), "number_invalid"),
        ("limit", "0", "number_invalid"),
        ("limit", "1001", "number_invalid"),
        ("wait", "x", "number_invalid"),
    ],
)
async def test_a_wrong_question_has_a_code(
    untouched: City, name: str, value: str, code: str
) -> None:
    asked: Json = {"network": untouched.id, "source": "partners", name: value}
    reply = await untouched.api.get("/events", untouched.token("partner_system"), **asked)
    assert reply.status == 400
    assert (reply.body["code"], reply.body["field"]) == (code, name)


async def test_a_year_is_public_with_its_money(city: City) -> None:
    follower = Subscriber(city, "budget")
    await follower.to(3)
    assert [event["data"]["year"] for event in follower.events] == [
        today().year - 1,
        today().year,
        today().year + 1,
    ]
    cents = [transfer["cents"] for transfer in follower.events[0]["data"]["transfers"]]
    assert cents == [734_400, 1_468_800]
