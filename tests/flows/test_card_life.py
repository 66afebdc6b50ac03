"""The life of a card on the real platform: lost and replaced, from stock, swapped, revoked.

Persons and amounts are invented.
"""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.flows.test_main_job import luhn, shares
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, a_key
from tests.kit.everything import finds, kafka_records, table_rows
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

LIFELONG = {"term": {"kind": "months", "months": 12}, "lifelong_card": True}


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def a_scheme(city: City, name: str = "Vrijetijdspas", **document: Any) -> str:
    """A scheme whose cards are for life; its id."""
    text = json.dumps(document_data(scheme=name, **{"validity": LIFELONG, **document}))
    return str((await city.make("adoptRegulation", document=text))["scheme"])


async def an_entitled(city: City, scheme: str) -> str:
    """A person with a right in the scheme from today; her id."""
    holder = await city.a_holder()
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    return holder


async def works(city: City, number: str) -> bool:
    """Whether a desk is told that the card is valid."""
    return bool((await city.read("card", number=number))["valid"])


async def history(city: City, card: Json) -> list[tuple[str, str | None, str | None]]:
    """What happened to a card: kind, reason, role."""
    events = await city.pages("cardHistory", card=card["id"])
    return [(event["kind"], event["reason"], event["by"]) for event in events]


