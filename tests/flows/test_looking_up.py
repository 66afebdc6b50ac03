"""A desk finds a person by card, by name however it is spelled, and by birth date."""

import asyncio
from typing import Any

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.everything import table_rows
from tests.kit.platform import RunningPlatform


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def found(city: City, **asked: Any) -> list[str]:
    """The ids of who was found, in order."""
    return [one["id"] for one in (await city.read("findHolders", first=20, **asked))["nodes"]]


async def named(city: City, given: str, family: str, born: str = "1990-05-17") -> str:
    """A person of this name."""
    return await city.a_holder(givenName=given, familyName=family, birthDate=born)


async def test_a_person_is_found_however_the_desk_spells_her(city: City) -> None:
    fatima = await named(city, "Fatima", "El-Khattabi", "1984-02-29")
    joke = await named(city, "Joke", "van den Berghe")
    jan = await named(city, "Jan", "Janssens")
    for text, person in {
        "elkhatabi": fatima,
        "Khattabi Fatima": fatima,
        "Vandenberghe": joke,
        "joke vd berg": joke,
        "VAN DEN BERGHE, Joke": joke,
        "jansens": jan,
        "Jan Janssen": jan,
    }.items():
        assert (await found(city, text=text))[:1] == [person], text
    assert await found(city, text="Peeters") == []
    assert await found(city, birthDate="1984-02-29") == [fatima]
    assert await found(city, text="Fatma", birthDate="1984-02-29") == [fatima]


async def test_a_birth_date_sets_those_of_one_name_apart(city: City) -> None:
    older = await named(city, "An", "Maes", "1950-01-01")
    younger = await named(city, "An", "Maes", "2001-12-31")
    assert set(await found(city, text="An Maes")) == {older, younger}
    assert (await found(city, text="Maes", birthDate="2001-12-31"))[0] == younger
    nodes = await city.pages("findHolders", text="maes")
    assert {one["id"] for one in nodes} == {older, younger}


async def test_a_card_leads_to_its_person_and_a_stranger_s_to_nobody(api: Api, city: City) -> None:
    holder = await city.a_holder()
    card = await city.a_card(holder=holder)
    assert await found(city, cardNumber=card["number"]) == [holder]
    other = await a_network(api)
    assert await found(other, cardNumber=card["number"]) == []
    assert await found(other, text="Zeynep") == []


async def test_a_clerk_finds_within_her_municipality_only(api: Api) -> None:
    city = await a_network(api, size=2)
    here, there = city.municipalities
    mine = await city.a_holder(municipality=here, familyName="Verbruggen")
    await city.a_holder(municipality=there, familyName="Verbruggen")
    clerk = city.token("clerk", municipality=here)
    assert await found(city, token=clerk, text="verbrugge") == [mine]


async def test_who_is_corrected_is_found_by_her_new_name_only(city: City) -> None:
    holder = await named(city, "Ann", "Willems")
    await city.make(
        "correctHolder",
        holder=holder,
        givenName="Hanne",
        familyName="Verschueren",
        birthDate="1990-05-17",
    )
    assert await found(city, text="Verschuren") == [holder]
    assert await found(city, text="Willems") == []


async def test_nothing_to_look_for_is_told(city: City) -> None:
    nothing: list[Json] = [{}, {"text": "123 !"}]
    for asked in nothing:
        reply = await city.api.query("findHolders", city.token(), network=city.id, **asked)
        assert reply.codes == ["nothing_to_look_for"]


async def test_who_is_erased_is_found_by_nothing_not_after_a_rebuild_either(
    started: RunningPlatform, city: City
) -> None:
    gone = await named(city, "Xaviera", "Quisthoudt", "1933-03-03")
    kept = await named(city, "Xaviera", "Quisthoudts", "1933-03-04")
    await city.make("eraseHolder", holder=gone)
    for _attempt in range(2):
        assert await found(city, text="kwisthout") == [kept]
        assert await found(city, birthDate="1933-03-03") == []
        replay = await asyncio.to_thread(started.command, "replay", "--json")
        assert replay.returncode == 0, replay.stderr


async def test_many_at_once_are_all_found(city: City) -> None:
    letters = "abcdefghij"
    names = [f"Zwartebroeck{letter}oorde" for letter in letters]
    people = await asyncio.gather(*(named(city, "Gust", name) for name in names))
    for name, person in zip(names, people, strict=True):
        assert (await found(city, text=name))[0] == person


async def test_the_number_is_one_persons_and_stands_nowhere_in_clear(
    started: RunningPlatform, city: City
) -> None:
    number = a_number()
    first = await city.a_holder(nationalNumber=number)
    assert (await city.read("holder", id=first))["hasNationalNumber"]
    again = await city.do(
        "registerHolder",
        municipality=city.municipality,
        givenName="Zelfde",
        familyName="Persoon",
        birthDate="1990-05-17",
        nationalNumber=number,
    )
    assert again.refused("number_taken")["person"] == first
    await city.make("eraseHolder", holder=first)
    await city.a_holder(nationalNumber=number)
    async for place, chunk in table_rows(started.platform):
        assert number.encode() not in chunk, place


def a_number() -> str:
    """A test number, its month raised by 60."""
    serial = today().toordinal() % 997 + 1
    digits = f"9065{17:02d}{serial:03d}"
    return f"{digits}{97 - int(digits) % 97:02d}"
