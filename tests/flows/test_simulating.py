"""Trying a changed regulation on what was used, through the public API."""

from typing import Any

from tests.flows.test_prices import a_card_of, document, shares
from tests.kit.city import City, today
from tests.kit.client import Json

CEILING = {"name": "yearly", "clause": "art. 8", "amounts": [{"cents": 12_000}]}


async def simulated(city: City, text: str, **more: Any) -> Json:
    period = {"since": f"{today().year}-01-01", "until": str(today())}
    found: Json = await city.read("simulateRegulation", document=text, **{**period, **more})
    return found


def cost(one: Json) -> tuple[int, int, int]:
    return shares(one)


async def test_the_same_key_costs_what_was_paid_and_another_what_it_would_have(
    city: City,
) -> None:
    regulation, card = await a_card_of(city, ceilings=[CEILING])
    swimming, judo = await city.a_provider("Zwemclub"), await city.a_provider("Judoclub")
    made = []
    for cents, provider in ((11_900, swimming), (1_400, judo), (15_900, swimming), (1_700, judo)):
        offer = await city.an_offer(cents, provider=provider, category="LESSON_SERIES")
        made.append(await city.register(card, offer))
    # 47.60, 5.60, then 63.60 of which all is left, then 6.80 of which 3.20 is left.
    assert [shares(one.made)[2] for one in made] == [4_760, 560, 6_360, 320]
    scheme = regulation["scheme"]

    same = await simulated(city, document(city, ceilings=[CEILING]), scheme=scheme)
    assert cost(same["total"]["simulated"]) == cost(same["total"]["paid"])
    assert cost(same["total"]["paid"]) == (2_380 + 280 + 3_180 + 700, 12_360, 12_000)

    free = await simulated(city, document(city), scheme=scheme)
    assert cost(free["total"]["simulated"]) == (6_180, 12_360, 12_360)
    names = {one["name"]: cost(one["simulated"]) for one in free["byProvider"]}
    assert names == {"Zwemclub": (5_560, 11_120, 11_120), "Judoclub": (620, 1_240, 1_240)}
    assert [one["name"] for one in free["byCategory"]] == ["lessenreeksen"]

    low = {**CEILING, "amounts": [{"cents": 4_760}]}
    tight = await simulated(
        city, document(city, ceilings=[low]), scheme=scheme, token=city.token("finance_officer")
    )
    assert tight["total"]["notSold"] == 3
    assert cost(tight["total"]["simulated"]) == (2_380, 4_760, 4_760)
    assert "aanbieder;Zwemclub;2;1;" in tight["csv"]


async def test_the_split_of_offers_can_be_tried_against_a_key(city: City) -> None:
    card = await city.a_card()
    await city.register(card, await city.an_offer(10_000, split_percent=(50, 0, 50)))
    tried = await simulated(city, document(city))
    assert cost(tried["total"]["paid"]) == (5_000, 0, 5_000)
    assert cost(tried["total"]["simulated"]) == (2_000, 4_000, 4_000)


async def test_only_who_handles_money_simulates_and_a_period_runs_forward(city: City) -> None:
    period: Json = {"since": str(today()), "until": str(today())}
    asked: Json = {"network": city.id, "document": document(city)}
    reply = await city.api.query("simulateRegulation", city.token("clerk"), **asked, **period)
    assert reply.codes == ["not_allowed"]
    reply = await city.api.query(
        "simulateRegulation", city.token(), **asked, **{**period, "until": "2020-01-01"}
    )
    assert reply.codes == ["value_invalid"]
    wrong = await simulated(city, "language: 1")
    assert wrong["code"] == "document_invalid"