async def test_a_lost_card_is_replaced_and_what_was_used_stays_used(city: City) -> None:
    scheme = await a_scheme(
        city,
        benefit={
            "changes": "with_date",
            "rules": [{"name": "all", "reduction": {"kind": "percent_off", "percent": 80}}],
            "ceilings": [{"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 10_000}]}],
        },
        card_prices=[{"reasons": ["loss_or_theft"], "cents": 200}],
    )
    holder, offers = await an_entitled(city, scheme), [await city.an_offer(c) for c in (6000, 7000)]
    old = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    assert (luhn(old["number"]), old["priceCents"], old["validUntil"]) == (True, 0, None)
    first = (await city.register(old, offers[0])).made
    assert shares(first) == (1_200, 0, 4_800)
    clerk = city.token("clerk")
    await city.make("blockCard", token=clerk, card=old["id"], reason="LOST")
    assert not await works(city, old["number"])
    new = await city.make("replaceCard", token=clerk, card=old["id"], why="LOST")
    assert (new["replaces"], new["reason"], new["priceCents"]) == (old["id"], "LOSS_OR_THEFT", 200)
    assert not await works(city, old["number"])
    assert await works(city, new["number"])
    (await city.register(old, offers[1])).refused("card_not_valid")
    (await city.do("unblockCard", card=old["id"], reason="FOUND")).refused("card_replaced")
    second = (await city.register(new, offers[1])).made
    assert (shares(second), second["ceilingApplied"]) == ((1_800, 0, 5_200), True)
    (await city.register(new, await city.an_offer(1_000))).refused("ceiling_reached")
    assert await history(city, old) == [
        ("issued", "first", "coordinator"),
        ("blocked", "lost", "clerk"),
        ("replaced", "lost", "clerk"),
    ]
    assert await history(city, new) == [("issued", "loss_or_theft", "clerk")]


async def test_a_card_that_is_found_works_again(city: City) -> None:
    scheme = await a_scheme(city)
    holder = await city.a_holder()
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme, carrier="KEY_RING")
    (await city.do("issueSchemeCard", holder=holder, scheme=scheme)).refused("card_exists")
    await city.make("blockCard", card=card["id"], reason="LOST")
    found = await city.make("unblockCard", card=card["id"], reason="FOUND")
    assert (found["blocked"], found["blockReason"]) == (False, None)
    assert await works(city, card["number"])
    sold = (await city.register(card, await city.an_offer(1_000))).made
    assert shares(sold) == (1_000, 0, 0)


async def a_printed_pack(city: City, scheme: str, count: int) -> tuple[Json, Json, list[str]]:
    """A counter that warns at two, a pack that lies there, and the numbers of its cards."""
    counter = await city.make("openCounter", name="Sociaal Huis", lowAt=2)
    pack = await city.make("orderPack", counter=counter["id"], scheme=scheme, count=count)
    sheet = await city.make("printPack", pack=pack["id"])
    await city.make("receivePack", pack=pack["id"])
    return counter, pack, [line.split(";")[1] for line in sheet["csv"].splitlines()[1:]]


async def test_the_numbers_of_a_pack_are_shown_once_until_it_comes(city: City) -> None:
    scheme, key = await a_scheme(city), a_key()
    counter = await city.make("openCounter", name="Sociaal Huis")
    pack = await city.make("orderPack", counter=counter["id"], scheme=scheme, count=3)
    sheet = await city.make("printPack", pack=pack["id"], key=key)
    lines = sheet["csv"].splitlines()
    numbers = [line.split(";")[1] for line in lines[1:]]
    assert lines[0] == "volgnummer;kaartnummer"
    assert len({*numbers}) == 3
    assert all(luhn(number) for number in numbers)
    assert (await city.make("printPack", pack=pack["id"], key=key))["csv"] == sheet["csv"]
    (await city.do("printPack", pack=pack["id"])).refused("pack_already_printed")
    asked = {"holder": await city.a_holder(), "scheme": scheme, "stockNumber": numbers[0]}
    (await city.do("issueSchemeCard", **asked)).refused("number_not_in_stock")
    assert (await city.make("receivePack", pack=pack["id"]))["status"] == "RECEIVED"
    assert (await city.make("printPack", pack=pack["id"], key=key))["csv"] is None


async def test_printed_cards_are_given_spoiled_and_counted(api: Api) -> None:
    city = await a_network(api)
    scheme, holder = await a_scheme(city), await city.a_holder()
    counter, _pack, numbers = await a_printed_pack(city, scheme, 3)
    asked = {"holder": holder, "scheme": scheme}
    wrong = numbers[0][:-1] + str((int(numbers[0][-1]) + 1) % 10)
    (await city.do("issueSchemeCard", **asked, stockNumber=wrong)).refused("card_number_invalid")
    spaced = f"{numbers[0][:5]} {numbers[0][5:]}"
    card = await city.make("issueSchemeCard", **asked, stockNumber=spaced)
    assert card["number"] == numbers[0]
    assert [await works(city, number) for number in numbers] == [True, False, False]
    await city.make("spoilCard", number=numbers[1], spoilReason="DAMAGED")
    more = {**asked, "cardReason": "EXTRA"}
    spoiled = await city.do("issueSchemeCard", **more, stockNumber=numbers[1])
    spoiled.refused("number_not_in_stock")
    [lying] = (await city.pages("counters"))[0]["stock"]
    assert (lying["count"], lying["low"]) == (1, True)
    counted = {"counter": counter["id"], "scheme": scheme, "counted": 0}
    shown = await city.make("correctStock", **counted, countReason="LOST")
    assert shown["stock"][0]["count"] == 0
    empty = await city.do("issueSchemeCard", **more, stockNumber=numbers[2])
    empty.refused("stock_too_low")
    changes = await city.pages("stockChanges", counter=counter["id"])
    kinds = [(change["kind"], change["change"], change["reason"]) for change in changes]
    assert kinds == [("received", 3, None), ("spoiled", -1, "damaged"), ("counted", -1, "lost")]
    assert (await city.pages("packs"))[0]["cardsLeft"] == 1


async def test_the_numbers_of_a_pack_stand_nowhere_in_clear(city: City) -> None:
    counter = await city.make("openCounter", name="Balie")
    scheme = await a_scheme(city)
    pack = await city.make("orderPack", counter=counter["id"], scheme=scheme, count=2)
    sheet = await city.make("printPack", pack=pack["id"])
    numbers = {line: line.split(";")[1] for line in sheet["csv"].splitlines()[1:]}
    marks = {**numbers, "the pack": pack["id"]}
    found: set[str] = set()
    async for _topic, chunk in kafka_records(city.api.platform):
        found |= finds(chunk, marks)
    async for _table, chunk in table_rows(city.api.platform):
        found |= finds(chunk, marks)
    assert found == {"the pack"}


async def test_the_old_pass_is_swapped_for_its_follower(city: City) -> None:
    old, new = await a_scheme(city, "Vrijetijdspas"), await a_scheme(city, "UiTPAS")
    holder = await city.a_holder()
    card = await city.make("issueSchemeCard", holder=holder, scheme=old)
    (await city.do("swapCard", card=card["id"], scheme=new)).refused("swap_not_offered")
    await city.make("endScheme", scheme=old, on=str(today() + timedelta(days=1)), followedBy=new)
    swapped = await city.make("swapCard", card=card["id"], scheme=new)
    assert (swapped["scheme"], swapped["replaces"]) == (new, card["id"])
    assert not await works(city, card["number"])
    assert await works(city, swapped["number"])
    cards = (await city.read("holder", id=holder))["cards"]
    assert [(each["id"], each["blocked"]) for each in cards] == [
        (card["id"], True),
        (swapped["id"], False),
    ]


async def test_revoked_cards_stop_and_the_right_ends(city: City) -> None:
    scheme = await a_scheme(city)
    holder = await an_entitled(city, scheme)
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    about = {"holder": holder, "scheme": scheme, "reason": "kaart uitgeleend"}
    refused = await city.do("revokeCards", token=city.token("clerk"), **about)
    refused.refused("not_allowed")
    await city.make("revokeCards", **about)
    assert not await works(city, card["number"])
    (await city.do("issueSchemeCard", holder=holder, scheme=scheme)).refused("cards_revoked")
    await city.make("liftRevocation", **about)
    again = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    sold = (await city.register(again, await city.an_offer(1_000))).made
    assert shares(sold) == (1_000, 0, 0)
    assert [kind for kind, _reason, _by in await history(city, card)] == ["issued", "revoked"]


async def test_of_two_desks_that_give_the_same_printed_card_one_does(api: Api) -> None:
    city = await a_network(api)
    scheme = await a_scheme(city)
    _counter, _pack, [number, _other] = await a_printed_pack(city, scheme, 2)
    holders = [await city.a_holder() for _ in range(4)]
    answers = await asyncio.gather(
        *(
            city.do("issueSchemeCard", holder=holder, scheme=scheme, stockNumber=number)
            for holder in holders
        )
    )
    assert sorted(str(answer.code) for answer in answers) == [
        "None",
        *["number_not_in_stock"] * 3,
    ]
    [lying] = (await city.pages("counters"))[0]["stock"]
    assert lying["count"] == 1


async def test_of_many_desks_that_give_a_first_card_one_does(city: City) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    answers = await asyncio.gather(
        *(city.do("issueSchemeCard", holder=holder, scheme=scheme) for _ in range(6))
    )
    assert sorted(str(answer.code) for answer in answers) == ["None", *["card_exists"] * 5]


async def test_a_digital_card_goes_on_with_the_right_behind_it(city: City) -> None:
    ends = today() + timedelta(days=40)
    term = {"kind": "fixed_end", "day": ends.day, "month": ends.month}
    scheme = await a_scheme(city, validity={"term": term, "renewable_days_before": 60})
    holder = await an_entitled(city, scheme)
    asked = {"holder": holder, "scheme": scheme}
    card = await city.make("issueSchemeCard", **asked, carrier="DIGITAL")
    plastic = await city.make("issueSchemeCard", **asked, cardReason="EXTRA")
    assert card["validUntil"] == plastic["validUntil"] == str(ends)
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", **asked, facts=facts)

    async def days() -> list[str]:
        cards = (await city.read("holder", id=holder))["cards"]
        return [each["validUntil"] for each in cards]

    later = str(ends.replace(year=ends.year + 1))
    assert await eventually(days, lambda found: found[0] == later) == [later, str(ends)]
    assert (await history(city, card))[-1] == ("renewed", None, "process")
