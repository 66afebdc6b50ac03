"""Story 6, a year closed, locked and accounted for, through the public API. Years shifted: the
story's 2025 is last year, and all of it is told today."""

import base64
from typing import Any

from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api, Json
from tests.kit.year_end import HEIST_SPENT

LAST = today().year - 1
DECIDED = {"body": "MUNICIPAL_COUNCIL", "decidedOn": str(today()), "reference": "2026/15"}


async def spends_as_heist(city: City, *, cards_spent: int = 0) -> str:
    """An envelope for each action of last year, and its expenses; the envelope of the cards.

    `cards_spent`: what participations spend of it, in cents.
    """
    envelopes = {}
    for action, cents in HEIST_SPENT.items():
        category = "PARTICIPATION" if action == "Kaarten" else "SUPPORT"
        envelope = await city.make(
            "openEnvelope",
            year=LAST,
            action=action,
            category=category,
            paysForAll=action == "Kaarten",
        )
        await city.make("moveMoney", year=LAST, cents=cents, toEnvelope=envelope["id"], **DECIDED)
        envelopes[action] = envelope["id"]
        await city.make(
            "bookExpense",
            envelope=envelope["id"],
            kind="OTHER",
            on=f"{LAST}-12-01",
            reference=f"F-{len(envelopes)}",
            cents=cents - (cards_spent if action == "Kaarten" else 0),
        )
    return str(envelopes["Kaarten"])


async def locked(city: City, **unspent: str) -> Json:
    """Last year's books, closed and locked."""
    await city.make("closeBooks", year=LAST)
    ways = {"drawingRight": "RETURNED", "otherSources": "CARRIED", **unspent}
    return await city.make("lockBooks", year=LAST, **ways, **DECIDED)


async def report(city: City, year: int = LAST) -> Json:
    """The report of a year."""
    found: Json = await city.read("accountabilityReport", year=year)
    return found


def files(shown: Json) -> list[bytes]:
    """The report as PDF, XLSX and CSV."""
    return [base64.b64decode(shown[name]) for name in ("pdf", "xlsx", "csv")]


def by_action(shown: Json) -> dict[str, int]:
    """What each action spent, in cents."""
    sums: dict[str, int] = {}
    for one in shown["figures"]:
        sums[one["action"]] = sums.get(one["action"], 0) + one["cents"]
    return sums


def by_source(shown: Json) -> dict[str, int]:
    """What each source paid, in cents."""
    sums: dict[str, int] = {}
    for one in shown["figures"]:
        sums[one["source"]] = sums.get(one["source"], 0) + one["cents"]
    return sums


async def paid_out(city: City, provider: str) -> Json:
    """A provider's statement of last year, paid by a run that a second person approved."""
    drawn = await city.make(
        "drawUpStatements", providers=[provider], year=LAST, until=f"{LAST}-12-31", clear=True
    )
    run = await city.make("proposePaymentRun", items=[drawn["id"]], executionOn=str(pay_day()))
    second = city.token("finance_officer")
    await city.make("approvePaymentRun", token=second, run=run["id"])
    [payment] = await city.pages("payments", run=run["id"])
    await city.make("recordPaymentExecuted", payment=payment["id"], on=str(today()))
    return run


def own_money_is_short(shown: Json) -> None:
    """12,126.00 against 14,688.00, with the right used in full: a warning."""
    standing = {name: shown[name] for name in ("rightUsedCents", "ownCents", "ownRequiredCents")}
    assert standing == {
        "rightUsedCents": 734_400,
        "ownCents": 1_212_600,
        "ownRequiredCents": 1_468_800,
    }
    assert shown["shortCents"] == 256_200
    [short] = [one for one in shown["checks"] if one["code"] == "own_contribution_short"]
    assert (short["severity"], "2.562,00" in short["message"]) == ("WARNING", True)


async def it_is_prior_year(city: City) -> None:
    """The figure of this year's report opens onto its one transfer."""
    [prior] = (await report(city, today().year))["figures"]
    assert (prior["forYear"], prior["cents"], prior["source"]) == (LAST, 3_200, "DRAWING_RIGHT")
    lines = await city.pages("transfers", first=50, account=prior["account"])
    assert [one["cents"] for one in lines if one["forYear"] == LAST] == [3_200]


