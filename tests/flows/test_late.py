"""What desks did while they were offline, told through the public API."""

import asyncio
from typing import Any

from tests.flows.test_stories_cards import ANTWERP, a_scheme, an_entitled, left
from tests.kit.city import City, a_network, in_seconds, today
from tests.kit.client import Api, Json, a_key
from tests.kit.waiting import eventually


def a_line(card: Json | str, offer: Json, taken: int, **more: Any) -> Json:
    """A line of a device: a minute ago, with an id of its own."""
    number = card if isinstance(card, str) else card["number"]
    line = {"id": a_key(), "cardNumber": number, "offer": offer["id"], "takenCents": taken}
    return {**line, "happenedAt": in_seconds(-60), **more}


async def upload(city: City, *lines: Json, **token: str) -> list[str]:
    """What became of each line."""
    said = (await city.do("uploadParticipations", lines=list(lines), **token)).said
    assert [one["id"] for one in said["lines"]] == [line["id"] for line in lines]
    return [one["code"] or one["status"] for one in said["lines"]]


async def waiting(city: City, count: int, **filters: Any) -> list[Json]:
    """The work list, once so much is on it."""

    async def look() -> list[Json]:
        return await city.pages("workItems", **filters)

    return await eventually(look, lambda items: len(items) == count)


async def test_5_an_offline_sale_is_kept_and_the_balance_is_never_below_zero(api: Api) -> None:
    """An envelope of 50.00*, a fee of 40.00* at 20/40/40, told twice by the device."""
    city = await a_network(api, drawing_right_cents=5_000, own_contribution_cents=0)
    provider = await city.a_provider()
    offer = await city.an_offer(4_000, split_percent=(20, 40, 40), provider=provider)
    cards = [await city.a_card() for _ in range(4)]
    for card in cards[:3]:
        assert (await city.register(card, offer)).made["networkCents"] == 1_600
    line = a_line(cards[3], offer, 800)
    desk = {"token": city.token("provider", organisation=provider)}
    told = await asyncio.gather(*(upload(city, line, **desk) for _ in range(3)))
    assert told == [["ACCEPTED"]] * 3
    (item,) = await waiting(city, 1, kind="UNCOVERED")
    assert (item["cents"], item["organisation"], item["resolved"]) == (1_600, provider, False)
    shown = await city.read("participation", id=item["participation"])
    assert (shown["status"], shown["holderCents"], shown["uncoveredCents"]) == (
        "CONFIRMED",
        800,
        1_600,
    )
    assert (await city.balances())["DRAWING_RIGHT"]["balanceCents"] == 200
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert statement["totalCents"] == 6_400  # what is not covered is owed all the same

    done = await city.make(
        "resolveWorkItem", workItem=item["id"], workDecision="NETWORK_PAYS", reason="met college"
    )
    assert (done["resolved"], done["decision"], done["reason"], done["by"]) == (
        True,
        "network_pays",
        "met college",
        "coordinator",
    )
    assert await city.pages("workItems") == []
    (kept,) = await city.pages("workItems", open=False)
    assert kept == done


async def test_late_lines_count_and_are_never_refused_for_what_the_rules_say(city: City) -> None:
    scheme = await a_scheme(city, ANTWERP)
    holder, card = await an_entitled(city, scheme)
    dear, cheap = await city.an_offer(12_500), await city.an_offer(1_000)
    camp = await city.an_offer(9_000, category="CAMP")
    lines = [
        a_line(card, dear, 2_500),
        a_line(card, cheap, 200),
        a_line(card, camp, 1_800),
        a_line("0000000000000", cheap, 200),
        a_line(card, dear, 2_500),
        a_line(card, cheap, 200, happenedAt=in_seconds(3_600)),
    ]
    accepted = ["ACCEPTED"] * 5
    assert await upload(city, *lines) == [*accepted, "happened_at_invalid"]
    await left(city, holder, scheme, 0)
    items = await waiting(city, 4)
    found = sorted((item["kind"], item["cents"]) for item in items)
    assert found == [
        ("CARD_NOT_VALID", 200),
        ("CONFLICTING_UPLOAD", 2_500),
        ("UNCOVERED", 800),
        ("UNCOVERED", 7_200),
    ]
    changed = {**lines[0], "takenCents": 0}
    assert await upload(city, changed) == ["key_reused"]


async def test_a_line_that_is_none_is_named(city: City) -> None:
    line = a_line("0000000000000", await city.an_offer(), 200)
    wrong = {**line, "happenedAt": "gisteren"}
    said = (await city.do("uploadParticipations", lines=[line, wrong])).refused("instant_invalid")
    assert said["field"] == "lines.1.happenedAt"
    (await city.do("uploadParticipations", lines=[line, line])).refused("list_invalid")
    nobody = await city.do("uploadParticipations", lines=[{**line, "naam": "x"}])
    assert nobody.refused("field_unknown")["field"] == "lines.0"


async def test_a_municipality_decides_about_what_its_own_persons_did_only(api: Api) -> None:
    """A device tells of what was registered already, of a person of either municipality."""
    city = await a_network(api, size=2)
    here, there = city.municipalities
    offer = await city.an_offer()
    items: dict[str, Json] = {}
    for municipality in (here, there):
        card = await city.a_card(holder=await city.a_holder(municipality=municipality))
        taken = (await city.register(card, offer)).made["id"]
        assert await upload(city, a_line(card, offer, 200)) == ["ACCEPTED"]
        found = await waiting(city, len(items) + 1)
        items[municipality] = next(one for one in found if one["participation"] == taken)
    ours = city.token("coordinator", municipality=here)
    assert await city.pages("workItems", token=ours) == [items[here]]
    decided = {"workDecision": "NO_ACTION", "reason": "stond er al", "token": ours}
    foreign = await city.do("resolveWorkItem", workItem=items[there]["id"], **decided)
    foreign.refused("not_allowed")
    assert (await city.make("resolveWorkItem", workItem=items[here]["id"], **decided))["resolved"]
    assert await city.pages("workItems") == [items[there]]
