"""The umbrella's totals over all networks: small numbers are withheld, and what would tell them.

In a year of its own, next year: no other test takes part then.
"""

from collections.abc import Callable
from datetime import date

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.waiting import eventually

YEAR = today().year + 1
NEW_YEARS_DAY = date(YEAR, 1, 1)


async def people_take_part(city: City, count: int) -> None:
    """So many persons take part once, at 8.00 for the network."""
    offer = await city.an_offer()
    for _ in range(count):
        taken = await city.register(await city.a_card(), offer, on=NEW_YEARS_DAY)
        assert taken.made["status"] == "CONFIRMED"


async def totals(api: Api, good: Callable[[dict[str, Json], Json], bool]) -> dict[str, Json]:
    """The cells by network, the total under `total`, once they are good."""

    async def look() -> dict[str, Json]:
        shown = await api.read("umbrellaTotals", api.token("umbrella_analyst"), year=YEAR)
        cells = {row["network"]: row["cell"] for row in shown["networks"]}
        return {**cells, "total": shown["total"]}

    return await eventually(look, lambda seen: good(seen, seen["total"]))


def numbers(cell: Json) -> tuple[int, int, int]:
    """Holders, participations, cents of a cell that is shown."""
    assert not cell["withheld"]
    return cell["holders"], cell["participations"], cell["networkCents"]


WITHHELD = {"withheld": True, "holders": None, "participations": None, "networkCents": None}


async def test_small_cells_are_withheld_with_what_would_tell_them(api: Api) -> None:
    """Networks of 7, 5 and then 2 persons: the two are withheld, and the five go with them."""
    large, middle, small = [await a_network(api) for _ in range(3)]
    await people_take_part(large, 7)
    await people_take_part(middle, 5)
    sums = (12, 12, 12 * 800)
    seen = await totals(api, lambda _cells, total: total["holders"] == 12)
    assert numbers(seen[large.id]) == (7, 7, 5_600)
    assert numbers(seen[middle.id]) == (5, 5, 4_000)
    assert numbers(seen[small.id]) == (0, 0, 0)
    assert numbers(seen["total"]) == sums

    await people_take_part(small, 2)
    seen = await totals(api, lambda _cells, total: total["holders"] != 12)
    seen = await totals(api, lambda cells, _total: cells[small.id]["withheld"])
    assert seen[small.id] == WITHHELD
    assert seen[middle.id] == WITHHELD
    assert numbers(seen[large.id]) == (7, 7, 5_600)
    seen = await totals(api, lambda _cells, total: total["holders"] == 14)
    assert numbers(seen["total"]) == (14, 14, 14 * 800)
    assert seen[middle.id] == seen[small.id] == WITHHELD

    await one_comes_back_and_one_cancels(large)
    seen = await totals(api, lambda cells, _total: cells[large.id]["participations"] != 7)
    seen = await totals(api, lambda cells, _total: cells[large.id]["participations"] == 8)
    assert numbers(seen[large.id]) == (7, 8, 6_400)


async def one_comes_back_and_one_cancels(city: City) -> None:
    """One person takes part a second time: still one person. A cancelled one is not counted."""
    (holder, *_others) = [node["id"] for node in await city.pages("holders", first=50)]
    card = (await city.read("holder", id=holder))["cards"][0]
    offer = await city.an_offer()
    await city.register(card, offer, on=NEW_YEARS_DAY)
    gone = await city.register(await city.a_card(), offer, on=NEW_YEARS_DAY)
    await city.make("cancelParticipation", participation=gone.made["id"])


async def test_only_the_umbrella_reads_them(api: Api, city: City) -> None:
    for role in ("coordinator", "finance_officer", "provider", "partner_system"):
        reply = await api.query("umbrellaTotals", city.token(role), year=YEAR)
        assert reply.codes == ["not_allowed"]
    reply = await api.query("holders", api.token("umbrella_analyst"), network=city.id)
    assert reply.codes == ["not_allowed"]


async def test_a_year_without_anybody_is_all_zeros(api: Api, city: City) -> None:
    shown = await api.read("umbrellaTotals", api.token("umbrella_analyst"), year=2100)
    assert numbers(shown["total"]) == (0, 0, 0)
    reply = await api.query("umbrellaTotals", api.token("umbrella_analyst"), year=1)
    assert reply.codes == ["year_invalid"]
