"""Cards of a scheme, stock and group passes in a network made through the public API."""

import json
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.regulations import document_data
from tests.kit.scheme_town import YEARLY, eighty_percent

ABOUT_CARDS: Final[Json] = {
    "carrier": "STICKER",
    "cardReason": "FIRST",
    "why": "LOST",
    "lowAt": 5,
    "count": 2,
    "spoilReason": "DAMAGED",
    "counted": 3,
    "countReason": "MISCOUNTED",
    "tickets": 2,
    "ticketsPerYear": 20,
}
"""Right values of the arguments about them that name nothing."""

DATED: Final = {
    "validity": {
        "term": {"kind": "fixed_end", "day": 31, "month": 12, "years_ahead": 1},
        "grace_days": 30,
    },
}


async def a_scheme(city: City, name: str = "Vrijetijdspas") -> str:
    """A scheme whose cards have a last day, with grace; its id."""
    benefit = eighty_percent(ceilings=[YEARLY], payer="domicile")
    document = json.dumps(document_data(scheme=name, benefit=benefit, **DATED))
    return str((await city.make("adoptRegulation", document=document))["scheme"])


async def all_of_cards(city: City, scheme: str, holder: str, organisation: str, offer: str) -> Json:
    """A card that was replaced, stock, and a pass of a group; by the names of arguments."""
    return {
        "scheme": scheme,
        **await a_carried_card(city, scheme, holder),
        **await a_stock(city, scheme, organisation),
        **await a_group(city, scheme, organisation, offer),
    }


async def a_carried_card(city: City, scheme: str, holder: str) -> Json:
    """A card that was replaced; its id by the name of the argument."""
    old = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    await city.make("replaceCard", card=old["id"], why="STOLEN")
    return {"card": old["id"]}


async def a_stock(city: City, scheme: str, organisation: str) -> Json:
    """A counter of a partner with cards and a count; ids by the names of arguments."""
    wish = {"name": f"Balie {organisation}", "organisation": organisation}
    counter = (await city.make("openCounter", **wish))["id"]
    asked = {"counter": counter, "scheme": scheme}
    pack = (await city.make("orderPack", **asked, count=2))["id"]
    await city.make("receivePack", pack=pack)
    await city.make("correctStock", **asked, counted=1, countReason="LOST")
    return {"counter": counter, "pack": pack}


async def a_group(city: City, scheme: str, organisation: str, offer: str) -> Json:
    """A pass of a partner and a visit; ids and the number by the names of arguments."""
    wish = {"organisation": organisation, "scheme": scheme, "ticketsPerYear": 1_000}
    until = {"validUntil": f"{today().year + 1}-12-31", "municipality": city.municipality}
    made = await city.make("issueGroupPass", **wish, **until)
    about = {"passNumber": made["number"], "offer": offer, "on": str(today())}
    visit = await city.make("registerGroupVisit", **about, tickets=2)
    return {"groupPass": made["id"], "passNumber": made["number"], "visit": visit["id"]}
