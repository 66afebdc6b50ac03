"""Several people in one request, through the public API: all of them take part, or nobody."""

import asyncio
from typing import Any

import pytest

from tests.kit.city import City, a_network, in_seconds, today
from tests.kit.client import Api, Json, a_key
from tests.kit.several import a_line, together


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def a_family(city: City, size: int = 3) -> list[Json]:
    """Cards of so many people."""
    return [await city.a_card() for _ in range(size)]


async def left_of(city: City) -> int:
    """What may still be spent this year, in cents."""
    accounts = await city.balances()
    kinds = ("DRAWING_RIGHT", "OWN_CONTRIBUTION")
    return int(sum(accounts[kind]["availableCents"] for kind in kinds))


def sums(group: Json) -> tuple[int, int, int]:
    return group["priceCents"], group["holderCents"], group["networkCents"]


async def test_two_children_and_a_parent_take_part_with_one_answer(api: Api) -> None:
    city = await a_network(api)
    provider = await city.a_provider()
    offer, cards = await city.an_offer(provider=provider), await a_family(city)
    before, desk = await left_of(city), city.token("provider", organisation=provider)
    lines = [a_line(card["number"], offer["id"]) for card in cards]
    key = a_key()
    done = await city.do("registerGroup", token=desk, key=key, lines=lines)
    assert sums(done.made) == (3_000, 600, 2_400)
    assert {one["status"] for one in done.made["participations"]} == {"CONFIRMED"}
    assert {one["group"] for one in done.made["participations"]} == {done.made["id"]}
    assert before - await left_of(city) == 2_400
    again = await city.do("registerGroup", token=desk, key=key, lines=lines)
    assert again.said == done.said
    assert len(await city.pages("participations")) == 3
    seen = await city.read("group", token=desk, id=done.made["id"])
    assert seen == done.made
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert statement["totalCents"] == 2_400
    told = await city.api.read("operation", desk, id=done.operation)
    assert (told["status"], told["made"]) == ("DONE", done.made["id"])


async def test_the_same_group_ten_times_through_two_gateways_is_one_group(city: City) -> None:
    offer, cards = await city.an_offer(), await a_family(city)
    before, key = await left_of(city), a_key()
    answers = await asyncio.gather(
        *(together(city, cards, offer, key=key, at=number % 2) for number in range(10))
    )
    assert all(answer.said == answers[0].said for answer in answers)
    assert {one["status"] for one in answers[0].made["participations"]} == {"CONFIRMED"}
    assert before - await left_of(city) == 2_400


async def test_one_blocked_card_and_nothing_happened(api: Api) -> None:
    city = await a_network(api)
    offer, cards = await city.an_offer(), await a_family(city)
    before = await left_of(city)
    await city.make("blockCard", card=cards[1]["id"], reason="LOST")
    refused = (await together(city, cards, offer)).refused("card_not_valid")
    assert refused["field"] == "lines.1.cardNumber"
    assert refused["message"] == "Regel 2: deze kaart is niet geldig op die dag."
    assert await left_of(city) == before
    assert await city.pages("participations") == []
    unknown = [cards[0], {"number": "0000000000000"}]
    said = (await together(city, unknown, offer)).refused("card_not_valid")
    assert (said["field"], said["message"]) == (refused["field"], refused["message"])
    assert (await together(city, [cards[0], cards[2]], offer)).kind == "Done"


async def test_of_two_groups_for_the_last_money_exactly_one_takes_part(api: Api) -> None:
    city = await a_network(api, drawing_right_cents=0, own_contribution_cents=2_500)
    offer, cards = await city.an_offer(), await a_family(city, 6)
    answers = await asyncio.gather(
        together(city, cards[:3], offer), together(city, cards[3:], offer)
    )
    kinds = sorted(answer.kind for answer in answers)
    assert kinds == ["Done", "Rejected"]
    refused = next(answer for answer in answers if answer.kind == "Rejected")
    assert refused.refused("envelope_empty")["field"] == "lines.0"
    assert await left_of(city) == 100
    states = [each["status"] for each in await city.pages("participations")]
    assert sorted(states) == ["CONFIRMED"] * 3 + ["DECLINED"] * 3


async def test_a_held_group_is_confirmed_and_cancelled_whole(city: City) -> None:
    offer, cards = await city.an_offer(), await a_family(city)
    before = await left_of(city)
    held = (await together(city, cards, offer, holdUntil=in_seconds(3_600))).made
    assert {one["status"] for one in held["participations"]} == {"HELD"}
    alone = held["participations"][0]["id"]
    await city.make("voidParticipation", participation=alone)
    done = (await city.do("confirmGroup", group=held["id"])).made
    states = [one["status"] for one in done["participations"]]
    assert states == ["VOIDED", "CONFIRMED", "CONFIRMED"]
    assert sums(done) == (2_000, 400, 1_600)
    assert before - await left_of(city) == 1_600
    (await city.do("voidGroup", group=held["id"])).refused("not_held")
    undone = (await city.do("cancelGroup", group=held["id"])).made
    assert [one["status"] for one in undone["participations"]] == ["VOIDED", *["CANCELLED"] * 2]
    assert (sums(undone), await left_of(city)) == ((0, 0, 0), before)


async def test_a_provider_acts_on_its_own_offers_only_every_line_of_them(city: City) -> None:
    mine, other = await city.a_provider("Eerste"), await city.a_provider("Tweede")
    offers = [await city.an_offer(provider=one) for one in (mine, other)]
    cards = await a_family(city, 2)
    desk = city.token("provider", organisation=mine)
    lines = [a_line(card["number"], offers[n]["id"]) for n, card in enumerate(cards)]
    refused = await city.do("registerGroup", token=desk, lines=lines)
    assert refused.refused("not_allowed")["field"] == "lines.1.offer"
    both = (await city.do("registerGroup", lines=lines)).made
    assert len((await city.read("group", token=desk, id=both["id"]))["participations"]) == 1
    (await city.do("cancelGroup", token=desk, group=both["id"])).refused("not_allowed")
    theirs = (await together(city, cards, await city.an_offer(provider=other))).made
    assert await city.read("group", token=desk, id=theirs["id"]) is None
    (await city.do("cancelGroup", token=desk, group=theirs["id"])).refused("not_allowed")


@pytest.fixture(scope="module")
async def good_line(api: Api) -> tuple[City, Json]:
    """A network, and a line that can be taken there."""
    city = await a_network(api)
    card = await city.a_card()
    return city, a_line(card["number"], (await city.an_offer())["id"])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"on": "2026-02-30"}, "date_invalid", "lines.0.on"),
        ({"offer": "no id"}, "uuid_invalid", "lines.0.offer"),
        ({"cardNumber": "1" * 41}, "text_too_long", "lines.0.cardNumber"),
        ({"otherHelpCents": "ten"}, "number_invalid", "lines.0.otherHelpCents"),
        ({"naam": "x"}, "field_unknown", "lines.0"),
        ({"offer": "00000000-0000-4000-8000-00000000000f"}, "offer_unknown", "lines.0.offer"),
    ],
)
async def test_a_wrong_line_is_named(
    good_line: tuple[City, Json], changes: dict[str, Any], code: str, field: str
) -> None:
    city, line = good_line
    refused = await city.do("registerGroup", lines=[{**line, **changes}])
    assert refused.refused(code)["field"] == field
