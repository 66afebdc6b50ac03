"""Several people in one request, through the public API."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.kit.city import City, today
from tests.kit.client import Answer, Json


def a_line(number: str, offer: str, on: date | None = None, **more: Any) -> Json:
    """One of those who take part."""
    return {"cardNumber": number, "offer": offer, "on": str(on or today()), **more}


async def together(city: City, cards: Sequence[Json], offer: Json, **arguments: Any) -> Answer:
    """All of them take part in an offer, or nobody."""
    lines = [a_line(card["number"], offer["id"]) for card in cards]
    return await city.do("registerGroup", lines=lines, **arguments)


async def a_group_of_two(city: City, card: Json, offers: Sequence[Json], token: str) -> str:
    """The same card at two offers, the day before; the group's id."""
    lines = [a_line(card["number"], one["id"], today() - timedelta(days=1)) for one in offers]
    return str((await city.do("registerGroup", token=token, lines=lines)).made["id"])
