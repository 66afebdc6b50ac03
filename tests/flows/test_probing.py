"""A provider that tries card numbers is slowed and reported, through the public API."""

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import pytest

from tests.flows.test_late import a_line, upload
from tests.kit.city import City, today
from tests.kit.client import Answer, Json, a_key
from tests.kit.waiting import eventually

MOST = 20


def a_number() -> str:
    """A number that no card has."""
    return f"{random.randrange(10**12):013d}"


async def hours_later(city: City, provider: str, hours: int) -> None:
    """Turn the clock of a bucket: all that it holds happened so much earlier."""
    connection = await asyncpg.connect(city.api.platform.dsn("gateway"))
    try:
        await connection.execute(
            "update operations.attempts set level_at = level_at - $3::interval, "
            "slowed_until = slowed_until - $3::interval where stream = $1 and party = $2",
            city.id,
            f"organisation:{provider}",
            timedelta(hours=hours),
        )
    finally:
        await connection.close()


@dataclass
class Desk:
    """A provider's desk, an offer of its own and a card that works."""

    city: City
    provider: str
    token: str
    offer: Json
    card: Json

    async def quoted(self, number: str) -> Json:
        """What it is told of a number."""
        asked = {"cardNumber": number, "offer": self.offer["id"], "on": str(today())}
        return dict(await self.city.read("quote", token=self.token, **asked))

    async def register(self, number: str) -> Answer:
        """Taking part with a number."""
        return await self.city.register({"number": number}, self.offer, token=self.token)

    async def tell(self, line: Json) -> list[str]:
        """What became of a line that is told late."""
        return await upload(self.city, line, token=self.token)

    async def try_one_too_many(self) -> None:
        """Whichever way it asks: queries, registrations, and lines told late."""
        for _ in range(9):
            assert (await self.quoted(a_number()))["valid"] is False
            (await self.register(a_number())).refused("card_not_valid")
        assert await self.tell(a_line(a_number(), self.offer, 200)) == ["ACCEPTED"]
        check = await self.city.read("card", number=a_number(), token=self.token)
        assert check["valid"] is False
        assert (await self.quoted(self.card["number"]))["valid"] is True
        (await self.register(a_number())).refused("card_not_valid")


@pytest.fixture
async def desk(city: City) -> Desk:
    provider = await city.a_provider()
    token = city.token("provider", organisation=provider)
    return Desk(city, provider, token, await city.an_offer(provider=provider), await city.a_card())


async def probing(city: City) -> list[Json]:
    """The providers that wait for a word."""
    return await city.pages("workItems", kind="PROBING")


async def test_who_tries_numbers_waits_with_a_good_card_too(city: City, desk: Desk) -> None:
    await desk.try_one_too_many()
    good = desk.card["number"]
    assert (await desk.quoted(good))["code"] == "too_many_attempts"
    assert (await desk.quoted(a_number()))["code"] == "too_many_attempts"
    said = (await desk.register(good)).refused("too_many_attempts")
    assert 0 < said["waitSeconds"] <= 180
    assert f"{said['waitSeconds']} seconden" in said["message"]
    held = await city.hold(desk.card, desk.offer, token=desk.token)
    held.refused("too_many_attempts")
    line = a_line(desk.card, desk.offer, 200)
    assert await desk.tell(line) == ["too_many_attempts"]
    other = await city.a_provider("Museum")
    museum = await city.an_offer(provider=other)
    beside = Desk(city, other, city.token("provider", organisation=other), museum, desk.card)
    assert (await beside.quoted(good))["valid"] is True

    await hours_later(city, desk.provider, 2)
    assert (await desk.quoted(good))["valid"] is True
    assert await desk.tell(line) == ["ACCEPTED"]


async def test_who_tries_numbers_is_reported_once_a_day(city: City, desk: Desk) -> None:
    await desk.try_one_too_many()
    (item,) = await eventually(lambda: probing(city), lambda items: len(items) == 1)
    assert (item["organisation"], item["tries"], item["on"]) == (desk.provider, 21, str(today()))
    assert (item["atOffer"], item["cents"], item["participation"]) == (None, 0, None)
    assert item["firstAt"] < item["lastAt"]

    await hours_later(city, desk.provider, 2)
    for _ in range(MOST + 1):
        assert (await desk.quoted(a_number()))["valid"] is False
    assert (await desk.quoted(desk.card["number"]))["code"] == "too_many_attempts"
    done = await city.make(
        "resolveWorkItem", workItem=item["id"], workDecision="NO_ACTION", reason="gesproken"
    )
    assert (done["resolved"], done["reason"]) == (True, "gesproken")
    assert await probing(city) == []


async def test_a_clerk_who_mistypes_is_not_slowed(city: City) -> None:
    clerk = {"token": city.token("clerk")}
    for _ in range(MOST + 5):
        assert (await city.read("card", number=a_number(), **clerk))["valid"] is False
    card = await city.a_card()
    assert (await city.read("card", number=card["number"], **clerk))["valid"] is True


async def test_a_hundred_numbers_at_once_are_not_all_looked_at(city: City) -> None:
    provider = await city.a_provider()
    offer = await city.an_offer(provider=provider)
    token = city.token("provider", organisation=provider)
    wish = {"offer": offer["id"], "on": str(today()), "token": token}
    answers = await asyncio.gather(
        *(
            city.do("registerParticipation", key=a_key(), cardNumber=a_number(), **wish)
            for _ in range(150)
        )
    )
    codes = [answer.code for answer in answers]
    assert set(codes) == {"card_not_valid", "too_many_attempts"}
    # Two gateways with twenty under way each, beside the twenty that are forgiven and the last.
    assert codes.count("card_not_valid") <= MOST + 1 + 40
