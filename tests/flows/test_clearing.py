"""What one network owes another, on the platform and to the cent. Amounts are invented.

A child of parents who live apart takes part in one network; as was agreed, the other pays.
"""

import base64
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from services.budget.contracts.bank import pain001
from tests.kit.bank_files import Booking, Part, statement
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api, Json
from tests.kit.neighbours import a_scheme_at_eighty, answered, as_seen_by, claimed, takes_part
from tests.kit.waiting import eventually

BALANCE = ("openCents", "claimedCents", "acceptedCents", "disputedCents", "receivedCents")
KBO, IBAN = "0207437468", "BE62 5100 0754 7061"


@pytest.fixture
async def two(api: Api) -> tuple[City, City]:
    """Two networks of this test alone."""
    return await a_network(api), await a_network(api)


async def standing(city: City, direction: str) -> tuple[int, ...]:
    """Open, claimed, accepted, disputed, received."""
    rows = await city.pages("clearingBalances", year=today().year)
    [found] = [one for one in rows if one["direction"] == direction]
    return tuple(found[name] for name in BALANCE)


async def lines_of(city: City, claim: str) -> list[Json]:
    """The lines of a claim."""
    lines: list[Json] = (await city.read("clearingLines", clearing=claim))["lines"]["nodes"]
    return lines


async def test_a_claim_is_paid_there_and_comes_in_here(two: tuple[City, City]) -> None:
    here, there = two
    scheme, club = await a_scheme_at_eighty(here), await here.a_provider("Zwemclub")
    payer = {"name": f"Stad {here.slug}"[:60], "kbo": KBO, "iban": IBAN}
    await here.make("setPayerAccount", **payer)
    free = (await here.balances())["DRAWING_RIGHT"]["availableCents"]
    for cents in (4_750, 1_501):
        taken = await takes_part(here, there, scheme, cents, club)
    assert taken["networkCents"] == 1_201
    told = taken["explanation"]
    assert told["payerNetwork"] == there.id
    assert told["lines"][-1].startswith("Een ander netwerk betaalt het deel van het netwerk terug:")
    accounts = await here.balances()
    assert accounts[f"PAYABLE:{club}"]["balanceCents"] == 5_001
    assert accounts["DRAWING_RIGHT"]["availableCents"] == free
    assert accounts[f"CLEARING:{there.id}"]["balanceCents"] == -5_001
    until = {"year": today().year, "until": str(today())}
    drawn = await here.make("drawUpStatements", providers=[club], **until)
    assert (drawn["lineCount"], drawn["payableCents"]) == (2, 5_001)
    assert await standing(here, "OUT") == (5_001, 0, 0, 0, 0)

    claim = await claimed(here, there)
    assert (claim["direction"], claim["status"], claim["totalCents"]) == ("IN", "CLAIMED", 5_001)
    assert (claim["otherNetwork"], claim["payeeIban"]) == (here.id, IBAN)
    assert await standing(here, "OUT") == (0, 5_001, 0, 0, 0)
    assert [one["cents"] for one in await lines_of(there, claim["id"])] == [3_800, 1_201]
    money = (await there.balances())["DRAWING_RIGHT"]["availableCents"]
    accepted = await there.make("answerClearing", clearing=claim["id"])
    assert (accepted["status"], accepted["payableCents"]) == ("ACCEPTED", 5_001)
    assert money - (await there.balances())["DRAWING_RIGHT"]["availableCents"] == 5_001
    [item] = await there.pages("payableItems")
    assert (item["kind"], item["cents"], item["reference"]) == (
        "CLEARING",
        5_001,
        claim["reference"],
    )
    await paid_by_file(there, here, item["id"], payer["name"])
    assert (await as_seen_by(there, claim["id"]))["paidCents"] == 5_001

    await comes_in(here, there, claim)


async def comes_in(here: City, there: City, claim: Json) -> None:
    """What there was paid is received here; no more than that."""
    told = await answered(here, claim["id"])
    assert (told["status"], told["payableCents"], told["paidCents"]) == ("ACCEPTED", 5_001, 0)
    came = {"clearing": claim["id"], "on": str(today()), "reference": claim["reference"]}
    (await here.do("recordClearingPayment", cents=5_002, **came)).refused("more_than_owed")
    receipt = await here.make("recordClearingPayment", cents=5_001, **came)
    assert (receipt["receivedFor"], receipt["clearing"]) == ("CLEARING", claim["id"])
    assert (await here.balances())[f"CLEARING:{there.id}"]["balanceCents"] == 0
    assert await standing(here, "OUT") == (0, 0, 5_001, 0, 5_001)
    assert await standing(there, "IN") == (0, 0, 5_001, 0, 0)


