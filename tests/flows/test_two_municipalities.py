"""A network of two municipalities: whose money pays, what each officer sees, a report of each.

The story is told once; every test looks at what came of it. Amounts are invented.
"""

import base64

import pytest

from tests.kit.city import BY_THE_EXECUTIVE, pay_day, today
from tests.kit.client import Api, Json
from tests.kit.payees import A_KBO, has_an_account
from tests.kit.region import OWN, RIGHT, YEAR, Region, a_region


@pytest.fixture(scope="module")
async def region(api: Api) -> Region:
    """Read by every test; what is done with it lies in the books of the year before."""
    return await a_region(api)


async def test_what_is_her_municipalitys_own_paid_before_what_was_set_apart_for_it(
    region: Region,
) -> None:
    """480.00 next door is 420.00 of its own, which is then gone, and 60.00 of the right."""
    figures = (await region.report())["figures"]
    spent = {
        (one["municipality"], one["source"]): one["cents"]
        for one in figures
        if one["municipality"] is not None
    }
    assert spent == {
        (region.here, OWN): 16_000,
        (region.here, RIGHT): 12_000,
        (region.there, OWN): 50_000,
        (region.there, RIGHT): 6_000,
    }


async def test_a_price_tells_whose_money_paid_it(region: Region) -> None:
    """80.00 of the one's own; next door 420.00 of its own and 60.00 of the network's right."""
    for asker in (None, region.city.token("finance_officer")):
        found = await region.city.read(
            "participation", token=asker, id=region.sold[region.there][1]
        )
        told = found["explanation"]
        assert told["paidFrom"] == [
            {"source": RIGHT, "municipality": None, "cents": 6_000},
            {"source": OWN, "municipality": region.there, "cents": 42_000},
        ]
        assert told["lines"][-2].startswith("Betaald met geld van het netwerk (trekkingsrecht): ")
    desk = region.city.token("clerk")
    seen = await region.city.read("participation", token=desk, id=region.sold[region.here][0])
    assert seen["explanation"]["paidFrom"] == []


async def test_a_simulation_tells_what_each_municipality_would_pay(region: Region) -> None:
    keys = [{"holderBp": 5_000, "organisationBp": 0, "networkBp": 5_000}]
    period = {"since": str(today()), "until": str(today())}
    found = await region.city.read("simulateRegulation", keys=keys, **period)
    paid = [
        (one["participations"], one["paid"]["networkCents"], one["simulated"]["networkCents"])
        for one in found["byMunicipality"]
    ]
    assert sorted(paid) == [(2, 16_000, 10_000), (2, 56_000, 35_000)]


async def test_an_officer_sees_her_envelope_as_it_stands(region: Region) -> None:
    """Also what it has of the money of the whole network, which she does not see."""
    for town, apart, spent in ((region.here, 130_000, 28_000), (region.there, 80_000, 56_000)):
        [mine] = await region.city.pages("envelopes", token=region.officer(town), year=YEAR)
        assert mine["id"] == region.envelopes[town]
        assert mine["setApartCents"] == apart
        assert (mine["spentCents"], mine["freeCents"]) == (spent, apart - spent)
        by_network = await region.city.pages("envelopes", year=YEAR)
        assert mine in by_network


async def test_an_officer_is_told_what_is_left_for_everybody(region: Region) -> None:
    """She sees what can be spent there, and changes nothing of it."""
    officer = region.officer(region.here)
    [fair] = await region.city.read("everybodysEnvelopes", token=officer, year=YEAR)
    assert (fair["action"], fair["setApartCents"]) == ("Beurs", 40_000)
    assert (fair["spentCents"], fair["freeCents"]) == (25_000, 15_000)
    wish = {"envelope": fair["id"], "category": "OTHER"}
    (await region.city.do("changeEnvelope", token=officer, **wish)).refused("not_allowed")


async def test_an_officer_sees_the_lines_that_her_municipality_pays(region: Region) -> None:
    asked: Json = {"organisation": region.provider, "year": YEAR}
    whole = await region.city.read("statement", **asked)
    assert (whole["totalCents"], len(whole["lines"]["nodes"])) == (72_000, 4)
    for town, cents in ((region.here, 16_000), (region.there, 56_000)):
        mine = await region.city.read("statement", token=region.officer(town), **asked)
        assert mine["totalCents"] == cents
        lines = mine["lines"]["nodes"]
        assert sorted(one["participation"] for one in lines) == sorted(region.sold[town])
        assert sum(one["networkCents"] for one in lines) == cents


