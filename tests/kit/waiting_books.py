"""Envelopes on which somebody waits, or that warn, in a network made through the public API."""

from datetime import timedelta

from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.waiting import eventually


async def is_warned(city: City, here: str, mark: str) -> None:
    """A level of warning of an envelope is reached, and no longer once money comes."""
    year, decided = today().year, {"body": "COORDINATOR", "decidedOn": str(today())}
    envelope = await city.make(
        "openEnvelope",
        year=year,
        action=f"Drukwerk {mark}",
        category="OTHER",
        municipality=here,
        warnAtPercent=[50],
    )
    coming = {"year": year, "toEnvelope": envelope["id"], "cents": 100, **decided}
    await city.make("moveMoney", **coming)
    spent = {"kind": "INVOICE", "reference": f"D-{mark}", "cents": 60, "on": str(today())}
    await city.make("bookExpense", envelope=envelope["id"], **spent)
    for count in (1, 0):
        await noticed(city, count, envelope["id"])
        await city.make("moveMoney", **coming)


async def noticed(city: City, count: int, *envelopes: str) -> list[Json]:
    """The notices about envelopes that hold still, once there are so many."""

    async def look() -> list[Json]:
        found = await city.pages("budgetNotices", first=50)
        return [one for one in found if one["envelope"] in envelopes]

    return await eventually(look, lambda found: len(found) == count)


async def one_waits(city: City, here: str, mark: str, provider: str, card: Json) -> str:
    """A participation that waits for money of an envelope of a municipality; that envelope."""
    on = today() + timedelta(days=3)
    terms = {"category": "OTHER", "paysFor": ["CLOAKROOM"], "whenEmpty": "WAITING_LIST"}
    envelope = await city.make(
        "openEnvelope", year=on.year, action=f"Vestiaire {mark}", municipality=here, **terms
    )
    offer = await city.an_offer(provider=provider, title="Vestiaire", category="CLOAKROOM")
    assert (await city.register(card, offer, on)).made["status"] == "WAITING"
    return str(envelope["id"])


async def three_wait(city: City, provider: str) -> str:
    """Three that wait for money of one envelope; that envelope."""
    terms = {"category": "OTHER", "paysFor": ["CLOAKROOM"], "whenEmpty": "WAITING_LIST"}
    on = today() + timedelta(days=3)
    envelope = await city.make("openEnvelope", year=on.year, action="Vestiaire", **terms)
    offer = await city.an_offer(provider=provider, category="CLOAKROOM")
    for _child in range(3):
        assert (await city.register(await city.a_card(), offer, on)).made["status"] == "WAITING"
    return str(envelope["id"])
