"""Story 5, an envelope that is empty on a Saturday, through the public API. All of it is today."""

import asyncio
from typing import Any

from tests.flows.test_envelopes import an_envelope, moved, shown
from tests.flows.test_late import a_line, upload, waiting
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.waiting import eventually

WAITS_AT_1 = (
    "Deze deelname staat op de wachtlijst, op plaats 1. Zodra er plaats is, wordt ze vanzelf "
    "bevestigd."
)


async def at_the_desks(city: City, cards: list[Json], offer: Json) -> list[Json]:
    """What the desks are told, all of them asking at once."""
    answers = await asyncio.gather(*(city.register(card, offer) for card in cards))
    assert {answer.kind for answer in answers} == {"Done"}
    return [answer.said for answer in answers]


async def stands(city: City, participation: Json, status: str) -> Json:
    """A participation, once it stands so."""

    async def look() -> Json:
        found: Json = await city.read("participation", id=participation["id"])
        return found

    return await eventually(look, lambda found: found["status"] == status)


async def the_fourth_waits(city: City, said: list[Json], envelope: str, at_provider: str) -> Json:
    """Three are confirmed, the fourth waits: told to the desk, in the lists, and at the provider
    without a name. Nobody confirms it by hand."""
    confirmed = [one for one in said if one["participation"]["status"] == "CONFIRMED"]
    [waits] = [one for one in said if one["participation"]["status"] == "WAITING"]
    assert (len(confirmed), waits["notice"]) == (3, WAITS_AT_1)
    assert {one["notice"] for one in confirmed} == {None}
    fourth: Json = waits["participation"]
    assert (fourth["waitingPlace"], fourth["networkCents"]) == (1, 1_600)
    [listed] = await city.pages("waitingList", envelope=envelope)
    assert listed == await city.read("participation", id=fourth["id"])
    assert [one["id"] for one in await city.pages("participations", waiting=True)] == [fourth["id"]]
    seen = await city.read("participation", id=fourth["id"], token=at_provider)
    assert (seen["status"], seen["holder"]) == ("WAITING", None)
    refused = await city.do("confirmParticipation", participation=fourth["id"])
    refused.refused("not_held")
    return fourth


async def it_is_promoted(city: City, fourth: Json, gone: Json, envelope: str) -> None:
    """One cancels, and is told of her own cancel; the fourth is promoted."""
    cancelled = await city.make("cancelParticipation", participation=gone["id"])
    assert (cancelled["id"], cancelled["status"]) == (gone["id"], "CANCELLED")
    promoted = await stands(city, fourth, "CONFIRMED")
    assert (promoted["networkCents"], promoted["waitingPlace"]) == (1_600, None)
    assert await city.pages("waitingList", envelope=envelope) == []
    await its_holder_is_told(city, fourth)


async def its_holder_is_told(city: City, fourth: Json) -> None:
    """That there is a place: for what, on which day, and not of whose money."""

    async def look() -> list[Json]:
        return await city.pages("messages", holder=fourth["holder"], messageState="WAITING")

    [told] = await eventually(look, lambda found: len(found) == 1)
    said = (await city.read("messageText", message=told["id"]))["text"]
    assert told["kind"] == "PLACE_FREE"
    assert f"{today():%d/%m/%Y}" in said
    assert "Er is nu plaats voor u." in said


async def its_statement(city: City, provider: str) -> None:
    """4 x 16.00, of which each was one line, and one was reversed."""
    day = {"year": today().year, "until": str(today()), "clear": True}
    drawn = await city.make("drawUpStatements", providers=[provider], **day)
    page = await city.read("statementLines", statement=drawn["id"])
    lines = page["lines"]["nodes"]
    assert sorted(one["networkCents"] for one in lines) == [-1_600, *[1_600] * 5]
    assert drawn["payableCents"] == 4 * 1_600


