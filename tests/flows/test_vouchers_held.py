"""Money that is set aside for vouchers and personal budgets as they are granted, to the cent.

`*` marks invented input. The regulation's words are those of Huldenberg's vouchers; amounts*.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final

import pytest

from tests.flows.test_envelopes import moved, shown
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.clock import turn_the_clock
from tests.kit.promised import adopts, is_granted, promised
from tests.kit.talk import Talk
from tests.kit.waiting import eventually

FULL: Final = {"kind": "full"}


def vouchers(category: str) -> Json:
    """100.00* a child for offers of a category, valid for a year."""
    fits = {"categories": [category]}
    return {
        "changes": "with_renewal",
        "rules": [{"name": "vouchers", "reduction": FULL, "organisation_percent": 0}],
        "vouchers": {"amounts": [{"cents": 10_000}], "valid_months": 12, "fits": fits},
    }


def a_budget(category: str) -> Json:
    """75.00* a year, promised to each."""
    fits = {"categories": [category]}
    ceiling = {"name": "budget", "amounts": [{"cents": 7_500}], "fits": fits, "set_aside": True}
    rule = {"name": "all", "fits": fits, "reduction": FULL, "organisation_percent": 0}
    return {"changes": "with_renewal", "rules": [rule], "ceilings": [ceiling]}


@pytest.fixture(scope="module")
async def town(api: Api) -> City:
    """A network of these tests."""
    return await a_network(api)


async def an_envelope(city: City, category: str, cents: int, **terms: object) -> str:
    """An envelope for offers of a category, with money in it; its id."""
    envelope = await city.make(
        "openEnvelope",
        year=today().year,
        action=f"Voor {category.lower()}",
        category="PARTICIPATION",
        paysFor=[category],
        **terms,
    )
    if cents:
        await moved(city, cents, toEnvelope=envelope["id"])
    return str(envelope["id"])


async def stands(city: City, envelope: str, *, spent: int, aside: int, free: int) -> None:
    """An envelope has spent, set aside and free so much, in cents."""
    wanted = {"spentCents": spent, "allowanceCents": aside, "freeCents": free}

    async def look() -> Json:
        found = await shown(city, envelope)
        return {name: found[name] for name in wanted}

    await eventually(look, lambda found: found == wanted)


async def a_child(city: City, scheme: str) -> tuple[str, Json]:
    """A child that is entitled, and its card: its right and the card."""
    holder = await city.a_holder()
    right = await is_granted(city, scheme, holder)
    return right, await city.make("issueSchemeCard", holder=holder, scheme=scheme)


async def standing(city: City, right: str) -> Json:
    """What is set aside for the one thing that a right promises."""
    [found] = await city.pages("allowances", right=right)
    return found


async def test_two_vouchers_are_granted_and_the_envelope_has_money_for_one(town: City) -> None:
    """100.00 in the envelope: the second child's vouchers are refused until more comes."""
    scheme = await adopts(town, vouchers("camp"), scheme="Bonnen voor kampen")
    envelope = await an_envelope(town, "CAMP", 10_000)
    provider = await town.a_provider()
    right, card = await a_child(town, scheme)
    [held] = await promised(town, right, "HELD")
    assert (held["grantedCents"], held["leftCents"], held["envelope"]) == (10_000, 10_000, envelope)
    await stands(town, envelope, spent=0, aside=10_000, free=0)

    second, other = await a_child(town, scheme)
    [refused] = await promised(town, second, "REFUSED")
    assert (refused["code"], refused["leftCents"]) == ("envelope_empty", 0)

    camp = await town.an_offer(4_000, provider=provider, category="CAMP")
    bought = (await town.register(card, camp)).made
    assert (bought["holderCents"], bought["networkCents"]) == (0, 4_000)
    await stands(town, envelope, spent=4_000, aside=6_000, free=0)
    used = await standing(town, right)
    assert (used["usedCents"], used["leftCents"]) == (4_000, 6_000)
    told = (await town.read("participation", id=bought["id"]))["explanation"]["lines"]
    assert any("€ 40,00 uit wat voor dit recht opzij stond" in line for line in told), told

    full = (await town.register(other, camp)).made
    assert (full["holderCents"], full["networkCents"]) == (4_000, 0)

    await town.make("cancelParticipation", participation=bought["id"])
    await stands(town, envelope, spent=0, aside=10_000, free=0)

    await more_money_comes(town, envelope, refused, other)