async def test_what_is_the_whole_networks_is_not_shown_by_halves(region: Region) -> None:
    officer = region.officer(region.here)
    for name in ("statements", "payeeAccounts"):
        reply = await region.city.api.query(name, officer, network=region.city.id)
        assert reply.codes == ["not_allowed"], name
    rows = await region.city.pages("accounts", first=50, year=YEAR)
    shared = next(one for one in rows if one["municipality"] is None)
    asked: Json = {"network": region.city.id, "account": shared["id"], "on": str(today())}
    reply = await region.city.api.query("balanceOn", officer, **asked)
    assert reply.codes == ["account_unknown"]


async def test_an_officer_sees_what_is_to_be_paid_for_her_municipality(region: Region) -> None:
    [item] = await region.city.pages("payableItems", token=region.officer(region.here))
    assert (item["kind"], item["cents"], item["reference"]) == ("EXPENSE", 12_000, "F-12000")
    assert item["openFindings"] is None  # who keeps the books of the whole looks into statements
    assert item["id"] in {one["id"] for one in await region.city.pages("payableItems")}
    assert await region.city.pages("payableItems", token=region.officer(region.there)) == []


async def test_the_parts_of_a_report_add_up_to_the_whole(region: Region) -> None:
    report = await region.report()
    assert (report["spentCents"], report["drawingRightCents"]) == (109_000, 300_000)
    parts = {one.pop("municipality"): one for one in report["parts"]}
    assert parts == {
        region.here: part(right=30_000, entered=200_000, paid=(12_000, 16_000)),
        region.there: part(right=30_000, entered=100_000, paid=(6_000, 50_000)),
        None: part(right=240_000, entered=0, paid=(25_000, 0)),
    }
    for name in ("drawingRightCents", "ownRequiredCents", "ownCents", "spentCents"):
        assert sum(one[name] for one in parts.values()) == report[name], name


def part(right: int, entered: int, paid: tuple[int, int]) -> Json:
    """A part of a report: the ratio asks twice the right of own money."""
    return {
        "drawingRightCents": right,
        "ownEnteredCents": entered,
        "ownRequiredCents": 2 * right,
        "rightUsedCents": paid[0],
        "ownCents": paid[1],
        "spentCents": sum(paid),
    }


async def test_the_report_of_a_municipality_is_the_same_whoever_asks(region: Region) -> None:
    whole = await region.report()
    for town in (region.here, region.there):
        mine = await region.report(town, token=region.officer(town))
        by_network = await region.report(town)
        assert mine["checksum"] == by_network["checksum"] != whole["checksum"]
        assert mine["csv"] == by_network["csv"]
        assert mine["parts"] == [one for one in whole["parts"] if one["municipality"] == town]
        assert {one["municipality"] for one in mine["figures"]} == {town}
        told = base64.b64decode(mine["csv"]).decode()
        assert "Middelen en uitgaven per gemeente" in told
    asked: Json = {"network": region.city.id, "year": YEAR, "municipality": region.there}
    officer = region.officer(region.here)
    reply = await region.city.api.query("accountabilityReport", officer, **asked)
    assert reply.codes == ["not_allowed"]


async def test_an_officer_is_told_when_her_envelope_runs_out(region: Region) -> None:
    officer, own = region.officer(region.there), region.envelopes[region.there]
    told = await region.city.read("envelopeForecast", token=officer, envelope=own)
    assert told["freeCents"] == 24_000
    other = region.envelopes[region.here]
    assert await region.city.read("envelopeForecast", token=officer, envelope=other) is None


async def test_own_money_is_asked_by_applicant_and_regulation_where_nobody_says_how_much(
    region: Region,
) -> None:
    before = await region.city.read("bookYear", year=2026)
    assert (before["ratioTenths"], before["applicant"]) == (20, "MUNICIPALITY")
    after = await region.city.read("bookYear", year=2027)
    assert (after["ratioTenths"], after["regulation"]) == (0, "TRANSITION")
    wish = {"year": YEAR - 1, "variant": "FULL_RIGHT", "regulation": "PARTICIPATION_DECREE"}
    told = await region.city.make("setRatio", **wish, applicant="COOPERATION")
    assert (told["ratioTenths"], told["ratioSourced"]) == (20, False)
    told = await region.city.make("setRatio", **wish, applicant="FLEMISH_COMMUNITY_COMMISSION")
    assert (told["ratioTenths"], told["ratioSourced"]) == (10, True)
    told = await region.city.make("setRatio", **wish, ratioTenths=15, applicant="COOPERATION")
    assert (told["ratioTenths"], told["ratioSourced"]) == (15, False)


# -- what an officer of one municipality does with its own ---------------------------------------

BEFORE = YEAR - 1
LONG_AGO = f"{BEFORE}-12-14"