async def test_6_heist_closes_a_year_and_what_comes_late_is_prior_year(api: Api) -> None:
    city = await a_network(api)
    holder = await city.a_holder()
    card = await city.a_card(20_000, holder=holder)
    provider = await city.a_provider()
    await spends_as_heist(city, cards_spent=18_800)
    sold = (
        await city.register(
            card,
            await city.an_offer(23_500, provider=provider),
            on=today().replace(year=LAST, month=12, day=1),
        )
    ).made
    assert sold["networkCents"] == 18_800
    run = await paid_out(city, provider)

    shown = await report(city)
    assert by_action(shown) == HEIST_SPENT
    assert (shown["spentCents"], shown["state"]) == (1_947_000, "OPEN")
    own_money_is_short(shown)

    books = await locked(city)
    assert (books["status"], books["carriedCents"], books["returnedCents"]) == (
        "LOCKED",
        256_200,
        0,
    )
    await city.make("draftReport", year=LAST, reportText="We bereikten meer gezinnen.")
    printed = files(await report(city))
    assert printed[0].startswith(b"%PDF")
    late = await a_late_claim(city)
    assert late["networkCents"] == 3_200
    await it_is_prior_year(city)
    assert (await city.read("bookYear", year=LAST))["status"] == "LOCKED"

    officer = city.token("data_protection_officer")
    await city.make("eraseHolder", token=officer, holder=holder)
    assert files(await report(city)) == printed
    [payment] = await city.pages("payments", run=run["id"])
    assert (payment["cents"], payment["status"]) == (18_800, "EXECUTED")


async def a_late_claim(city: City) -> Json:
    """32.00 of 40.00, for 14 December of the year whose books are locked."""
    day = today().replace(year=LAST, month=12, day=14)
    card = await city.a_card(20_000)
    return (await city.register(card, await city.an_offer(4_000), on=day)).made


async def test_6_under_pro_rata_854_00_goes_back(api: Api) -> None:
    city = await a_network(api)
    await spends_as_heist(city)
    await city.make("setRatio", year=LAST, ratioTenths=20, variant="PRO_RATA")
    shown = await report(city)
    standing = ("rightUsedCents", "ownCents", "toReturnCents", "shortCents")
    assert [shown[name] for name in standing] == [649_000, 1_298_000, 85_400, 0]
    books = await locked(city)
    assert (books["returnedCents"], books["reattributedCents"]) == (85_400, 85_400)
    after = await report(city)
    assert [after[name] for name in standing] == [649_000, 1_298_000, 85_400, 0]
    assert by_source(after) == {"DRAWING_RIGHT": 649_000, "OWN_CONTRIBUTION": 1_298_000}
    await city.make("reopenBooks", year=LAST, **DECIDED)
    again = await report(city)
    assert by_source(again) == {"DRAWING_RIGHT": 734_400, "OWN_CONTRIBUTION": 1_212_600}
    assert (await report(city, today().year))["figures"] == []


async def test_a_report_goes_its_way_and_its_books_stay_locked(api: Api) -> None:
    city = await a_network(api)
    await locked(city)
    await city.make("draftReport", year=LAST, reportText="Een rustig jaar.")
    on: dict[str, Any] = {"on": str(today())}
    (await city.do("advanceReport", year=LAST, step="SUBMITTED", **on)).refused(
        "report_step_invalid"
    )
    await city.make("advanceReport", year=LAST, step="APPROVED_LOCALLY", **on, **DECIDED)
    for step, state in (
        ("SUBMITTED", "SUBMITTED"),
        ("QUESTIONED", "QUESTIONED"),
        ("ANSWERED", "SUBMITTED"),
        ("ACCEPTED", "ACCEPTED"),
    ):
        assert (await city.make("advanceReport", year=LAST, step=step, **on))["report"] == state
    (await city.do("reopenBooks", year=LAST, **DECIDED)).refused("report_accepted")
    settled = await city.make("advanceReport", year=LAST, step="SETTLED", settledCents=0, **on)
    assert (settled["report"], settled["settledCents"]) == ("SETTLED", 0)
