"""An erased person: nobody reads her data again, not after a rebuild of the views either."""

import asyncio

from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.platform import RunningPlatform
from tests.kit.waiting import eventually

GONE = {"givenName": None, "familyName": None, "birthDate": None, "erased": True}


def names(shown: Json) -> Json:
    """What is personal of a holder."""
    return {name: shown[name] for name in GONE}


async def test_her_names_and_card_numbers_are_gone(city: City) -> None:
    holder, other = await city.a_holder(), await city.a_holder()
    card = await city.a_card(20_000, holder=holder)
    offer = await city.an_offer()
    taken = (await city.register(card, offer)).made
    before = await city.read("statement", organisation=offer["organisation"], year=today().year)
    officer = city.token("data_protection_officer")
    erased = await city.do("eraseHolder", token=officer, holder=holder)
    assert names(erased.made) == GONE

    for role in ("coordinator", "clerk", "outreach_worker", "data_protection_officer"):
        shown = await city.read("holder", token=city.token(role), id=holder)
        assert names(shown) == GONE
        assert [(each["number"], each["qrSvg"]) for each in shown["cards"]] == [(None, None)]
    herself = await city.read("holder", token=city.token("card_holder", holder=holder), id=holder)
    assert names(herself) == GONE
    assert not (await city.read("holder", id=other))["erased"]
    assert (await city.read("holder", id=other))["familyName"]
    (await city.register(card, offer)).refused("card_not_valid")
    assert await city.read("card", number=card["number"]) == {"valid": False, "validUntil": None}
    await the_money_stays(city, taken, offer, before)


async def the_money_stays(city: City, taken: Json, offer: Json, before: Json) -> None:
    """Accounts and statements stay as they were, without her."""
    shown = await city.read("participation", id=taken["id"])
    assert (shown["status"], shown["networkCents"], shown["cardSuffix"]) == ("CONFIRMED", 800, None)
    after = await city.read("statement", organisation=offer["organisation"], year=today().year)
    assert after["totalCents"] == before["totalCents"] == 800


async def test_what_is_asked_of_an_erased_person_is_refused(city: City) -> None:
    holder = await city.a_holder()
    right = await city.a_right(holder=holder)
    await city.make("eraseHolder", holder=holder)
    until = f"{today().year}-12-31"
    wishes: dict[str, Json] = {
        "decideEligibility": {"holder": holder, "ground": "leefloon", "validUntil": until},
        "grantRight": {
            "holder": holder,
            "yearlyCeilingCents": 100,
            "validFrom": f"{today().year + 1}-01-01",
            "validUntil": f"{today().year + 1}-12-31",
        },
        "issueCard": {"right": right["id"]},
        "eraseHolder": {"holder": holder},
    }
    for name, arguments in wishes.items():
        (await city.do(name, **arguments)).refused("holder_erased")


async def test_she_stays_erased_through_a_replay_with_her_events_in_flight(
    started: RunningPlatform, city: City
) -> None:
    holder, other = await city.a_holder(), await city.a_holder(familyName="Maes")
    card, offers = await city.a_card(holder=holder), [await city.an_offer() for _ in range(5)]
    busy = asyncio.gather(*(city.register(card, offer) for offer in offers))
    erasing = asyncio.create_task(city.do("eraseHolder", holder=holder))
    replay = await asyncio.to_thread(started.command, "replay", "--json")
    assert replay.returncode == 0, replay.stderr
    answers = await busy
    assert (await erasing).kind == "Done"
    assert {answer.code for answer in answers} <= {None, "card_not_valid", "holder_erased"}
    again = await asyncio.to_thread(started.command, "replay", "--json")
    assert again.returncode == 0, again.stderr

    assert names(await city.read("holder", id=holder)) == GONE
    nodes = {node["id"]: node for node in await city.pages("holders")}
    assert names(nodes[holder]) == GONE
    assert nodes[other]["familyName"] == "Maes"
    confirmed = [answer for answer in answers if answer.kind == "Done"]

    async def settled() -> list[Json]:
        return [p for p in await city.pages("participations") if p["status"] == "CONFIRMED"]

    await eventually(settled, lambda shown: len(shown) == len(confirmed))
    assert (await city.balances())["DRAWING_RIGHT"]["balanceCents"] == (
        734_400 - 800 * len(confirmed)
    )