async def owed_by(region: Region, town: str, officer: str) -> dict[str, str]:
    """In last year's books, which no report here is about: what an officer enters, sets apart,
    and owes. Ids by argument."""
    city, given = region.city, {"year": BEFORE, "token": officer}
    centre = await city.make(
        "registerLegalEntity",
        name=f"AGB {town}",
        kind="AUTONOMOUS_COMPANY",
        municipality=town,
        token=officer,
    )
    whose = {"municipality": town, "entity": centre["id"]}
    await city.make("enterFunding", source=OWN, totalCents=50_000, **whose, **given)
    terms = {"category": "SUPPORT", "municipality": town, **given}
    first, second = [
        (await city.make("openEnvelope", action=action, **terms))["id"]
        for action in ("Sportdag", "Feest")
    ]
    taken = {"cents": 30_000, "toEnvelope": first, **BY_THE_EXECUTIVE, **whose, **given}
    await city.make("moveMoney", **taken)
    between = {"cents": 10_000, "fromEnvelope": first, "toEnvelope": second}
    moved = await city.make("moveMoney", **between, **BY_THE_EXECUTIVE, **given)
    assert moved["cents"] == 10_000
    bill = {"kind": "INVOICE", "reference": "F-oud", "on": LONG_AGO, "cents": 8_000}
    owed = {"envelope": second, "organisation": region.provider, "token": officer}
    expense = await city.make("bookExpense", **bill, **owed)
    payer = {"name": "AGB", "kbo": A_KBO, "iban": "BE62510007547061", "entity": centre["id"]}
    await city.make("setPayerAccount", **payer)
    return {"envelope": second, "expense": expense["id"], "payer": centre["id"]}


async def test_an_officer_pays_what_is_her_municipalitys_own_and_nothing_of_others(
    region: Region,
) -> None:
    city, maker = region.city, region.officer(region.here)
    await has_an_account(city, region.provider, "BE71096123456769")
    own = await owed_by(region, region.here, maker)
    [account] = await city.pages("payerAccounts", token=maker)
    assert account["entity"] == own["payer"]
    assert await city.pages("payerAccounts", token=region.officer(region.there)) == []
    wish = {"items": [own["expense"]], "executionOn": str(pay_day())}
    refused = await city.do("proposePaymentRun", token=maker, **wish)
    assert refused.refused("not_allowed")["field"] == "payer"
    run = await city.make("proposePaymentRun", token=maker, payer=own["payer"], **wish)
    refused = await city.do("approvePaymentRun", token=maker, run=run["id"])
    refused.refused("maker_cannot_approve")
    stranger = region.officer(region.there)
    second = city.token("coordinator", municipality=region.here)
    (await city.do("approvePaymentRun", token=stranger, run=run["id"])).refused("not_allowed")
    assert await city.pages("paymentRuns", token=stranger) == []
    [shown] = await city.pages("paymentRuns", token=second)
    assert (shown["id"], shown["mayApprove"]) == (run["id"], True)
    await city.make("approvePaymentRun", token=second, run=run["id"])
    [payment] = await city.pages("payments", token=second, run=run["id"])
    told = {"payment": payment["id"], "on": str(today())}
    (await city.do("recordPaymentExecuted", token=stranger, **told)).refused("not_allowed")
    file = await city.read("paymentFile", token=second, run=run["id"])
    assert (file["paymentCount"], file["totalCents"]) == (1, 8_000)
    done = await city.make("recordPaymentExecuted", token=second, **told)
    assert done["status"] == "EXECUTED"


async def test_an_officer_enters_no_drawing_right_and_moves_nothing_that_is_everybodys(
    region: Region,
) -> None:
    city, officer = region.city, region.officer(region.here)
    right = {"year": YEAR, "source": RIGHT, "totalCents": 100, "municipality": region.here}
    (await city.do("enterFunding", token=officer, **right)).refused("not_allowed")
    mine, theirs = region.envelopes[region.here], region.envelopes[region.there]
    given: Json = {"year": YEAR, "cents": 1, "token": officer, **BY_THE_EXECUTIVE}
    for sides in (
        {"toEnvelope": mine},
        {"fromEnvelope": mine},
        {"fromEnvelope": mine, "toEnvelope": theirs},
        {"fromEnvelope": theirs, "toEnvelope": mine},
        {"fromEnvelope": region.envelopes["all"], "toEnvelope": mine},
    ):
        (await city.do("moveMoney", **sides, **given)).refused("not_allowed")
    centres = await city.pages("legalEntities", token=region.officer(region.there))
    own = {"year": YEAR, "source": OWN, "totalCents": 100, "municipality": region.here}
    wrong = await city.do("enterFunding", token=officer, entity=centres[0]["id"], **own)
    assert wrong.refused("entity_of_another_municipality")["field"] == "entity"