async def test_5_empty_on_a_saturday(api: Api) -> None:
    """50.00*, fee 40.00* at 20/40/40 (8 / 16 / 16), waiting list on."""
    city = await a_network(api)
    camps = (await an_envelope(city, "Kampen", 5_000, whenEmpty="WAITING_LIST"))["id"]
    provider = await city.a_provider()
    at_provider = city.token("provider", organisation=provider)
    camp = await city.an_offer(4_000, split_percent=(20, 40, 40), provider=provider)
    cards = [await city.a_card() for _child in range(5)]

    # 09:58: the desks send four children at once.
    said = await at_the_desks(city, cards[:4], camp)
    fourth = await the_fourth_waits(city, said, camps, at_provider)
    assert (await shown(city, camps))["freeCents"] == 200

    # 10:20: one cancels.
    [first, *_] = [one["participation"] for one in said if one["notice"] is None]
    await it_is_promoted(city, fourth, first, camps)
    assert (await shown(city, camps))["freeCents"] == 200

    # 18:00: an offline sale arrives. It is kept, and the balance never below zero.
    line = a_line(cards[4], camp, 800)
    assert await upload(city, line, token=at_provider) == ["ACCEPTED"]
    [item] = await waiting(city, 1, kind="UNCOVERED")
    sale = await city.read("participation", id=item["participation"])
    assert (sale["status"], sale["uncoveredCents"]) == ("CONFIRMED", 1_600)
    assert (await shown(city, camps))["freeCents"] == 200

    # Monday: the municipal executive moves 20.00 in.
    await moved(city, 2_000, toEnvelope=camps)
    assert await waiting(city, 0, kind="UNCOVERED") == []
    sale = await city.read("participation", id=item["participation"])
    assert (sale["uncoveredCents"], (await shown(city, camps))["freeCents"]) == (0, 600)
    await its_statement(city, provider)


CHILDREN, PLACES = 60, 25
GONE = 10


async def many_cards(city: City) -> list[Json]:
    """A card for each child, made a few at a time."""
    few = asyncio.Semaphore(10)

    async def a_card() -> Json:
        async with few:
            return await city.a_card()

    return list(await asyncio.gather(*(a_card() for _ in range(CHILDREN))))


async def test_sixty_desks_at_once_on_the_last_euros_of_an_envelope(api: Api) -> None:
    """25 shares of 16.00* and 7.00*: never below zero, the others in order, then ten cancel."""
    city = await a_network(api)
    cents = PLACES * 1_600 + 700
    camps = await an_envelope(city, "Kampen", cents, whenEmpty="WAITING_LIST")
    camp = await city.an_offer(4_000, split_percent=(20, 40, 40))
    cards = await many_cards(city)
    said = [one["participation"] for one in await at_the_desks(city, cards, camp)]
    confirmed = [one for one in said if one["status"] == "CONFIRMED"]
    waits = sorted(
        (one for one in said if one["status"] == "WAITING"), key=lambda one: one["waitingPlace"]
    )
    assert len(confirmed) == PLACES
    assert [one["waitingPlace"] for one in waits] == list(range(1, CHILDREN - PLACES + 1))
    assert (await shown(city, camps["id"]))["freeCents"] == 700
    order = [one["id"] for one in await city.pages("waitingList", first=10, envelope=camps["id"])]
    assert order == [one["id"] for one in waits]

    # Ten cancel at once, and one who waits does so between them: perhaps it was just promoted.
    gone = [*(one["id"] for one in confirmed[:GONE]), order[3]]
    await asyncio.gather(*(city.make("cancelParticipation", participation=one) for one in gone))

    async def left() -> list[Any]:
        found = await city.pages("waitingList", first=10, envelope=camps["id"])
        return [one["id"] for one in found]

    assert await eventually(left, lambda found: len(found) == len(order) - len(gone))
    assert await left() == order[len(gone) :]
    assert (await shown(city, camps["id"]))["freeCents"] == 700
    statuses = [one["status"] for one in await city.pages("participations", first=50)]
    assert statuses.count("CONFIRMED") == PLACES
