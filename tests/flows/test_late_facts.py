"""A fact that is learned late: what it would re-price and who pays back, on the platform."""

import base64
from typing import Any

import pytest

from tests.flows.test_settling import drawn
from tests.flows.test_stories_cards import a_scheme, an_entitled, shares
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, a_key
from tests.kit.scheme_town import eighty_percent
from tests.kit.waiting import eventually

LOST = "2026-01-31"
DECIDED = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today()), "reference": "2026/91"}


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has a scheme and a person of its own."""
    return await a_network(api)


class Case:
    """A person whose right went on after it should have ended, and what she used of it."""

    def __init__(self, city: City, scheme: str, holder: str, card: Json) -> None:
        self.city, self.scheme, self.holder, self.card = city, scheme, holder, card
        self.about: Json = {"holder": holder, "scheme": scheme}

    async def uses(self, cents: int, provider: str | None = None) -> str:
        """Takes part in something of this price; the id."""
        offer = await self.city.an_offer(cents, provider=provider)
        return str((await self.city.register(self.card, offer)).made["id"])

    async def seen(self, **learned: Any) -> Json:
        """What learning it would touch."""
        wish = {"trueUntil": LOST, **learned}
        found: Json = await self.city.read("lateFactPreview", **self.about, **wish)
        return found

    async def learned(self) -> str:
        """It is learned; the id of the right."""
        how = {"fact": "STATUS_LOST", "trueUntil": LOST}
        return str((await self.city.make("learnLate", **self.about, **how))["id"])

    async def recovered(self, right: str, payer: str, *own: str) -> Json:
        """It is decided that somebody pays back."""
        about = {"holder": self.holder, "right": right, "participations": list(own)}
        how = {"payer": payer, "reason": "statuut was verloren", **DECIDED}
        return await self.city.make("decideRecovery", **about, **how)

    async def debts(self) -> list[Json]:
        """What is owed for what she used."""
        return await self.city.pages("debts", status=None, holder=self.holder)


async def a_case(city: City) -> Case:
    """80% off, all of it the network's."""
    scheme = await a_scheme(city, eighty_percent())
    return Case(city, scheme, *await an_entitled(city, scheme))


async def test_what_a_fact_would_cost_is_shown_per_payer_before_it_is_applied(city: City) -> None:
    """80% of 100.00 and of 25.00: the network paid 80.00 and 20.00; without the right nothing."""
    case = await a_case(city)
    dear, cheap = await case.uses(10_000), await case.uses(2_500)
    seen = await case.seen()
    assert (seen["endsOn"], seen["networkCents"]) == (LOST, 10_000)
    assert shares(seen["total"]["paid"]) == (2_500, 0, 10_000)
    assert shares(seen["total"]["would"]) == (12_500, 0, 0)
    assert shares(seen["total"]["difference"]) == (10_000, 0, -10_000)
    lines = {one["participation"]: one["cost"] for one in seen["lines"]["nodes"]}
    assert {own: shares(cost["difference"]) for own, cost in lines.items()} == {
        dear: (8_000, 0, -8_000),
        cheap: (2_000, 0, -2_000),
    }
    assert f"{dear};{today()};Zwemles;" in seen["csv"]
    assert "100,00;20,00;0,00;80,00;100,00;0,00;0,00;80,00;0,00;-80,00" in seen["csv"]

    await case.learned()
    after = await case.city.do("learnLate", fact="STATUS_LOST", trueUntil=LOST, **case.about)
    after.refused("no_right_then")
    assert sum(shares(await city.read("participation", id=dear))) == 10_000


async def test_a_fact_in_her_favour_shows_what_she_paid_too_much(city: City) -> None:
    """It was so since last month, and decided today: what she buys today is on the right."""
    case = await a_case(city)
    await case.uses(10_000)
    seen = await case.seen(trueUntil=None, trueFrom=LOST)
    assert (seen["beginsOn"], seen["endsOn"]) == (LOST, None)
    assert (seen["lines"]["nodes"], shares(seen["total"]["difference"])) == ([], (0, 0, 0))
    asked: Json = {"network": city.id, **case.about}
    reply = await city.api.query("lateFactPreview", city.token(), **asked)
    assert reply.codes == ["late_fact_unclear"]


