"""Who is there, through the public API: at the door, told late, and under two files."""

from typing import Any

import pytest

from tests.flows.test_stories_cards import ANTWERP, a_scheme, an_entitled
from tests.kit.city import City, a_network, in_seconds, today
from tests.kit.client import Answer, Api, Json, a_key

HOUR = 3_600.0


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def show(city: City, card: Json, offer: Json, **more: Any) -> Answer:
    """A card is shown at the door."""
    return await city.do("checkIn", cardNumber=card["number"], offer=offer["id"], **more)


@pytest.fixture
async def scheme(city: City) -> str:
    return await a_scheme(city, ANTWERP)


async def test_a_provider_sees_who_is_there_by_the_last_digits_only(
    city: City, scheme: str
) -> None:
    provider = await city.a_provider()
    offer = await city.an_offer(1_000, provider=provider)
    holder, card = await an_entitled(city, scheme)
    taken = (await city.register(card, offer)).made
    desk = {"token": city.token("provider", organisation=provider)}
    there = (await show(city, card, offer, **desk)).made
    assert (there["participation"], there["holder"], there["on"]) == (
        taken["id"],
        None,
        str(today()),
    )
    assert there["cardSuffix"] == card["number"][-4:]
    (await show(city, card, offer, **desk)).refused("already_checked_in")
    asked = {"offer": offer["id"], "on": str(today())}
    assert await city.pages("checkIns", **asked, **desk) == [there]
    count = await city.read("checkInCount", **asked, **desk)
    assert (count["present"], count["toldLate"], count["outsideWindow"]) == (1, 0, 0)
    shown = await city.read("participation", id=taken["id"])
    assert shown["checkedInAt"] == there["at"]
    hers = {"token": city.token("card_holder", holder=holder)}
    assert [one["id"] for one in await city.pages("checkIns", **hers)] == [there["id"]]
    export = await city.read("personExport", holder=holder, **hers)
    assert there["id"] in str(export)


async def test_another_provider_sees_and_changes_nothing_of_it(city: City, scheme: str) -> None:
    provider, other = await city.a_provider(), await city.a_provider("Museum")
    offer = await city.an_offer(1_000, provider=provider)
    _, card = await an_entitled(city, scheme)
    there = (await show(city, card, offer)).made
    theirs = {"token": city.token("provider", organisation=other)}
    assert await city.pages("checkIns", offer=offer["id"], **theirs) == []
    count = await city.read("checkInCount", offer=offer["id"], on=str(today()), **theirs)
    assert count["present"] == 0
    (await show(city, card, offer, **theirs)).refused("not_allowed")
    (await city.do("cancelCheckIn", checkIn=there["id"], **theirs)).refused("not_allowed")
    undone = await city.make("cancelCheckIn", checkIn=there["id"])
    assert undone["cancelled"] is True
    again = (await show(city, card, offer)).made
    assert again["id"] != there["id"]


async def test_outside_the_window_the_door_is_closed_but_what_happened_is_kept(
    city: City, scheme: str
) -> None:
    _, card = await an_entitled(city, scheme)
    later = await city.an_offer(1_000, startsAt=in_seconds(6 * HOUR), endsAt=in_seconds(8 * HOUR))
    said = (await show(city, card, later)).refused("check_in_closed")
    assert said["message"].startswith("Inchecken kan van ")
    assert "–" not in said["message"]
    wide = await city.an_offer(1_000, startsAt=in_seconds(6 * HOUR), checkInBeforeMinutes=600)
    assert (await show(city, card, wide)).made["outsideWindow"] is False
    key, at = a_key(), in_seconds(-60)
    told = [await show(city, card, later, key=key, happenedAt=at) for _ in range(2)]
    assert told[0].made == told[1].made
    assert (told[0].made["toldLate"], told[0].made["outsideWindow"]) == (True, True)
    unknown = {"number": "0000000000000"}
    (await show(city, unknown, wide)).refused("card_not_valid")
    await city.make("blockCard", card=card["id"], reason="LOST")
    (await show(city, card, wide)).refused("card_not_valid")


async def test_a_person_of_two_files_is_there_once(city: City, scheme: str) -> None:
    offer = await city.an_offer(1_000)
    stays, card = await an_entitled(city, scheme)
    duplicate, other = await an_entitled(city, scheme)
    await city.make("mergeHolders", holder=stays, duplicate=duplicate)
    there = (await show(city, other, offer)).made
    (await show(city, card, offer)).refused("already_checked_in")
    assert [one["id"] for one in await city.pages("checkIns", holder=stays)] == [there["id"]]
    await city.make("splitHolders", duplicate=duplicate)
    assert (await show(city, card, offer)).kind == "Done"