async def more_money_comes(town: City, envelope: str, refused: Json, card: Json) -> None:
    """Her vouchers are given once there is money, and pay 100.00 of 130.00."""
    wish = {"allowance": refused["id"]}
    (await town.do("setAsideAllowance", **wish)).refused("envelope_empty")
    await moved(town, 10_000, toEnvelope=envelope)
    assert (await town.make("setAsideAllowance", **wish))["status"] == "HELD"
    (await town.do("setAsideAllowance", **wish)).refused("allowance_not_refused")
    dear = await town.an_offer(13_000, category="CAMP")

    async def given() -> Json:
        return dict(await town.read("quote", **_taking(card, dear)))

    await eventually(given, lambda quote: quote["networkCents"] == 10_000)
    paid = (await town.register(card, dear)).made
    assert (paid["holderCents"], paid["networkCents"]) == (3_000, 10_000)
    await stands(town, envelope, spent=10_000, aside=10_000, free=0)


async def test_a_budget_is_set_aside_for_its_year_and_given_back_in_part(town: City) -> None:
    """80.00 in the envelope: 75.00 for one; what comes back of a price is set aside again."""
    year = today().year
    end = {"kind": "fixed_end", "day": 31, "month": 12, "years_ahead": 1}
    scheme = await adopts(
        town, a_budget("meal"), scheme="Jaarbudget", validity={"term": end}, valid_from="2025-01-01"
    )
    envelope = await an_envelope(town, "MEAL", 8_000)
    right, card = await a_child(town, scheme)
    now, later = await promised(town, right, "HELD", "AWAITED")
    assert (now["year"], now["lastDay"], later["firstDay"]) == (
        year,
        f"{year}-12-31",
        f"{year + 1}-01-01",
    )
    await stands(town, envelope, spent=0, aside=7_500, free=500)

    meal = await town.an_offer(6_000, category="MEAL")
    bought = (await town.register(card, meal)).made
    assert (bought["holderCents"], bought["networkCents"]) == (0, 6_000)
    await stands(town, envelope, spent=6_000, aside=1_500, free=500)
    decided = {"reason": "OTHER", "body": "COORDINATOR", "decidedOn": str(today())}
    await town.make(
        "correctParticipation", participation=bought["id"], refundCents=1_001, **decided
    )
    await stands(town, envelope, spent=4_999, aside=2_501, free=500)

    second, other = await a_child(town, scheme)
    await promised(town, second, "REFUSED", "AWAITED")
    await eventually(lambda: town.do("registerParticipation", **_taking(other, meal)), _is_withheld)


def _taking(card: Json, offer: Json) -> Json:
    return {"cardNumber": card["number"], "offer": offer["id"], "on": str(today())}


def _is_withheld(answer: object) -> bool:
    return "allowance_withheld" in str(answer)


async def test_what_is_not_used_is_free_once_the_vouchers_are_over(town: City, talk: Talk) -> None:
    """The clock of the network is turned to the day after: 60.00 of 100.00 is free again."""
    end = {"kind": "fixed_end", "day": 31, "month": 12}
    benefit = vouchers("transport")
    del benefit["vouchers"]["valid_months"]
    scheme = await adopts(town, benefit, scheme="Bonnen voor vervoer", validity={"term": end})
    envelope = await an_envelope(town, "TRANSPORT", 10_000)
    right, card = await a_child(town, scheme)
    [held] = await promised(town, right, "HELD")
    await town.register(card, await town.an_offer(4_000, category="TRANSPORT"))
    await stands(town, envelope, spent=4_000, aside=6_000, free=0)
    assert held["lastDay"] == f"{today().year}-12-31"
    over = datetime(today().year + 1, 1, 1, 12, tzinfo=UTC)
    due = await turn_the_clock(talk, town.id, over)
    assert held["id"] in {str(one.item) for one in due}
    await stands(town, envelope, spent=4_000, aside=0, free=6_000)
    ended = await standing(town, right)
    assert (ended["status"], ended["usedCents"], ended["releasedCents"]) == ("ENDED", 4_000, 6_000)


async def test_of_many_who_are_granted_at_once_the_last_euro_goes_to_one(town: City) -> None:
    """250.00 and six children: two have their vouchers, four are refused, 50.00 stays free."""
    scheme = await adopts(town, vouchers("clothing"), scheme="Bonnen voor kledij")
    envelope = await an_envelope(town, "CLOTHING", 25_000)
    children = await asyncio.gather(*(a_child(town, scheme) for _ in range(6)))

    async def statuses() -> list[str]:
        found = [await town.pages("allowances", right=right) for right, _ in children]
        return sorted(one["status"] for rows in found for one in rows)

    await eventually(statuses, lambda found: found == ["HELD"] * 2 + ["REFUSED"] * 4)
    await stands(town, envelope, spent=0, aside=20_000, free=5_000)
