"""Trying changed rules on what was used, through the public API, to the cent."""

import json
from typing import Any

import yaml

from services.gateway.domain.simulating import Sum
from services.gateway.storage.jobs import TakenRow, end
from services.gateway.storage.reading import Bounds, Database
from services.kernel.money import Shares
from tests.flows.test_prices import a_card_of, document, shares
from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.waiting import eventually

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
    assert reply.codes == ["period_invalid"]
    wrong = await simulated(city, "language: 1")
    assert wrong["code"] == "document_invalid"


async def long(city: City, **wish: Any) -> Json:
    """What a long simulation over this year has come to, once it is done."""
    period = {"since": f"{today().year}-01-01", "until": str(today())}
    begun = await city.make("startSimulation", **{**period, **wish})

    async def look() -> Json:
        return dict(await city.read("simulation", id=begun["id"]))

    done = await eventually(look, lambda one: one["state"] == "DONE", seconds=90)
    assert (done["done"], done["failed"]) == (done["total"], 0)
    return done


async def test_a_long_simulation_comes_to_the_same_as_a_short_one(city: City) -> None:
    regulation, card = await a_card_of(city, ceilings=[CEILING])
    for cents in (11_900, 15_900, 1_400):
        await city.register(card, await city.an_offer(cents, category="CAMP"))
    wish: Json = {"scheme": regulation["scheme"], "document": document(city)}
    written = yaml.safe_dump(json.loads(wish["document"]))
    done = await long(city, **{**wish, "document": written})
    assert (done["total"], done["closedAt"] is None) == (1, False)
    assert cost(done["found"]["total"]["simulated"]) == (2_380 + 3_180 + 280, 11_680, 11_680)
    short = await simulated(city, wish["document"], scheme=wish["scheme"])
    short.pop("__typename")
    assert done["found"] == short


async def test_a_simulation_is_stopped_goes_on_and_is_listed(city: City) -> None:
    card = await city.a_card()
    await city.register(card, await city.an_offer(1_500, split_percent=(20, 40, 40)))
    done = await long(city, keys=[{"holderBp": 10_000, "organisationBp": 0, "networkBp": 0}])
    named: Json = {"simulation": done["id"]}
    for name in ("stopSimulation", "resumeSimulation"):
        assert await city.make(name, **named) == done, "what is done stays done"
        (await city.do(name, token=city.token("clerk"), **named)).refused("not_allowed")
        missing = {"simulation": "00000000-0000-4000-8000-00000000000f"}
        (await city.do(name, **missing)).refused("simulation_unknown")
    await _set(city, done["id"], "state = 'running', done = 0, closed_at = null")
    assert (await city.make("stopSimulation", **named))["state"] == "STOPPED"
    [listed] = await city.read("simulations")
    assert (listed["id"], listed["state"], listed["done"]) == (done["id"], "STOPPED", 0)
    await _set(city, done["id"], "done = total")
    assert (await city.make("resumeSimulation", **named))["state"] == "DONE"


async def _set(city: City, job: str, columns: str) -> None:
    """The job stands as if its worker were elsewhere on its way."""
    database = await Database.connect(city.api.platform.dsn("gateway", "gateway"), 1, "test")
    try:
        async with database.writing(Bounds(city.id)) as connection:
            await connection.execute(f"update operations.jobs set {columns} where key = $1", job)
    finally:
        await database.close()


async def test_a_worker_that_comes_late_adds_nothing(city: City) -> None:
    card = await city.a_card()
    await city.register(card, await city.an_offer(1_500, split_percent=(20, 40, 40)))
    keys = [{"holderBp": 10_000, "organisationBp": 0, "networkBp": 0}]
    done = await long(city, keys=keys)
    [provider] = [one["organisation"] for one in await city.pages("offers")]
    row = TakenRow(
        stream=city.id,
        job=done["id"],
        number=1,
        input="",
        kind="simulation",
        actor="",
        role="coordinator",
        municipality=None,
        facts={},
    )
    database = await Database.connect(city.api.platform.dsn("gateway", "gateway"), 1, "test")
    try:
        sums = {("other", provider, ""): Sum(1, Shares(1, 2, 3), Shares(3, 2, 1))}
        await end(database, row, (), None, None, sums)
    finally:
        await database.close()
    assert await city.read("simulation", id=done["id"]) == done


async def test_another_key_of_some_offers_is_tried_beside_that_of_the_others(city: City) -> None:
    card = await city.a_card()
    for category in ("CAMP", "LESSON_SERIES"):
        offer = await city.an_offer(1_500, split_percent=(20, 40, 40), category=category)
        await city.register(card, offer)
    keys = [{"holderBp": 2_500, "organisationBp": 2_500, "networkBp": 5_000, "category": "CAMP"}]
    found = (await long(city, keys=keys))["found"]
    told = {one["name"]: cost(one["simulated"]) for one in found["byCategory"]}
    assert told == {"kampen": (375, 375, 750), "lessenreeksen": (300, 600, 600)}
    assert cost(found["total"]["paid"]) == (600, 1_200, 1_200)


async def test_what_cannot_be_simulated_is_told(untouched: City) -> None:
    city, day = untouched, str(today())
    period = {"since": day, "until": day}
    (await city.do("startSimulation", **period)).refused("nothing_changed")
    keys = [{"holderBp": 1, "organisationBp": 2, "networkBp": 3}]
    wrong = (await city.do("startSimulation", **period, keys=keys)).refused("split_invalid")
    assert (wrong["field"], wrong["message"]) == ("keys.0", "De delen moeten samen 100 % zijn.")
    good = [{"holderBp": 0, "organisationBp": 0, "networkBp": 10_000}]
    back = {"since": day, "until": "2020-01-01"}
    (await city.do("startSimulation", **back, keys=good)).refused("period_invalid")
    clerk = city.token("clerk")
    (await city.do("startSimulation", token=clerk, **period, keys=good)).refused("not_allowed")
    nobody = (await long(city, keys=good))["found"]
    assert (nobody["total"]["participations"], nobody["byProvider"]) == (0, [])
