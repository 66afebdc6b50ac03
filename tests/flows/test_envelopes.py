"""Money of a network on the platform: sources, envelopes, decisions, balances of past days."""

from datetime import timedelta
from typing import Any

import pytest

from tests.kit.city import BY_THE_EXECUTIVE, City, a_network, today
from tests.kit.client import Api, Json, a_key
from tests.kit.waiting_books import is_warned, noticed

THIRD_AND_REST = [
    {"weight": 1, "sources": ["WELFARE_FUND"]},
    {"weight": 2, "sources": ["DRAWING_RIGHT", "OWN_CONTRIBUTION"]},
]


async def an_envelope(city: City, action: str, cents: int, **terms: Any) -> Json:
    """An envelope of this year with money in it, that pays for every offer."""
    given = {"year": today().year, "category": "PARTICIPATION", "paysForAll": True, **terms}
    envelope = await city.make("openEnvelope", action=action, **given)
    await moved(city, cents, toEnvelope=envelope["id"])
    return await shown(city, envelope["id"])


async def moved(city: City, cents: int, **between: Any) -> Json:
    """Money moved by the municipal executive."""
    return await city.make(
        "moveMoney", year=today().year, cents=cents, **BY_THE_EXECUTIVE, **between
    )


async def shown(city: City, envelope: str) -> Json:
    """An envelope as it stands."""
    found = await city.pages("envelopes", year=today().year)
    return next(one for one in found if one["id"] == envelope)


async def test_2_kortrijk_cents_from_two_sources(api: Api) -> None:
    """Shares 20/40/40 of 119.00, 159.00, 14.00, 17.00: a third of the city's from the fund."""
    city = await a_network(api)
    await city.make("enterFunding", year=today().year, source="WELFARE_FUND", totalCents=50_000)
    football = await an_envelope(city, "Voetbal", 90_000, funding=THIRD_AND_REST, bbc="0740-01")
    assert (football["setApartCents"], football["freeCents"]) == (90_000, 90_000)
    card = await city.a_card()
    paid = []
    for cents in (11_900, 15_900, 1_400, 1_700):
        offer = await city.an_offer(cents, split_percent=(20, 40, 40))
        sold = (await city.register(card, offer)).made
        paid.append((sold["holderCents"], sold["networkCents"]))
    assert paid == [(2_380, 4_760), (3_180, 6_360), (280, 560), (340, 680)]
    football = await shown(city, football["id"])
    assert (football["spentCents"], football["freeCents"]) == (12_360, 77_640)

    accounts = await city.pages("accounts", first=50, year=today().year)
    own = {one["kind"]: one for one in accounts if one["envelope"] == football["id"]}
    assert 30_000 - own["WELFARE_FUND"]["balanceCents"] == 4_121
    assert 60_000 - own["DRAWING_RIGHT"]["balanceCents"] == 8_239
    lines = await city.pages("transfers", first=50, account=own["WELFARE_FUND"]["id"])
    assert [one["cents"] for one in lines] == [30_000, 1_587, 2_120, 187, 227]
    assert {one["bbc"] for one in lines} == {"0740-01"}

    account = own["WELFARE_FUND"]["id"]
    now = await city.read("balanceOn", account=account, on=str(today()))
    before = await city.read("balanceOn", account=account, on=str(today() - timedelta(days=1)))
    assert (now["balanceCents"], before["balanceCents"]) == (30_000 - 4_121, 0)


async def test_an_empty_envelope_is_refilled_by_a_decision(city: City) -> None:
    camps = await an_envelope(city, "Kampen", 1_000)
    card = await city.a_card()
    (await city.register(card, await city.an_offer(2_000))).refused("envelope_empty")
    [source] = [
        one for one in await city.pages("fundingSources") if is_of_now(one, "DRAWING_RIGHT")
    ]
    assert (source["totalCents"], source["leftCents"]) == (734_400, 733_400)
    await moved(city, 600, toEnvelope=camps["id"], source="OWN_CONTRIBUTION")
    assert (await city.register(card, await city.an_offer(2_000))).made["networkCents"] == 1_600
    moves = await city.pages("moneyMoves", year=today().year)
    assert [(one["cents"], one["body"], one["reference"]) for one in moves] == [
        (600, "MUNICIPAL_EXECUTIVE", "2026/1"),
        (1_000, "MUNICIPAL_EXECUTIVE", "2026/1"),
    ]


def is_of_now(source: Json, kind: str) -> bool:
    return bool((source["kind"], source["year"]) == (kind, today().year))


