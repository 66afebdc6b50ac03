"""What is owed without money for it: story 3's money, and the decisions that cover it.

`*` marks invented input, as in the stories. Years are those around today, as in
`test_stories.py`. (2025, 2026 of the story: last year, this year.)
"""

import asyncio
from typing import Any

from tests.flows.test_envelopes import an_envelope, moved, shown
from tests.flows.test_late import a_line, upload, waiting
from tests.flows.test_stories import left
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, a_key
from tests.kit.waiting import eventually

DECIDED = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today()), "reference": "2026/31"}


async def amounts(city: City, **filters: Any) -> list[Json]:
    """What is or was uncovered."""
    return await city.pages("uncoveredAmounts", **filters)


async def told(city: City, card: Json, offer: Json, at: str) -> None:
    """A desk tells of a sale for which it took 5.00."""
    line = {"id": a_key(), "cardNumber": card["number"], "offer": offer["id"]}
    assert await upload(city, {**line, "takenCents": 500, "happenedAt": at}) == ["ACCEPTED"]


async def test_3_twenty_euros_of_new_years_eve_stand_uncovered_until_they_are_decided(
    city: City,
) -> None:
    """A ceiling of 200.00 per calendar year*, all of last year's used; 80% of 25.00 is 20.00."""
    last_year, this_year = today().year - 1, today().year
    provider = await city.a_provider()
    session, holder = await city.an_offer(2_500, provider=provider), await city.a_holder()
    right = await city.make(
        "grantRight",
        holder=holder,
        yearlyCeilingCents=20_000,
        validFrom=f"{last_year}-01-01",
        validUntil=f"{this_year}-12-31",
    )
    card = await city.a_card(right=right["id"])
    await city.register(card, await city.an_offer(25_000), on=today().replace(last_year, 12, 31))
    await left(city, holder, last_year, 0)

    await told(city, card, session, f"{last_year}-12-31T23:30:00+01:00")
    [item] = await waiting(city, 1, kind="UNCOVERED")
    [amount] = await amounts(city)
    assert (amount["year"], amount["cents"], amount["reason"]) == (last_year, 2_000, "LIMIT")
    sale = await city.read("participation", id=amount["participation"])
    assert (sale["holderCents"], sale["networkCents"], sale["uncoveredCents"]) == (
        500,
        2_000,
        2_000,
    )
    await left(city, holder, this_year, 20_000)

    await told(city, card, session, f"{last_year}-12-31T23:10:00+00:00")
    await left(city, holder, this_year, 18_000)
    assert len(await amounts(city)) == 1

    await it_is_decided(city, item, last_year)


async def it_is_decided(city: City, item: Json, year: int) -> None:
    """Money comes in and own contribution pays, by decision: nothing is uncovered any more."""
    await city.make("enterFunding", year=year, source="GIFT", totalCents=50_000)
    [amount] = await amounts(city, status="OPEN")
    wish = {"participation": amount["participation"], "reason": "LIMIT", **DECIDED}
    poor = await city.do("coverUncovered", **wish, source="WELFARE_FUND")
    assert poor.refused("envelope_empty")["message"]
    done = await city.make("coverUncovered", **wish, source="OWN_CONTRIBUTION")
    assert (done["status"], done["paidBy"], done["reference"]) == ("COVERED", None, "2026/31")
    (await city.do("coverUncovered", **wish)).refused("not_uncovered")

    async def resolved() -> Json:
        found = await city.pages("workItems", open=False)
        return next(one for one in found if one["id"] == item["id"])

    end = await eventually(resolved, lambda one: one["resolved"])
    assert (end["decision"], end["by"]) == ("covered", "process")
    sale = await city.read("participation", id=amount["participation"])
    assert (sale["holderCents"], sale["uncoveredCents"]) == (500, 0)
    [total] = await city.pages("uncoveredTotals", year=year)
    assert (total["items"], total["cents"]) == (0, 0)


async def test_what_waits_for_money_is_covered_in_its_order_and_one_by_decision(api: Api) -> None:
    """Three sales of 16.00 with nothing in the camp envelope; the third is decided about first."""
    city = await a_network(api)
    camps = await an_envelope(city, "Kampen", 1)
    camp = await city.an_offer(4_000, split_percent=(20, 40, 40))
    for _sale in range(3):
        assert await upload(city, a_line(await city.a_card(), camp, 800)) == ["ACCEPTED"]
    await waiting(city, 3, kind="UNCOVERED")
    first, second, third = await amounts(city, reason="MONEY", status="OPEN")
    [total] = await city.pages("uncoveredTotals")
    assert (total["envelope"], total["items"], total["cents"]) == (camps["id"], 3, 4_800)

    await city.make(
        "coverUncovered", participation=third["participation"], reason="MONEY", **DECIDED
    )
    await moved(city, 1_700, toEnvelope=camps["id"])
    states = {one["id"]: one["status"] for one in await amounts(city)}
    assert [states[one["id"]] for one in (first, second, third)] == ["COVERED", "OPEN", "COVERED"]
    assert (await shown(city, camps["id"]))["freeCents"] == 101
    await city.make("cancelParticipation", participation=second["participation"])
    states = {one["id"]: one["status"] for one in await amounts(city)}
    assert states[second["id"]] == "CANCELLED"
    assert await city.pages("uncoveredAmounts", status="OPEN") == []


async def test_more_than_one_decision_covers_is_covered_without_another(city: City) -> None:
    """205 sales of which 0.40 is uncovered; money for 204 comes at once, and covers 200."""
    camps = await an_envelope(city, "Kampen", 1, paysForAll=False, paysFor=["CAMP"])
    provider = await city.a_provider()
    of_camps: dict[str, Any] = {"category": "CAMP", "split_percent": (20, 40, 40)}
    offers = [await city.an_offer(100, provider=provider, **of_camps) for _offer in range(11)]
    cards = await asyncio.gather(*(city.a_card() for _card in range(20)))
    lines = [a_line(card, offer, 20) for offer in offers for card in cards][:205]
    for first in range(0, len(lines), 100):
        part = lines[first : first + 100]
        assert await upload(city, *part) == ["ACCEPTED"] * len(part)

    async def open_items() -> int:
        totals = await city.pages("uncoveredTotals", year=today().year)
        return sum(one["items"] for one in totals if one["envelope"] == camps["id"])

    await eventually(open_items, lambda items: items == 205)
    await moved(city, 204 * 40, toEnvelope=camps["id"])
    await eventually(open_items, lambda items: items == 1)
    assert (await shown(city, camps["id"]))["freeCents"] == 1
