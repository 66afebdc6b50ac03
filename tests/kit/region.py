"""A network of two municipalities with money of their own, and what was sold in it. Amounts are
invented.
"""

from dataclasses import dataclass
from typing import Any

from tests.kit.city import BY_THE_EXECUTIVE, City, a_network, today
from tests.kit.client import Api, Json

YEAR = today().year
RIGHT, OWN = "DRAWING_RIGHT", "OWN_CONTRIBUTION"


@dataclass
class Region:
    """The network, its two municipalities, and what was made in it."""

    city: City
    provider: str
    envelopes: dict[str, str]
    sold: dict[str, list[str]]

    @property
    def here(self) -> str:
        """The one municipality."""
        return self.city.municipalities[0]

    @property
    def there(self) -> str:
        """The other."""
        return self.city.municipalities[1]

    def officer(self, municipality: str) -> str:
        """The token of who keeps the books of one municipality."""
        return self.city.token("finance_officer", municipality=municipality)

    async def report(self, municipality: str | None = None, **more: Any) -> Json:
        """The report of the whole, or of one municipality."""
        about = {} if municipality is None else {"municipality": municipality}
        report: Json = await self.city.read("accountabilityReport", year=YEAR, **about, **more)
        return report


async def a_region(api: Api) -> Region:
    """3,000.00 of drawing right; 2,000.00 of one municipality's own and 1,000.00 of the other's.

    Of each 300.00 of the right is set apart for its cards beside its own money; 400.00 is for a
    fair of everybody. The one spends 2 x 80.00 on cards and 120.00 on an invoice, the other 80.00
    and 480.00 on cards, and the network 250.00 on the fair.
    """
    city = await a_network(api, drawing_right_cents=300_000, own_contribution_cents=0, size=2)
    region = Region(city, await city.a_provider(), {}, {})
    for town, cents, cards in ((region.here, 200_000, 100_000), (region.there, 100_000, 50_000)):
        await entered(region, town, cents)
        terms = {"municipality": town, "paysForAll": True}
        region.envelopes[town] = await envelope(region, "Kaarten", **terms)
        await moved(region, region.envelopes[town], cards, source=OWN, municipality=town)
        await moved(region, region.envelopes[town], 30_000, source=RIGHT)
        region.sold[town] = []
    region.envelopes["all"] = await envelope(region, "Beurs")
    await moved(region, region.envelopes["all"], 40_000)
    for town, price in (
        (region.here, 10_000),
        (region.there, 10_000),
        (region.here, 10_000),
        (region.there, 60_000),
    ):
        card = await city.a_card(holder=await city.a_holder(municipality=town))
        offer = await city.an_offer(price, provider=region.provider)
        region.sold[town].append((await city.register(card, offer)).made["id"])
    await invoice(region, region.here, 12_000, source=RIGHT, organisation=region.provider)
    await invoice(region, "all", 25_000)
    return region


async def entered(region: Region, town: str, cents: int) -> None:
    """What a municipality puts in, a quarter of it by its welfare centre."""
    centre = await region.city.make(
        "registerLegalEntity", name=f"OCMW {town}", kind="WELFARE_CENTRE", municipality=town
    )
    given = {"year": YEAR, "source": OWN, "municipality": town}
    await region.city.make("enterFunding", totalCents=cents // 4 * 3, **given)
    await region.city.make("enterFunding", totalCents=cents // 4, entity=centre["id"], **given)


async def envelope(region: Region, action: str, **terms: Any) -> str:
    """An envelope of this year; its id."""
    given = {"year": YEAR, "category": "PARTICIPATION", **terms}
    return str((await region.city.make("openEnvelope", action=action, **given))["id"])


async def moved(region: Region, envelope: str, cents: int, **whose: Any) -> None:
    """Money set apart by a decision."""
    given = {"year": YEAR, "toEnvelope": envelope, "cents": cents, **BY_THE_EXECUTIVE}
    await region.city.make("moveMoney", **given, **whose)


async def invoice(region: Region, whose: str, cents: int, **more: Any) -> None:
    """An invoice of today; one of which nobody is named was paid already."""
    given = {"kind": "INVOICE", "reference": f"F-{cents}", "on": str(today()), "cents": cents}
    await region.city.make("bookExpense", envelope=region.envelopes[whose], **given, **more)
