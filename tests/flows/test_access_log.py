"""Who looked at whom: written down before anything is shown, and kept through a crash."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.kit.city import City, a_network, in_seconds
from tests.kit.client import Api, Json
from tests.kit.platform import RunningPlatform


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def accesses(city: City, **asked: object) -> list[Json]:
    """What the officer sees of the log."""
    officer = city.token("data_protection_officer")
    return await city.pages("accesses", token=officer, **asked)


async def test_every_look_at_a_person_is_written_down_with_who_and_how(city: City) -> None:
    holder, other = await city.a_holder(), await city.a_holder()
    clerk = city.token("clerk")
    begun = datetime.now(UTC).isoformat()
    await city.read("holder", token=clerk, id=holder)
    await city.read("holders", token=clerk)
    one, both_one = await accesses(city, holder=holder, since=begun)
    (both_other,) = await accesses(city, holder=other, since=begun)
    assert [look["operation"] for look in (one, both_one, both_other)] == [
        "holder",
        "holders",
        "holders",
    ]
    assert {look["role"] for look in (one, both_one, both_other)} == {"clerk"}
    assert len({look["actor"] for look in (one, both_one, both_other)}) == 1
    assert await accesses(city, actor=one["actor"], holder=holder, since=begun) == [one, both_one]
    assert await accesses(city, actor="somebody else") == []


async def test_who_is_shown_nobody_leaves_no_trace(city: City) -> None:
    holder = await city.a_holder()
    begun = datetime.now(UTC).isoformat()
    await city.read("offers", token=city.token("clerk"))
    await city.read("accounts")
    assert await accesses(city, since=begun) == []
    await city.make("eraseHolder", holder=holder)
    await city.read("holder", id=holder)
    assert await accesses(city, since=begun, holder=holder) == []


async def test_a_breach_names_each_person_who_was_shown_once(city: City) -> None:
    holders = [await city.a_holder() for _ in range(3)]
    intruder = city.token("outreach_worker")
    begun = datetime.now(UTC).isoformat()
    for each in (holders[0], holders[2], holders[0]):
        await city.read("holder", token=intruder, id=each)
    officer = city.token("data_protection_officer")
    (look, *_) = await accesses(city, since=begun)
    found = await city.pages(
        "affected",
        token=officer,
        since=begun,
        until=in_seconds(60),
        actor=look["actor"],
    )
    assert {each["holder"]: each["times"] for each in found} == {holders[0]: 2, holders[2]: 1}
    assert await city.pages("affected", token=officer, since=in_seconds(-60), until=begun) != found


async def test_what_a_killed_gateway_had_shown_was_written_down(
    started: RunningPlatform, city: City
) -> None:
    holders = [await city.a_holder() for _ in range(4)]
    begun, shown = datetime.now(UTC).isoformat(), []

    async def look_on_and_on(holder: str) -> None:
        for _ in range(200):
            try:
                read = await city.api.query(
                    "holder", city.token("clerk"), at=0, network=city.id, id=holder
                )
            except OSError:
                return
            if read.body and not read.codes and read.data["holder"]["givenName"]:
                shown.append(holder)

    looking = [asyncio.create_task(look_on_and_on(holder)) for holder in holders]
    while len(shown) < 20:  # noqa: ASYNC110 - others make progress
        await asyncio.sleep(0)
    await asyncio.to_thread(started.kill, "gateway-0")
    await asyncio.gather(*looking, return_exceptions=True)
    written = await accesses(city, since=begun)
    for holder in holders:
        looks = [each for each in written if each["holder"] == holder]
        assert len(looks) >= shown.count(holder)
    assert len(shown) >= 20