async def is_confirmed(city: City, claimant: City, claim: str, name: str) -> None:
    """Two persons of the one that owes hear the account of the claim, by two ways."""
    about: Any = {"inNameOf": name, "heardThrough": "EXTRANET"}
    made = await city.make(
        "proposePayeeAccount", organisation=claimant.id, iban=IBAN, reachedAt="Stadhuis", **about
    )
    heard: Any = {"confirmedThrough": "PHONE", "note": "De ontvanger", "iban": IBAN}
    second = city.token("finance_officer")
    other = {**heard, "iban": "BE68 5390 0754 7034"}
    wrong = await city.do("confirmPayeeAccount", token=second, payeeAccount=made["id"], **other)
    wrong.refused("iban_differs")
    await city.make("confirmPayeeAccount", token=second, payeeAccount=made["id"], **heard)
    [seen] = [one for one in await city.pages("clearingClaims") if one["id"] == claim]
    assert (seen["payeeConfirmed"], seen["payeeIban"]) == (True, IBAN)


async def paid_by_file(city: City, claimant: City, item: str, name: str) -> None:
    """One proposes, another approves; the bank gets a file, and says that it was paid."""
    own = {"name": f"Stad {city.slug}"[:60], "kbo": KBO, "iban": "BE68 5390 0754 7034"}
    payer = (await city.make("setPayerAccount", **own))["id"]
    when = str(pay_day())
    wish = {"items": [item], "executionOn": when, "payer": payer}
    (await city.do("proposePaymentRun", **wish)).refused("no_payee_account")
    await is_confirmed(city, claimant, item, name)
    run = await city.make("proposePaymentRun", items=[item], executionOn=when, payer=payer)
    second = city.token("finance_officer")
    await city.make("approvePaymentRun", token=second, run=run["id"])
    made = await city.read("paymentFile", run=run["id"])
    order = etree.fromstring(base64.b64decode(made["content"]))
    names = {"p": pain001.NAMESPACE}
    found = [
        order.findtext(f".//p:{path}", namespaces=names)
        for path in ("InstdAmt", "CdtrAcct//p:IBAN", "Cdtr/p:Nm")
    ]
    assert found == ["50.01", IBAN.replace(" ", ""), name]
    [payment] = await city.pages("payments", run=run["id"])
    part = Part(payment["cents"], UUID(payment["id"]).hex, name=name)
    read = statement([Booking(-payment["cents"], [part])], account="BE68539007547034")
    file = base64.b64encode(read).decode()
    (await city.do("readPaymentFile", run=run["id"], file=file)).said  # noqa: B018
    [payment] = await city.pages("payments", run=run["id"])
    assert payment["status"] == "EXECUTED"


async def test_what_is_accepted_without_money_for_it_is_uncovered_until_money_comes(
    two: tuple[City, City],
) -> None:
    here, there = two
    scheme, club = await a_scheme_at_eighty(here), await here.a_provider()
    await takes_part(here, there, scheme, 4_000_000, club)
    claim = await claimed(here, there)
    accepted = await there.make("answerClearing", clearing=claim["id"])
    assert (accepted["status"], accepted["payableCents"]) == ("ACCEPTED", 3_200_000)
    [owed] = await there.pages("uncoveredAmounts", status="OPEN")
    assert (owed["clearing"], owed["cents"]) == (claim["id"], 3_200_000)
    assert owed["organisation"] == here.id
    enough = {"year": today().year, "source": "OWN_CONTRIBUTION", "totalCents": 3_300_000}
    await there.make("enterFunding", **enough)
    assert await there.pages("uncoveredAmounts", status="OPEN") == []
    [covered] = await there.pages("uncoveredAmounts", status="COVERED")
    assert covered["id"] == owed["id"]
    assert (await there.balances())["UNCOVERED"]["balanceCents"] == 0