async def test_a_holder_pays_back_in_parts_and_the_rest_is_written_off(city: City) -> None:
    """80.00 is owed: 30.00 comes in on the bank, 20.03 in cash, the rest is given up."""
    case = await a_case(city)
    own = await case.uses(10_000)
    before = await city.balances()
    await case.recovered(await case.learned(), "HOLDER", own)
    [debt] = await eventually(case.debts, bool)
    assert (debt["status"], debt["owedBy"], debt["leftCents"]) == ("OPEN", "HOLDER", 8_000)
    assert debt["cardSuffix"] == case.card["number"][-4:]
    (await city.do("cancelParticipation", participation=own)).refused("already_recovered")
    paid = {"debt": debt["id"], "on": str(today())}
    await city.make("receiveRepayment", cents=3_000, way="BANK", **paid)
    finance = city.token("finance_officer")
    cash = await city.make("receiveRepayment", cents=2_003, way="CASH", token=finance, **paid)
    receipt = await city.read("repaymentReceipt", repayment=cash["id"])
    assert (receipt["totalCents"], receipt["cashCents"]) == (2_003, 2_005)
    assert base64.b64decode(receipt["pdf"]).startswith(b"%PDF")
    much = await city.do("receiveRepayment", cents=2_998, way="BANK", **paid)
    assert much.refused("repayment_invalid")["message"].startswith("Er is nog 29,97 euro")
    kept = [one["cents"] for one in await city.pages("repayments", debt=debt["id"])]
    assert kept == [3_000, 2_003]
    told = await city.make("proposeWriteOff", debt=debt["id"], token=finance, **DECIDED)
    assert (told["status"], told["writeOffProposed"], told["mayApprove"]) == ("OPEN", True, False)
    alone = await city.do("approveWriteOff", debt=debt["id"], token=finance)
    alone.refused("maker_cannot_approve")
    [waits] = [one for one in await city.pages("debts") if one["id"] == debt["id"]]
    assert waits["mayApprove"]
    gone = await city.make("approveWriteOff", debt=debt["id"])
    assert (gone["status"], gone["leftCents"], gone["reference"]) == (
        "WRITTEN_OFF",
        2_997,
        "2026/91",
    )
    after = await city.balances()
    spent = before["DRAWING_RIGHT"]["availableCents"] - after["DRAWING_RIGHT"]["availableCents"]
    assert spent == 2_997 - 8_000
    (await city.do("receiveRepayment", cents=1, way="BANK", **paid)).refused("debt_settled")
    desk = city.token("clerk")
    assert (await city.api.query("debts", desk, network=city.id)).codes == ["not_allowed"]


async def test_what_a_provider_pays_back_is_taken_from_its_next_statement(city: City) -> None:
    case, provider = await a_case(city), await city.a_provider()
    own = await case.uses(10_000, provider)
    await drawn(city, provider)
    await case.recovered(await case.learned(), "PROVIDER", own)
    [debt] = await eventually(case.debts, bool)
    assert (debt["status"], debt["cents"], debt["inStatement"]) == ("TO_WITHHOLD", 8_000, None)
    assert shares(await city.read("participation", id=own)) == (2_000, 8_000, 0)
    less = await drawn(city, provider)
    assert (less["totalCents"], less["carriedOutCents"]) == (-8_000, -8_000)
    [debt] = await case.debts()
    assert debt["inStatement"] is not None
    [told] = await city.pages("corrections", participation=own)
    assert (told["reason"], told["reference"]) == ("LATE_FACT", "2026/91")
    assert shares(told["back"]) == (0, -8_000, 8_000)


async def test_one_decision_is_carried_out_for_all_that_a_fact_touched(city: City) -> None:
    """Of three, one is recovered already: the other two are, in a job, whoever starts it twice."""
    case = await a_case(city)
    first, second, third = [await case.uses(cents) for cents in (1_000, 2_000, 4_000)]
    right = await case.learned()
    await case.recovered(right, "HOLDER", first)
    await eventually(case.debts, bool)
    wish = {"holder": case.holder, "right": right, "payer": "HOLDER", "reason": "was gekend"}
    key = a_key()
    drafts = [await city.do("draftRecovery", key=key, **wish, **DECIDED) for _ in range(2)]
    [job, same] = [one.made for one in drafts]
    assert (job["id"], job["kind"], job["state"]) == (same["id"], "RECOVERY", "DRAFT")
    assert {one["code"]: one["rows"] for one in job["dryRun"]} == {
        "to_recover": 2,
        "already_recovered": 1,
    }
    assert len(await case.debts()) == 1
    for _ in range(2):
        await city.make("startJob", job=job["id"])
    ended = await eventually(
        lambda: city.read("job", job=job["id"]), lambda seen: seen["state"] == "DONE"
    )
    assert (ended["done"], ended["refused"]) == (2, 1)
    report = await city.read("jobReport", job=job["id"])
    assert f"gelukt;;recovered;Teruggevorderd.;{second}" in report["csv"]
    assert "niet gelukt;terugvordering;already_recovered;" in report["csv"]
    owed = await eventually(case.debts, lambda seen: len(seen) == 3)
    assert {one["participation"]: one["cents"] for one in owed} == {
        first: 800,
        second: 1_600,
        third: 3_200,
    }
    wrong: Json = {**wish, **DECIDED, "participations": [first]}
    assert (await city.do("draftRecovery", **{**wrong, "right": first})).refused("right_unknown")
    desk = city.token("clerk")
    (await city.do("draftRecovery", token=desk, **wrong)).refused("not_allowed")
