"""Claims and guarantee slips in a network made through the public API."""

from typing import Final
from uuid import uuid4

from tests.kit.city import City, today
from tests.kit.client import Json

REASON: Final = "de factuur is van iemand anders"
ABOUT_PROMISES: Final[Json] = {
    "paidCents": 1_000,
    "required": ["PAYMENT"],
    "seen": ["PAYMENT"],
    "granted": True,
    "claim": str(uuid4()),
    "slip": str(uuid4()),
    "slipNumber": "0000000000000",
}
"""Right values of the arguments about them that name nothing."""
OF_PROMISES: Final = {
    "mutation.fileClaim": {"seen": ABOUT_PROMISES["seen"]},
    "mutation.completeClaim": {"seen": ABOUT_PROMISES["seen"]},
    "mutation.decideClaim": {"reason": REASON},
    "mutation.reverseClaim": {"reason": REASON},
    "mutation.correctParticipation": {"reason": "OTHER", "priceCents": 900},
    "query.correctionPreview": {"priceCents": 900},
}
"""Where a name means something else in one operation."""


async def a_claim(
    city: City, scheme: str, holder: str, offer: Json, *, cents: int = 1_000, **arguments: object
) -> Json:
    """A claim with all its proofs, where nothing else is said."""
    wish = {"required": ["PAYMENT", "STAMP"], "seen": ["PAYMENT", "STAMP"], "on": str(today())}
    about = {"holder": holder, "scheme": scheme, "offer": offer["id"], "paidCents": cents}
    return await city.make("fileClaim", **about, **{**wish, **arguments})


async def a_slip(city: City, scheme: str, holder: str, offer: Json, *, cents: int = 1_000) -> Json:
    """A slip that works."""
    about = {"holder": holder, "scheme": scheme, "offer": offer["id"], "on": str(today())}
    return await city.make("issueGuaranteeSlip", **about, priceCents=cents)


async def pays_first(city: City, scheme: str, holder: str, provider: str) -> Json:
    """A person has an open claim, one that was refused and one that was granted, and slips of
    which one was redeemed; by the names of arguments."""
    offers = [await city.an_offer(1_000, provider=provider) for _ in range(5)]
    about = {"holder": holder}
    refused = await a_claim(city, scheme, holder, offers[0])
    await city.make("decideClaim", claim=refused["id"], granted=False, reason=REASON, **about)
    granted = await a_claim(city, scheme, holder, offers[1])
    await city.make("decideClaim", claim=granted["id"], granted=True, **about)
    still_open = await a_claim(city, scheme, holder, offers[2])
    used = await a_slip(city, scheme, holder, offers[3])
    redeemed = {"slipNumber": used["number"], "offer": offers[3]["id"], "priceCents": 600}
    await city.make("redeemGuaranteeSlip", **redeemed)
    held = await a_slip(city, scheme, holder, offers[4])
    return {"claim": still_open["id"], "slip": held["id"], "slipNumber": held["number"]}


async def three_of_each(city: City, holder: str, scheme: str) -> dict[str, Json]:
    """Open claims and slips of one person who is entitled, and what to ask their lists."""
    for _ in range(3):
        offer, other = await city.an_offer(1_000), await city.an_offer(1_000)
        await a_claim(city, scheme, holder, offer)
        await a_slip(city, scheme, holder, other)
    return {"claims": {"holder": holder}, "claimWork": {}, "guaranteeSlips": {"holder": holder}}
