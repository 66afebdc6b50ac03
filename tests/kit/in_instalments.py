"""Somebody who pays in instalments, in a network made through the public API."""

from datetime import timedelta
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json

IN_TWO: Final = [
    {"due": str(today()), "cents": 500},
    {"due": str(today() + timedelta(days=30)), "cents": 500},
]
"""A price of 10.00 in two instalments."""


async def pays_in_instalments(city: City, provider: str, card: Json) -> None:
    """She takes part, and the first instalment is confirmed."""
    offer = await city.an_offer(provider=provider, title="Les in termijnen")
    wish = {"cardNumber": card["number"], "offer": offer["id"], "on": str(today())}
    made = await city.make("registerInInstalments", instalments=IN_TWO, **wish)
    await city.make("confirmInstalment", participation=made["id"], instalment=1)
