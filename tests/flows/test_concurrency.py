"""Many at once, and the same thing many times: one effect each, through two gateways."""

import asyncio
from typing import Any

import pytest

from tests.flows.test_card_life import an_entitled
from tests.flows.test_stories_cards import a_scheme
from tests.kit.city import City, a_network, today
from tests.kit.client import Answer, Api, Json, a_key
from tests.kit.scheme_town import eighty_percent

CHILDREN, PLACES = 200, 100
AT_ONCE = 20


async def cards_for(city: City, count: int) -> list[Json]:
    """So many cards, made a few at a time."""
    few = asyncio.Semaphore(AT_ONCE)

    async def one() -> Json:
        async with few:
            return await city.a_card()

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def test_two_hundred_at_once_against_an_envelope_for_exactly_one_hundred(api: Api) -> None:
    """A share of 16.00 each*, from a drawing right and an own contribution of 800.00 each*."""
    city = await a_network(api, drawing_right_cents=80_000, own_contribution_cents=80_000)
    provider = await city.a_provider()
    offer = await city.an_offer(4_000, split_percent=(20, 40, 40), provider=provider)
    cards = await cards_for(city, CHILDREN)
    answers = await asyncio.gather(*(city.register(card, offer) for card in cards))
    sold = [answer.made for answer in answers if answer.kind == "Done"]
    declined = [answer for answer in answers if answer.kind != "Done"]
    assert (len(sold), len(declined)) == (PLACES, CHILDREN - PLACES)
    assert {answer.code for answer in declined} == {"envelope_empty"}
    accounts = await city.balances()
    sources = [accounts["DRAWING_RIGHT"], accounts["OWN_CONTRIBUTION"]]
    assert [(each["availableCents"], each["heldCents"]) for each in sources] == [(0, 0), (0, 0)]
    assert accounts[f"PAYABLE:{provider}"]["balanceCents"] == 160_000
    shown = await city.pages("participations", first=150)
    states = [each["status"] for each in shown]
    assert (states.count("CONFIRMED"), states.count("DECLINED")) == (PLACES, CHILDREN - PLACES)
    assert {each["declineCode"] for each in shown} == {None, "envelope_empty"}


async def ten_times(city: City, name: str, **arguments: Any) -> list[Answer]:
    """The same mutation with the same key, concurrently through both gateways."""
    key = a_key()
    return list(
        await asyncio.gather(
            *(city.do(name, key=key, at=number % 2, **arguments) for number in range(10))
        )
    )


async def test_the_same_participation_ten_times_through_two_gateways(city: City) -> None:
    provider = await city.a_provider()
    offer = await city.an_offer(provider=provider)
    card = await city.a_card()
    taking = {"cardNumber": card["number"], "offer": offer["id"], "on": str(today())}
    answers = await ten_times(city, "registerParticipation", **taking)
    assert all(answer.said == answers[0].said for answer in answers)
    assert answers[0].made["status"] == "CONFIRMED"
    assert len(await city.pages("participations")) == 1
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert statement["totalCents"] == 800


async def test_the_same_refusal_ten_times_through_two_gateways(city: City) -> None:
    card = await city.a_card()
    taking = {"cardNumber": card["number"], "offer": city.id, "on": str(today())}
    answers = await ten_times(city, "registerParticipation", **taking)
    assert all(answer.said == answers[0].said for answer in answers)
    answers[0].refused("offer_unknown")


async def test_the_same_person_ten_times_is_one_person(city: City) -> None:
    wish = {"givenName": "An", "familyName": "Peeters", "birthDate": "1999-02-28"}
    answers = await ten_times(city, "registerHolder", municipality=city.municipality, **wish)
    assert len({answer.made["id"] for answer in answers}) == 1
    assert len(await city.pages("holders")) == 1


async def test_a_key_with_other_input_is_refused_and_does_nothing(city: City) -> None:
    offer = await city.an_offer()
    card, other = await city.a_card(), await city.a_card()
    key = a_key()
    first = await city.register(card, offer, key=key)
    refusal = (await city.register(other, offer, key=key)).refused("key_reused")
    assert refusal["field"] == "key"
    (await city.do("withdrawOffer", offer=offer["id"], key=key)).refused("key_reused")
    assert (await city.register(card, offer, key=key)).said == first.said
    assert len(await city.pages("participations")) == 1
    (shown,) = await city.pages("offers")
    assert not shown["withdrawn"]


