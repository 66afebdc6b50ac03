"""What somebody used of her right in a scheme, in a network made through the public API."""

from typing import Final
from uuid import uuid4

from tests.kit.city import City, in_seconds, today
from tests.kit.client import Json, a_key
from tests.kit.waiting import eventually

ABOUT_OFFERS: Final[Json] = {
    "category": "CAMP",
    "tags": ["zomer"],
    "halfDays": 2,
    "providedBy": "OTHERS",
    "otherHelpCents": 0,
    "checkInBeforeMinutes": 60,
    "checkInAfterMinutes": 30,
}
"""Right values of the arguments about offers and prices that name nothing."""


def a_session() -> Json:
    """When an offer is: tomorrow, for two hours."""
    return {"startsAt": in_seconds(86_400), "endsAt": in_seconds(93_600)}


def about_late(offer: str) -> Json:
    """Right values of the arguments about what happened offline, and what waits."""
    line = {
        "id": a_key(),
        "cardNumber": "0000000000000",
        "offer": offer,
        "happenedAt": in_seconds(-60),
        "takenCents": 0,
    }
    return {
        "lines": [line],
        "workItem": str(uuid4()),
        "workDecision": "NO_ACTION",
        "open": False,
        "order": "DAY",
        "happenedAt": in_seconds(-60),
        **ABOUT_OFFERS,
        **a_session(),
    }


async def uses_her_right(city: City, scheme: str, holder: str, provider: str) -> Json:
    """A right is decided at the counter, and used at a price that had to be rounded; later the
    price turns out to be another."""
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme, cardReason="EXTRA")
    offer = await city.an_offer(
        1_001, provider=provider, category="ACTIVITY", tags=["zwemmen"], halfDays=1, **a_session()
    )
    taken = (await city.register(card, offer)).made
    assert taken["steps"]
    decided = {"body": "COORDINATOR", "decidedOn": str(today()), "reference": "2026/8"}
    wish = {"participation": taken["id"], "reason": "PRICE_WRONG", "priceCents": 903}
    await city.make("correctParticipation", **wish, **decided)
    return {"corrected": taken["id"]}


async def is_told_twice(city: City, card: Json, offer: Json) -> None:
    """A device tells of what was registered already; somebody decides about it."""
    line = {**about_late(offer["id"])["lines"][0], "cardNumber": card["number"]}
    said = (await city.do("uploadParticipations", lines=[line])).said
    assert [one["status"] for one in said["lines"]] == ["ACCEPTED"], said
    waiting = await city.pages("workItems", organisation=offer["organisation"])
    item = next(one["id"] for one in waiting if one["kind"] == "CONFLICTING_UPLOAD")
    decided = {"workDecision": "NO_ACTION", "reason": "stond er al"}
    await city.make("resolveWorkItem", workItem=item, **decided)


async def is_there(city: City, holder: str, offer: str) -> Json:
    """Somebody shows her first card where she takes part; by argument."""
    number = (await city.read("holder", id=holder))["cards"][0]["number"]
    there = await city.make("checkIn", cardNumber=number, offer=offer)
    return {"checkIn": there["id"], "offerWithCheckIn": offer}


async def tries_numbers(city: City) -> None:
    """A provider tries so many numbers that it is slowed and reported."""
    token = city.token("provider", organisation=await city.a_provider("Speeltuin"))
    for number in range(21):
        await city.read("card", token=token, number=f"{number:013d}")

    async def reported() -> list[Json]:
        return await city.pages("workItems", kind="PROBING")

    await eventually(reported, lambda items: len(items) == 1)
