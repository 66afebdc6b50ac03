"""The acceptance stories of cards through the public API, to the cent, under a regulation.

`*` marks invented input, as in the stories. The gateway stamps every command with the real time,
so the days are those around today; the same stories on their own days are in
`tests/cards/test_stories.py`.
"""

import asyncio
import json
from typing import Any

import pytest

from tests.kit.city import City, today
from tests.kit.client import Answer, Json
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

ANTWERP = {
    "changes": "with_renewal",
    "rules": [
        {
            "name": "regular_offer",
            "reduction": {"kind": "percent_off", "percent": 80},
            "organisation_percent": 0,
        }
    ],
    "exclusions": [
        {
            "name": "camps",
            "label": "Kampen",
            "clause": "camps",
            "fits": {"categories": ["camp"]},
        }
    ],
    "ceilings": [{"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 10_000}]}],
}
KORTRIJK = {
    "changes": "with_date",
    "rules": [{"name": "all", "reduction": {"kind": "percent_off", "percent": 80}}],
}


async def a_scheme(city: City, benefit: dict[str, Any]) -> str:
    """A scheme with this benefit for whoever has the increased reimbursement; its id."""
    document = json.dumps(document_data(benefit=benefit))
    return str((await city.make("adoptRegulation", document=document))["scheme"])


async def an_entitled(city: City, scheme: str) -> tuple[str, Json]:
    """A person whose right was decided at the counter, and her card."""
    holder = await city.a_holder()
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    return holder, await city.make("issueSchemeCard", holder=holder, scheme=scheme)


def shares(shown: Json) -> tuple[int, int, int]:
    """Holder, organisation, network, in cents."""
    return shown["holderCents"], shown["organisationCents"], shown["networkCents"]


async def left(city: City, holder: str, scheme: str, cents: int) -> None:
    """So much is left of the one ceiling of the year."""

    async def ask() -> Json:
        use = await city.read("schemeUse", holder=holder, scheme=scheme, on=str(today()))
        ceiling: Json = use["ceilings"][0]
        return ceiling

    await eventually(ask, lambda seen: seen["leftCents"] == cents)


async def quoted(city: City, card: Json | str, offer: Json, **token: str) -> Json:
    """What a desk is told."""
    number = card if isinstance(card, str) else card["number"]
    said: Json = await city.read(
        "quote", cardNumber=number, offer=offer["id"], on=str(today()), **token
    )
    said.pop("__typename")
    return said


async def test_2_kortrijk_cents_under_its_regulation(city: City) -> None:
    """20 holder / 40 organiser / 40 city of 119.00, 159.00, 14.00 and 17.00: lines are shared."""
    scheme, provider = await a_scheme(city, KORTRIJK), await city.a_provider()
    _holder, card = await an_entitled(city, scheme)
    offers = [
        await city.an_offer(cents, split_percent=(20, 40, 40), provider=provider)
        for cents in (11_900, 15_900, 1_400, 1_700)
    ]
    sold = [(await city.register(card, offer)).made for offer in offers]
    assert [shares(each) for each in sold] == [
        (2_380, 4_760, 4_760),
        (3_180, 6_360, 6_360),
        (280, 560, 560),
        (340, 680, 680),
    ]
    year = today().year
    assert (await city.read("statement", organisation=provider, year=year))["totalCents"] == 12_360


async def test_4_antwerp_a_lost_card_and_a_ceiling(city: City) -> None:
    """80%, 100.00 per calendar year; fees 60.00 and 70.00*, a camp of 90.00*."""
    scheme = await a_scheme(city, ANTWERP)
    holder, old = await an_entitled(city, scheme)
    provider = await city.a_provider()
    desk = {"token": city.token("provider", organisation=provider)}
    first = (await city.register(old, await city.an_offer(6_000))).made
    assert shares(first) == (1_200, 0, 4_800)
    await left(city, holder, scheme, 5_200)

    new = await city.make("replaceCard", card=old["id"], why="LOST")
    await left(city, holder, scheme, 5_200)
    dear = await city.an_offer(7_000, provider=provider)
    refused = (await city.register(old, dear)).refused("card_not_valid")
    assert refused["message"] == "Deze kaart is niet geldig op die dag."
    told = [await quoted(city, number, dear, **desk) for number in (old, "0000000000000")]
    assert told == [{"valid": False, "askCents": None}] * 2

    assert await quoted(city, new, dear, **desk) == {"valid": True, "askCents": 1_800}
    explained = await quoted(city, new, dear)
    assert (shares(explained), explained["leftCents"]) == ((1_800, 0, 5_200), 0)
    step = explained["steps"][-1]
    assert (step["kind"], step["name"], step["clause"]) == ("ceiling", "yearly", "art. 6")
    assert (step["cents"], step["leftCents"]) == (400, 0)
    paid = (await city.register(new, dear)).made
    assert (shares(paid), paid["ceilingApplied"]) == ((1_800, 0, 5_200), True)
    assert paid["steps"] == explained["steps"]
    await left(city, holder, scheme, 0)

    camp = await city.an_offer(9_000, category="CAMP")
    out = (await city.register(new, camp)).refused("offer_excluded")
    assert out["message"] == "Dit aanbod valt buiten het reglement (camps)."
    empty = (await city.register(new, await city.an_offer(7_000))).refused("ceiling_reached")
    assert empty["message"].endswith("0,00 euro over.")


async def test_a_card_without_a_right_pays_the_full_price_and_tells_nothing(city: City) -> None:
    scheme = await a_scheme(city, ANTWERP)
    card = await city.make("issueSchemeCard", holder=await city.a_holder(), scheme=scheme)
    provider = await city.a_provider()
    offer = await city.an_offer(1_000, provider=provider)
    desk = {"token": city.token("provider", organisation=provider)}
    assert await quoted(city, card, offer, **desk) == {"valid": True, "askCents": 1_000}
    sold = (await city.register(card, offer)).made
    assert (shares(sold), sold["status"]) == ((1_000, 0, 0), "CONFIRMED")


async def test_the_last_unit_of_a_right_goes_to_exactly_one_of_many_desks(city: City) -> None:
    scheme = await a_scheme(city, ANTWERP)
    holder, card = await an_entitled(city, scheme)
    provider = await city.a_provider()
    offers = [await city.an_offer(12_500, provider=provider) for _ in range(8)]
    answers: list[Answer] = await asyncio.gather(*(city.register(card, each) for each in offers))
    (won,) = [answer.made for answer in answers if answer.kind == "Done"]
    assert shares(won) == (2_500, 0, 10_000)
    for answer in answers:
        if answer.kind != "Done":
            answer.refused("ceiling_reached")
    await left(city, holder, scheme, 0)


@pytest.mark.parametrize("wish", ["voidParticipation", "confirmParticipation"])
async def test_a_hold_counts_until_it_is_resolved(city: City, wish: str) -> None:
    scheme = await a_scheme(city, ANTWERP)
    holder, card = await an_entitled(city, scheme)
    held = (await city.hold(card, await city.an_offer(6_000))).made
    await left(city, holder, scheme, 5_200)
    await city.make(wish, participation=held["id"])
    await left(city, holder, scheme, 10_000 if wish == "voidParticipation" else 5_200)