async def test_whoever_keeps_one_towns_books_sees_and_fills_only_those(api: Api) -> None:
    city = await a_network(api, size=2)
    here, there = city.municipalities
    officer = city.token("finance_officer", municipality=here)
    entity = await city.make(
        "registerLegalEntity", name="OCMW hier", kind="WELFARE_CENTRE", municipality=here
    )
    year = today().year
    given = {"year": year, "source": "OWN_CONTRIBUTION", "totalCents": 50_000}
    for town, whose in ((here, entity["id"]), (there, None)):
        await city.make("enterFunding", municipality=town, entity=whose, **given)
    seen = await city.pages("fundingSources", token=officer)
    assert [(one["municipality"], one["entity"]) for one in seen] == [(here, entity["id"])]
    assert {one["municipality"] for one in await city.pages("accounts", token=officer)} == {here}

    mine: Json = {"source": "GIFT", "totalCents": 100, "year": year, "token": officer}
    await city.make("enterFunding", municipality=here, **mine)
    (await city.do("enterFunding", municipality=there, **mine)).refused("not_allowed")
    (await city.do("enterFunding", **mine)).refused("not_allowed")
    theirs = await city.make(
        "openEnvelope", year=year, action="Daar", category="SUPPORT", municipality=there
    )
    change = {"envelope": theirs["id"], "category": "OTHER", "token": officer}
    (await city.do("changeEnvelope", **change)).refused("not_allowed")
    assert await city.pages("envelopes", token=officer) == []


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"funding": {"weight": 1}}, "funding_invalid", "funding"),
        ({"funding": [{"weight": 0, "sources": ["GIFT"]}]}, "funding_invalid", "funding"),
        ({"funding": [{"weight": 1, "sources": ["LOTTERY"]}]}, "source_unknown", "funding"),
        ({"warnAtPercent": [101]}, "percent_invalid", "warnAtPercent"),
        ({"year": 2190}, "no_budget_for_year", "year"),
        ({"municipality": "99999"}, "municipality_not_ours", "municipality"),
    ],
)
async def test_terms_that_cannot_be_are_refused_with_their_field(
    untouched: City, wish: Json, code: str, field: str
) -> None:
    given = {"year": today().year, "action": "Proef", "category": "OTHER", **wish}
    refused = (await untouched.do("openEnvelope", **given)).refused(code)
    assert refused["field"] == field


async def test_an_envelope_warns_and_says_when_it_runs_out(city: City) -> None:
    """100.00 for libraries; 60.00 is spent today. A young envelope is measured as if a week old."""
    terms = {"paysForAll": False, "paysFor": ["LIBRARY"], "warnAtPercent": [50, 80]}
    library = await an_envelope(city, "Bibliotheek", 10_000, **terms)
    assert library["warningsReached"] == []
    quiet = await city.read("envelopeForecast", envelope=library["id"])
    assert (quiet["rhythm"], quiet["freeCents"], quiet["runsOutOn"]) == (
        "NOTHING_SPENT",
        10_000,
        None,
    )
    offer = await city.an_offer(6_000, split_percent=(0, 0, 100), category="LIBRARY")
    await city.register(await city.a_card(), offer)
    library = await shown(city, library["id"])
    assert (library["spentCents"], library["warningsReached"]) == (6_000, [50])
    [notice] = await noticed(city, 1, library["id"])
    assert (notice["percent"], notice["leftCents"], notice["resolvedAt"]) == (50, 4_000, None)
    assert notice["message"] == (
        "Van deze enveloppe is 50 % uitgegeven of gereserveerd. Vrij: 40,00 euro."
    )
    told = await city.read("envelopeForecast", envelope=library["id"])
    assert (told["rhythm"], told["weekCents"], told["freeCents"]) == ("LAST_WEEKS", 6_000, 4_000)
    # 60.00 in seven days: 40.00 is gone on the fifth day from now, unless the year ends first.
    gone = today() + timedelta(days=5)
    assert told["runsOutOn"] == (str(gone) if gone.year == today().year else None)
    await moved(city, 10_000, toEnvelope=library["id"])
    assert (await shown(city, library["id"]))["warningsReached"] == []
    assert await noticed(city, 0, library["id"]) == []
    [kept] = await city.pages("budgetNotices", open=False)
    assert kept["resolvedAt"] is not None
    assert await city.read("envelopeForecast", envelope=a_key()) is None


async def test_a_bill_that_was_paid_counts_as_gone_when_levels_are_looked_at(api: Api) -> None:
    city = await a_network(api)
    await is_warned(city, city.municipality, "op")
