"""The acceptance stories through the public API, to the cent, as far as the backbone reaches.

`*` marks invented input, as in the stories. Years are those around today: the gateway stamps
every command with the real time, and only the day of participation can be chosen.
"""

import asyncio
from datetime import date

from tests.kit.city import City, a_network, today
from tests.kit.client import Answer, Api, Json
from tests.kit.waiting import eventually


def shares(answer: Answer) -> tuple[int, int, int]:
    """Holder, organisation, network of what was confirmed, in cents."""
    done = answer.made
    assert done["status"] == "CONFIRMED"
    return done["holderCents"], done["organisationCents"], done["networkCents"]


async def usage(city: City, holder: str, year: int) -> Json:
    """What is used of a person's right in a year."""
    query = (
        "query ($network: UUID!, $id: UUID!, $year: Int!) { holder(network: $network, id: $id) "
        "{ rights { usage(year: $year) { usedCents heldCents leftCents } } } }"
    )
    asked = {"network": city.id, "id": holder, "year": year}
    shown = (await city.api.post(query, city.token(), asked)).data
    found: Json = shown["holder"]["rights"][0]["usage"]
    return found


async def left(city: City, holder: str, year: int, cents: int) -> None:
    """So much is left of the right in a year, once it is settled."""
    await eventually(lambda: usage(city, holder, year), lambda seen: seen["leftCents"] == cents)


async def test_2_kortrijk_cents(city: City) -> None:
    """20 holder / 40 organiser / 40 city of 119.00, 159.00, 14.00 and 17.00: lines are shared."""
    provider = await city.a_provider()
    card = await city.a_card(50_000)
    offers = [
        await city.an_offer(cents, split_percent=(20, 40, 40), provider=provider)
        for cents in (11_900, 15_900, 1_400, 1_700)
    ]
    sold = [await city.register(card, offer) for offer in offers]
    assert [shares(each) for each in sold] == [
        (2_380, 4_760, 4_760),
        (3_180, 6_360, 6_360),
        (280, 560, 560),
        (340, 680, 680),
    ]
    year = today().year
    assert (await city.read("statement", organisation=provider, year=year))["totalCents"] == 12_360
    await city.make("cancelParticipation", participation=sold[0].made["id"])
    statement = await city.read("statement", organisation=provider, year=year)
    assert statement["totalCents"] == 12_360 - 4_760
    assert statement["lines"]["nodes"][-1]["networkCents"] == -4_760


async def test_3_beveren_counts_by_the_day_of_participation_over_thirteen_months(
    city: City,
) -> None:
    """80/20, a ceiling of 200.00 per calendar year*, 190.00 used last year; a price of 25.00*."""
    this_year, last_year = today().year, today().year - 1
    session, holder = await city.an_offer(2_500), await city.a_holder()
    right = await city.make(
        "grantRight",
        holder=holder,
        yearlyCeilingCents=20_000,
        validFrom=f"{last_year}-01-01",
        validUntil=f"{this_year}-01-31",
    )
    old = await city.a_card(right=right["id"])
    await city.register(old, await city.an_offer(23_750), on=date(last_year, 12, 31))
    await left(city, holder, last_year, 1_000)

    december = date(last_year, 12, 30)
    assert shares(await city.register(old, session, on=december)) == (1_500, 0, 1_000)
    await left(city, holder, last_year, 0)
    full = await city.register(old, await city.an_offer(2_500), on=december)
    assert full.refused("ceiling_reached")["message"].endswith("0,00 euro over.")

    new = await city.a_card(right=right["id"])
    january = date(this_year, 1, 15)
    assert shares(await city.register(old, session, on=january)) == (500, 0, 2_000)
    await left(city, holder, this_year, 18_000)
    (await city.register(new, session, on=january)).refused("already_registered")
    assert shares(await city.register(new, session, on=date(this_year, 1, 1))) == (500, 0, 2_000)
    await left(city, holder, this_year, 16_000)
    late = await city.register(new, session, on=date(this_year, 2, 1))
    late.refused("card_not_valid")


async def test_4_antwerp_a_lost_card_and_a_ceiling(city: City) -> None:
    """80%, 100.00 per calendar year; fees 60.00 and 70.00*."""
    holder = await city.a_holder()
    right = await city.a_right(10_000, holder=holder)
    old = await city.a_card(right=right["id"])
    assert shares(await city.register(old, await city.an_offer(6_000)))[2] == 4_800
    await left(city, holder, today().year, 5_200)

    assert (await city.make("blockCard", card=old["id"], reason="LOST"))["blocked"]
    new = await city.a_card(right=right["id"])
    await left(city, holder, today().year, 5_200)
    said = (await city.register(old, await city.an_offer(100))).refused("card_not_valid")
    assert (said["message"], said["field"]) == (
        "Deze kaart is niet geldig op die dag.",
        "cardNumber",
    )
    assert await city.read("card", number=old["number"]) == {"valid": False, "validUntil": None}

    dear = await city.an_offer(7_000)
    quote = await city.read("quote", cardNumber=new["number"], offer=dear["id"], on=str(today()))
    assert (quote["networkCents"], quote["ceilingApplied"], quote["leftCents"]) == (5_200, True, 0)
    capped = await city.register(new, dear)
    assert shares(capped) == (1_800, 0, 5_200)
    assert capped.made["ceilingApplied"]
    await left(city, holder, today().year, 0)
    (await city.register(new, await city.an_offer(7_000))).refused("ceiling_reached")


async def test_5_an_envelope_that_empties_on_a_saturday(api: Api) -> None:
    """An envelope of 50.00*, a fee of 40.00* at 20/40/40: 8 / 16 / 16."""
    city = await a_network(api, drawing_right_cents=0, own_contribution_cents=5_000)
    provider = await city.a_provider()
    offer = await city.an_offer(4_000, split_percent=(20, 40, 40), provider=provider)
    children = [await city.a_card(20_000) for _ in range(4)]
    answers = await asyncio.gather(*(city.register(child, offer) for child in children))
    sold = [answer for answer in answers if answer.kind == "Done"]
    assert [shares(answer) for answer in sold] == [(800, 1_600, 1_600)] * 3
    (late,) = [answer for answer in answers if answer.kind != "Done"]
    assert late.refused("envelope_empty")["message"].endswith("2,00 euro over.")
    assert (await city.balances())["OWN_CONTRIBUTION"]["availableCents"] == 200

    await city.make("cancelParticipation", participation=sold[0].made["id"])
    waiting = children[answers.index(late)]
    assert shares(await city.register(waiting, offer)) == (800, 1_600, 1_600)
    assert (await city.balances())["OWN_CONTRIBUTION"]["availableCents"] == 200
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert statement["totalCents"] == 3 * 1_600
