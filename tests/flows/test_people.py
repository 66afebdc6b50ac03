"""Persons move, live together and are entered twice: what staff and they themselves see of it."""

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def shown(city: City, who: str, role: str = "coordinator", /, **scope: str) -> Json:
    """A person as somebody sees her."""
    found: Json = await city.read("holder", token=city.token(role, **scope), id=who)
    return found


async def test_how_she_is_reached_is_told_to_staff_and_to_herself(city: City) -> None:
    holder = await city.a_holder()
    await city.make(
        "setContact", holder=holder, channel="SMS", phone="0470/00.00.00", language="fr"
    )
    told = {"channel": "SMS", "phone": "0470000000", "language": "fr", "address": None}
    for role, scope in (("clerk", {}), ("card_holder", {"holder": holder})):
        contact = (await shown(city, holder, role, **scope))["contact"]
        assert {name: contact[name] for name in told} == told
    for wrong, code in (
        ({"channel": "LETTER"}, "contact_incomplete"),
        ({"channel": "MAIL", "mail": "geen adres"}, "mail_invalid"),
        ({"channel": "CALL", "phone": "veel"}, "phone_invalid"),
        ({"channel": "CALL", "phone": "015000000", "language": "Nederlands"}, "language_invalid"),
    ):
        (await city.do("setContact", holder=holder, **wrong)).refused(code)


async def test_a_move_takes_her_file_cards_and_rights_along(api: Api) -> None:
    city = await a_network(api, size=2)
    here, there = city.municipalities
    holder = await city.a_holder(municipality=here)
    card = await city.a_card(20_000, holder=holder)
    offer = await city.an_offer()
    await city.register(card, offer)
    old, new = (city.token("clerk", municipality=one) for one in (here, there))
    moved = await city.do(
        "moveHolder", token=old, holder=holder, since=str(today()), municipality=there
    )
    assert moved.made["givenName"] is None
    assert await city.read("holder", token=old, id=holder) is None
    seen = await city.read("holder", token=new, id=holder)
    assert seen["municipality"] == there
    assert [one["id"] for one in seen["cards"]] == [card["id"]]
    assert seen["rights"][0]["usage"]["usedCents"] == 800
    await city.make(
        "moveHolder",
        holder=holder,
        since=str(today()),
        residence="INSTITUTION",
        institution="Huis ter Linde",
    )
    outside = await city.read("holder", token=new, id=holder)
    assert (outside["leftOn"], outside["institution"]) == (str(today()), "Huis ter Linde")


async def test_a_secret_address_is_for_few(city: City) -> None:
    holder = await city.a_holder()
    household = (await city.make("foundHousehold", adults=[holder]))["id"]
    await city.make("setContact", holder=holder, channel="LETTER", address="Ergens 1")
    await city.make("setAddressSecret", holder=holder, secret=True)
    for role, scope in (("coordinator", {}), ("card_holder", {"holder": holder})):
        seen = await shown(city, holder, role, **scope)
        assert seen["municipality"] == city.municipality
        assert (seen["households"], seen["contact"]["address"]) == ([household], "Ergens 1")
    for role in ("clerk", "outreach_worker"):
        seen = await shown(city, holder, role)
        assert (seen["municipality"], seen["households"]) == (None, [])
        assert seen["contact"]["address"] is None
        token = city.token(role)
        assert (await city.read("household", token=token, id=household))["members"] == []


async def test_each_parent_sees_what_is_hers_to_see(city: City) -> None:
    mother, father, child = [await city.a_holder() for _ in range(3)]
    hers = (await city.make("foundHousehold", adults=[mother]))["id"]
    his = (await city.make("foundHousehold", adults=[father]))["id"]
    for household, share in ((hers, 60), (his, 40)):
        await city.make(
            "joinHousehold", household=household, holder=child, role="CHILD", sharePercent=share
        )
    refused = await city.do(
        "changeMember", household=hers, holder=child, role="CHILD", sharePercent=61
    )
    refused.refused("share_exceeded")

    async def members(who: str, household: str) -> list[tuple[str, int]] | None:
        token = city.token("card_holder", holder=who)
        seen = await city.read("household", token=token, id=household)
        return seen and [(one["holder"]["id"], one["sharePercent"]) for one in seen["members"]]

    assert await members(mother, hers) == sorted([(mother, 100), (child, 60)])
    assert await members(father, his) == sorted([(father, 100), (child, 40)])
    assert await members(mother, his) is None
    assert await members(father, hers) is None
    assert await members(child, his) == [(child, 40)]
    await city.make("leaveHousehold", household=hers, holder=child)
    assert (await shown(city, child))["households"] == [his]


async def test_a_child_of_two_networks_has_one_cap_and_a_payer(api: Api, city: City) -> None:
    other = await a_network(api)
    child = await city.a_holder()
    wish: Json = {"holder": child, "sharePercent": 50, "payerNetwork": other.id}
    made = await city.make("agreeCoParenting", otherNetwork=other.id, **wish)
    assert made["coParenting"] == {
        "sharePercent": 50,
        "otherNetwork": other.id,
        "payerNetwork": other.id,
    }
    nowhere = "00000000-0000-4000-8000-000000000000"
    (await city.do("agreeCoParenting", otherNetwork=nowhere, **wish)).refused("network_unknown")
    assert (await city.make("endCoParenting", holder=child))["coParenting"] is None


async def test_a_person_who_was_entered_twice_is_one_and_two_again(city: City) -> None:
    stays = await city.a_holder(familyName="Verbruggen")
    duplicate = await city.a_holder(familyName="Verbrugghen", givenName="Zeinep")
    card = await city.a_card(20_000, holder=duplicate)
    taken = (await city.register(card, await city.an_offer())).made
    merged = await city.make("mergeHolders", holder=stays, duplicate=duplicate)
    assert merged["merged"] == [duplicate]
    assert [one["number"] for one in merged["cards"]] == [card["number"]]
    assert merged["rights"][0]["usage"]["usedCents"] == 800
    for asked in ({"text": "Verbrugghen"}, {"cardNumber": card["number"]}):
        nodes = (await city.read("findHolders", **asked))["nodes"]
        assert [one["id"] for one in nodes] == [stays]
    for token in (city.token(), city.token("card_holder", holder=stays)):
        seen = await city.pages("participations", token=token, holder=stays)
        assert [one["id"] for one in seen] == [taken["id"]]
    (
        await city.do(
            "grantRight",
            holder=duplicate,
            yearlyCeilingCents=100,
            validFrom=f"{today().year + 2}-01-01",
            validUntil=f"{today().year + 2}-12-31",
        )
    ).refused("holder_merged")
    await city.make("splitHolders", duplicate=duplicate)
    again = await shown(city, stays)
    assert (again["merged"], again["cards"]) == ([], [])
    assert [one["id"] for one in (await shown(city, duplicate))["cards"]] == [card["id"]]