async def test_disputed_lines_and_cancels_after_a_claim_are_squared(two: tuple[City, City]) -> None:
    here, there = two
    scheme, club = await a_scheme_at_eighty(here), await here.a_provider()
    first, second, third = [
        await takes_part(here, there, scheme, cents, club) for cents in (1_000, 2_000, 3_000)
    ]
    claim = await claimed(here, there)
    by = {one["participation"]: one["id"] for one in await lines_of(there, claim["id"])}
    disputed = {"disputed": [by[one["id"]] for one in (first, second)], "objection": "NOT_OURS"}
    made = await there.make("answerClearing", clearing=claim["id"], **disputed)
    assert (made["status"], made["acceptedCents"]) == ("DISPUTED", 2_400)
    (await there.do("answerClearing", clearing=claim["id"])).refused("clearing_answered")
    await answered(here, claim["id"])
    assert await standing(here, "OUT") == (0, 0, 2_400, 2_400, 0)
    shown = {one["id"]: one["status"] for one in await lines_of(here, claim["id"])}
    assert shown == {by[first["id"]]: "DISPUTED", by[second["id"]]: "DISPUTED"} | {
        by[third["id"]]: "ACCEPTED"
    }
    await here.make("settleClearingDispute", line=by[first["id"]], way="BEAR")
    await here.make("settleClearingDispute", line=by[second["id"]], way="AGAIN")
    assert await standing(here, "OUT") == (1_600, 0, 2_400, 0, 0)
    await here.make("cancelParticipation", participation=third["id"])
    assert await standing(here, "OUT") == (-800, 0, 2_400, 0, 0)
    after = await claimed(here, there)
    assert after["reference"].endswith("-0002")
    assert [one["cents"] for one in await lines_of(there, after["id"])] == [1_600, -2_400]
    back = await there.make("answerClearing", clearing=after["id"])
    assert (back["acceptedCents"], back["payableCents"]) == (-800, 0)
    assert (await there.balances())[f"PAYABLE:{here.id}"]["balanceCents"] == 1_600
    assert (await here.balances())[f"CLEARING:{there.id}"]["balanceCents"] == -1_600


async def test_who_moved_is_paid_for_where_she_lives(two: tuple[City, City]) -> None:
    here, there = two
    scheme = await a_scheme_at_eighty(here, payer="domicile")
    holder = await here.a_holder()
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await here.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    card = await here.make("issueSchemeCard", holder=holder, scheme=scheme)
    moved = {"holder": holder, "since": str(today())}
    nowhere = "00000000-0000-4000-8000-000000000000"
    (await here.do("moveHolder", otherNetwork=nowhere, **moved)).refused("network_unknown")
    await here.make("moveHolder", otherNetwork=there.id, **moved)
    (await here.register(card, await here.an_offer(1_000))).made  # noqa: B018
    assert (await here.balances())[f"CLEARING:{there.id}"]["balanceCents"] == -800


async def test_each_network_sees_its_own_side_and_of_the_other_no_more_than_amounts(
    two: tuple[City, City],
) -> None:
    here, there = two
    scheme, club = await a_scheme_at_eighty(here), await here.a_provider()
    taken = await takes_part(here, there, scheme, 1_000, club)
    claim = await claimed(here, there)
    assert await there.read("participation", id=taken["id"]) is None
    other = there.token("finance_officer")
    seen = await there.api.pages("clearingClaims", other, network=there.id)
    assert [one["id"] for one in seen] == [claim["id"]]
    [line] = await lines_of(there, claim["id"])
    assert set(line) >= {"day", "cents", "category"}
    clerk = there.token("clerk")
    (await there.do("answerClearing", token=clerk, clearing=claim["id"])).refused("not_allowed")


async def test_a_source_shows_what_came_in_and_what_is_to_come(city: City) -> None:
    """The advance of the drawing right and its balance; a receipt that was wrong is taken back."""
    year = today().year
    told = {"year": year, "source": "DRAWING_RIGHT", "on": str(today())}

    async def source() -> tuple[int, int, int]:
        rows = await city.pages("fundingSources", year=year)
        [one] = [row for row in rows if row["kind"] == "DRAWING_RIGHT"]
        return one["totalCents"], one["receivedCents"], one["toComeCents"]

    await eventually(lambda: city.pages("fundingSources", year=year), bool)
    assert await source() == (734_400, 0, 734_400)
    advance = {"part": "ADVANCE", "cents": 587_520, "reference": "VLA 2026 voorschot"}
    await city.make("recordReceipt", **advance, **told)
    wrong = await city.make("recordReceipt", part="BALANCE", cents=1, reference="tikfout", **told)
    assert await source() == (734_400, 587_521, 146_879)
    await city.make("takeReceiptBack", receipt=wrong["id"])
    (await city.do("takeReceiptBack", receipt=wrong["id"])).refused("receipt_taken_back")
    assert await source() == (734_400, 587_520, 146_880)
    assert (await city.balances())["BANK"]["balanceCents"] == -587_520
    shown = await city.pages("moneyReceived", year=year)
    assert [(one["receivedFor"], one["takenBack"]) for one in shown] == [
        ("BALANCE", True),
        ("ADVANCE", False),
    ]