async def test_what_was_done_is_used_at_once_through_another_gateway(api: Api) -> None:
    """Opened, published, issued, taken, cancelled: each step through the other gateway."""
    for _ in range(3):
        city = await a_network(api, at=0)
        provider = await city.make("admitOrganisation", at=1, name="Club", roles=["PROVIDER"])
        offer = await city.make(
            "publishOffer",
            at=0,
            organisation=provider["id"],
            title="Kamp",
            priceCents=1_000,
            holderBp=2_000,
            organisationBp=0,
            networkBp=8_000,
        )
        card = await city.a_card()
        taken = await city.register(card, offer, at=1)
        gone = await city.do("cancelParticipation", at=0, participation=taken.made["id"])
        assert gone.made["status"] == "CANCELLED"
        again = await city.register(card, offer, at=1)
        assert again.made["status"] == "CONFIRMED"


async def test_a_new_network_answers_its_first_participation(api: Api) -> None:
    """Its budget was never asked for before: no false refusal."""
    city = await a_network(api)
    card, offer = await city.a_card(), await city.an_offer()
    assert (await city.register(card, offer)).made["status"] == "CONFIRMED"


LAST_CENTS = 800
"""What is left, which is the network's share of one place."""
DESKS = 10
POOLED = {"name": "pool", "amounts": [{"cents": LAST_CENTS // 2}], "pooled": True}
LAST_UNITS: dict[str, Json] = {
    "ceiling": {"ceilings": [{"name": "yearly", "amounts": [{"cents": LAST_CENTS}]}]},
    "pool of a household": {"ceilings": [POOLED]},
    "buying limit": {
        "buying_limits": [{"name": "once", "times": 1, "per": "year", "on": "provider"}]
    },
}


@pytest.mark.parametrize("unit", LAST_UNITS)
async def test_of_many_desks_that_sell_the_last_of_a_right_exactly_one_does(
    city: City, unit: str
) -> None:
    """Two persons who live together, with a card each, for a pool; else one with two cards."""
    scheme = await a_scheme(city, eighty_percent(**LAST_UNITS[unit]))
    first = await an_entitled(city, scheme)
    cards = [await city.make("issueSchemeCard", holder=first, scheme=scheme)]
    if "pool" in unit:
        second = await an_entitled(city, scheme)
        household = (await city.make("foundHousehold", adults=[first]))["id"]
        await city.make("joinHousehold", household=household, holder=second, role="ADULT")
        cards.append(await city.make("issueSchemeCard", holder=second, scheme=scheme))
    else:
        extra = {"holder": first, "scheme": scheme, "cardReason": "EXTRA"}
        cards.append(await city.make("issueSchemeCard", **extra))
    provider = await city.a_provider()
    offers = [await city.an_offer(provider=provider) for _ in range(DESKS)]
    answers = await asyncio.gather(
        *(
            city.register(cards[number % 2], offer, at=number // 2 % 2)
            for number, offer in enumerate(offers)
        )
    )
    paid = [one.made["networkCents"] for one in answers if one.kind == "Done"]
    assert sorted(paid, reverse=True)[:1] == [LAST_CENTS]
    assert sum(paid) == LAST_CENTS
    refused = {one.code for one in answers if one.kind != "Done"}
    assert refused <= {"ceiling_reached", "buying_limit_reached"}
    shown = await city.pages("participations", first=50)
    assert sum(one["networkCents"] for one in shown if one["status"] == "CONFIRMED") == LAST_CENTS


async def test_of_many_desks_that_are_handed_the_last_voucher_exactly_one_takes_it(
    city: City,
) -> None:
    """It pays what 80% off leaves to the holder: 200 of 1,000."""
    vouchers = {"amounts": [{"cents": 200}], "valid_months": 6}
    scheme = await a_scheme(city, eighty_percent(vouchers=vouchers))
    holder = await an_entitled(city, scheme)
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    offers = [await city.an_offer() for _ in range(DESKS)]
    answers = await asyncio.gather(
        *(city.register(card, offer, at=number % 2) for number, offer in enumerate(offers))
    )
    paid = sorted(one.made["networkCents"] for one in answers)
    assert paid == [*[LAST_CENTS] * (DESKS - 1), LAST_CENTS + 200]


async def test_of_many_desks_that_take_the_last_ticket_of_a_group_exactly_one_does(
    city: City,
) -> None:
    scheme = await a_scheme(city, eighty_percent())
    club = await city.a_provider()
    wish = {"organisation": club, "scheme": scheme, "ticketsPerYear": 1}
    made = await city.make("issueGroupPass", validUntil=f"{today().year + 1}-12-31", **wish)
    offers = [await city.an_offer(provider=club) for _ in range(DESKS)]
    visit = {"passNumber": made["number"], "on": str(today()), "tickets": 1}
    answers = await asyncio.gather(
        *(
            city.do("registerGroupVisit", offer=offer["id"], at=number % 2, **visit)
            for number, offer in enumerate(offers)
        )
    )
    assert sorted(one.kind for one in answers) == ["Done", *["Rejected"] * (DESKS - 1)]
    checked = await city.read("groupPass", number=made["number"])
    assert checked["ticketsLeft"] == 0
