"""Holds and time: what expires by itself, and what comes too late."""

from datetime import UTC, datetime, timedelta

from tests.kit.city import City, in_seconds, today
from tests.kit.client import Json
from tests.kit.waiting import eventually

SOON = 2.0
A_WHILE = 60.0


async def an_expired_hold(city: City) -> tuple[Json, Json, Json]:
    """Card, offer and a participation whose hold nobody resolved."""
    card, offer = await city.a_card(20_000), await city.an_offer()
    held = (await city.hold(card, offer, seconds=SOON)).made
    assert held["status"] == "HELD"

    async def look() -> Json:
        shown: Json = await city.read("participation", id=held["id"])
        return shown

    expired = await eventually(look, lambda seen: seen["status"] != "HELD", seconds=A_WHILE)
    return card, offer, expired


async def test_a_hold_expires_by_itself_and_frees_what_it_held(city: City) -> None:
    card, offer, expired = await an_expired_hold(city)
    assert expired["status"] == "EXPIRED"
    drawing_right = (await city.balances())["DRAWING_RIGHT"]
    assert (drawing_right["balanceCents"], drawing_right["heldCents"]) == (734_400, 0)
    await eventually(lambda: city.used(card["holder"]), lambda seen: seen["leftCents"] == 20_000)
    transfers = [
        (each["kind"], each["cents"])
        for each in await city.pages("transfers")
        if each["participation"] == expired["id"]
    ]
    assert transfers == [("HELD", 800), ("RELEASED", 800)]
    again = await city.register(card, offer)
    assert again.made["status"] == "CONFIRMED"


async def test_an_expired_hold_is_neither_confirmed_nor_voided_nor_cancelled(city: City) -> None:
    _card, _offer, expired = await an_expired_hold(city)
    wishes = {
        "confirmParticipation": "hold_expired",
        "voidParticipation": "hold_expired",
        "cancelParticipation": "not_confirmed",
    }
    for name, code in wishes.items():
        refusal = (await city.do(name, participation=expired["id"])).refused(code)
        assert refusal["field"] == "participation"
    shown = await city.read("participation", id=expired["id"])
    assert shown["status"] == "EXPIRED"


async def test_a_confirm_just_after_the_end_is_declined_whoever_comes_first(city: City) -> None:
    """The clock may not have freed the hold yet: the confirm's own time decides."""
    card, offer = await city.a_card(), await city.an_offer()
    held = (await city.hold(card, offer, seconds=1.0)).made
    until = datetime.fromisoformat(held["holdUntil"])

    async def now() -> datetime:
        return datetime.now(UTC)

    await eventually(now, lambda moment: moment > until)
    late = await city.do("confirmParticipation", participation=held["id"])
    late.refused("hold_expired")


async def test_a_hold_ends_in_the_future_and_within_a_week(city: City) -> None:
    card, offer = await city.a_card(), await city.an_offer()
    for seconds in (-60.0, timedelta(days=7, minutes=5).total_seconds()):
        refusal = (await city.hold(card, offer, seconds=seconds)).refused("hold_until_invalid")
        assert refusal["field"] == "holdUntil"
    held = await city.do(
        "holdParticipation",
        cardNumber=card["number"],
        offer=offer["id"],
        on=str(today()),
        holdUntil=in_seconds(timedelta(days=6).total_seconds()),
    )
    assert held.made["status"] == "HELD"
