"""Statements that are due, that are overdue, and lines that come too late, on the platform."""

from datetime import timedelta
from typing import Any

import pytest

from tests.kit.carriers import a_scheme
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json

LAST_MONTH = today().replace(day=1) - timedelta(days=1)
COLLEGE = {
    "body": "MUNICIPAL_EXECUTIVE",
    "decidedOn": str(today()),
    "reference": "2026/114",
}


@pytest.fixture(scope="module")
async def town(api: Api) -> City:
    """A network of this module."""
    return await a_network(api)


async def a_line(city: City, provider: str, **more: Any) -> Json:
    """A participation of 10.00 of which the network pays 8.00."""
    offer = await city.an_offer(provider=provider)
    made: Json = (await city.register(await city.a_card(), offer, **more)).made
    return made


async def agreed(city: City, provider: str, **terms: Any) -> None:
    """How a provider is settled with."""
    await city.make("setSettlementTerms", organisation=provider, **terms)


async def test_what_is_due_is_drawn_up_at_once_and_the_rest_waits(town: City) -> None:
    monthly, half, asked = [await town.a_provider(name) for name in ("Zwem", "Judo", "Museum")]
    await agreed(town, monthly, period="MONTH")
    await agreed(town, half, period="HALF_YEAR", claimWithinDays=366)
    await agreed(town, asked, period="ON_REQUEST")
    for provider in (monthly, half, asked):
        await a_line(town, provider)
        await a_line(town, provider, on=LAST_MONTH)
    year = LAST_MONTH.year
    due = await town.pages("waitingLines", year=year, onlyDue=True)
    assert monthly in {one["organisation"] for one in due}
    assert asked not in {one["organisation"] for one in due}
    drawn = await town.do("drawUpDueStatements", year=year, key="due")
    assert (drawn.kind, drawn.said["moreDue"]) == ("Done", False)
    again = await town.do("drawUpDueStatements", year=year, key="due")
    assert again.said["statement"] == drawn.said["statement"]
    (await town.do("drawUpDueStatements", year=year)).refused("nothing_to_settle")
    [statement] = await town.pages("statements", organisation=monthly)
    assert (statement["lineCount"], statement["until"]) == (1, str(LAST_MONTH))
    assert (statement["payableCents"], statement["early"]) == (800, False)
    assert statement["payBy"] == str(today() + timedelta(days=30))
    left = await town.pages("waitingLines", year=today().year, onlyDue=False)
    [waits] = [one for one in left if one["organisation"] == monthly]
    assert (waits["lineCount"], waits["totalCents"], waits["due"]) == (1, 800, False)
    ahead: Any = {"providers": [monthly], "year": today().year, "until": str(today())}
    (await town.do("drawUpStatements", **ahead)).refused("decision_missing")
    half_told = await town.do("drawUpStatements", body="COORDINATOR", **ahead)
    assert half_told.refused("decision_missing")["field"] == "decidedOn"
    early = await town.make("drawUpStatements", **ahead, **COLLEGE)
    assert (early["early"], early["body"]) == (True, "MUNICIPAL_EXECUTIVE")
    assert early["decisionReference"] == "2026/114"

    late = await town.pages("overdueStatements", on=str(today() + timedelta(days=31)))
    assert statement["id"] in {one["id"] for one in late}
    assert statement["id"] not in {one["id"] for one in await town.pages("overdueStatements")}


async def test_a_late_visit_of_a_group_waits_for_a_decision_too(town: City) -> None:
    club = await town.a_provider("Klimzaal")
    await agreed(town, club, period="MONTH", claimWithinDays=0)
    used = await town.make(
        "issueGroupPass",
        organisation=await town.a_provider("Den Draai", roles=["POVERTY_ASSOCIATION"]),
        scheme=await a_scheme(town),
        ticketsPerYear=20,
        validUntil=f"{today().year + 1}-12-31",
    )
    offer = await town.an_offer(provider=club)
    about: Any = {"passNumber": used["number"], "offer": offer["id"], "on": str(LAST_MONTH)}
    first, second = [
        await town.make("registerGroupVisit", tickets=tickets, **about) for tickets in (2, 3)
    ]
    itself = town.token("treasurer", organisation=club)
    waiting = await town.pages("lateLines", status="WAITING", organisation=club, token=itself)
    assert {one["participation"] for one in waiting} == {first["id"], second["id"]}
    assert {one["kind"] for one in waiting} == {"GROUP_VISIT"}
    until: Any = {"providers": [club], "year": LAST_MONTH.year, "until": str(LAST_MONTH)}
    (await town.do("drawUpStatements", **until)).refused("nothing_to_settle")
    told: Any = {"visit": first["id"], "admitted": True, **COLLEGE}
    (await town.do("decideLateVisit", token=itself, **told)).refused("not_allowed")
    await town.make("decideLateVisit", **told)
    gone = await town.make("decideLateVisit", visit=second["id"], admitted=False, **COLLEGE)
    assert gone["status"] == "CANCELLED"
    drawn = await town.make("drawUpStatements", **until)
    assert (drawn["lineCount"], drawn["payableCents"]) == (1, 1_600)
    seen = {one["participation"]: one for one in await town.pages("lateLines", token=itself)}
    assert (seen[first["id"]]["status"], seen[second["id"]]["status"]) == ("ADMITTED", "REFUSED")


async def test_a_late_line_waits_for_a_decision_and_its_provider_sees_it(town: City) -> None:
    club = await town.a_provider("Atletiek")
    await agreed(town, club, period="MONTH", claimWithinDays=0)
    first, second = [await a_line(town, club, on=LAST_MONTH) for _line in range(2)]
    itself = town.token("treasurer", organisation=club)
    waiting = await town.pages("lateLines", status="WAITING", token=itself)
    assert {one["participation"] for one in waiting} == {first["id"], second["id"]}
    until: Any = {"providers": [club], "year": LAST_MONTH.year, "until": str(LAST_MONTH)}
    (await town.do("drawUpStatements", **until)).refused("nothing_to_settle")
    (await town.do("disputeLine", participation=first["id"], reason="PRICE")).refused(
        "late_line_waits"
    )
    told: Any = {"participation": first["id"], "admitted": True, **COLLEGE}
    (await town.do("decideLateLine", token=itself, **told)).refused("not_allowed")
    await town.make("decideLateLine", **told)
    (await town.do("decideLateLine", **told)).refused("line_not_late")
    drawn = await town.make("drawUpStatements", **until)
    assert (drawn["lineCount"], drawn["payableCents"]) == (1, 800)
    page = await town.read("statementLines", statement=drawn["id"], token=itself)
    assert [one["participation"] for one in page["lines"]["nodes"]] == [first["id"]]

    gone = await town.make("decideLateLine", participation=second["id"], admitted=False, **COLLEGE)
    assert gone["status"] == "CANCELLED"
    seen = {one["participation"]: one for one in await town.pages("lateLines", token=itself)}
    assert (seen[first["id"]]["status"], seen[second["id"]]["status"]) == ("ADMITTED", "REFUSED")
    assert seen[second["id"]]["reference"] == "2026/114"
    (await town.do("drawUpStatements", **until)).refused("nothing_to_settle")
