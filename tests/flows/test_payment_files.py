"""What the bank sends back of a run is read: paid, come back, and nothing of it twice."""

import base64
from uuid import UUID, uuid4

from tests.kit.bank_files import Booking, Part, statement, status_report
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api, Json

MONTH_CENTS = {"Zwemclub": 18_800, "Museum": 240}


async def a_run(city: City) -> tuple[Json, list[Json]]:
    """A run that two people made, and its payments, the greatest first."""
    card = await city.a_card()
    providers = []
    for name, cents in MONTH_CENTS.items():
        providers.append(await city.a_provider(name))
        price = cents * 5 // 2
        offer = await city.an_offer(price, split_percent=(20, 40, 40), provider=providers[-1])
        assert (await city.register(card, offer)).made["networkCents"] == cents
    asked = {"year": today().year, "until": str(today())}
    await city.make("drawUpStatements", providers=providers, **asked)
    items = [one["id"] for one in await city.pages("payableItems")]
    run = await city.make("proposePaymentRun", items=items, executionOn=str(pay_day()))
    early = await city.do("readPaymentFile", run=run["id"], file=coded(b"<x/>"))
    assert early.refused("payment_not_sent")["field"] == "run"
    await city.make("approvePaymentRun", token=city.token("finance_officer"), run=run["id"])
    payments = await city.pages("payments", run=run["id"])
    return run, sorted(payments, key=lambda one: -int(one["cents"]))


def coded(content: bytes) -> str:
    """As it is uploaded."""
    return base64.b64encode(content).decode()


def part(payment: Json, reason: str | None = None) -> Part:
    """A payment as the bank names it."""
    return Part(payment["cents"], UUID(payment["id"]).hex, reason=reason)


async def read(city: City, run: Json, content: bytes) -> list[tuple[str | None, str, str]]:
    """What a file says, as who uploads it is told."""
    said = (await city.do("readPaymentFile", run=run["id"], file=coded(content))).said
    return [(one["payment"], one["news"], one["status"]) for one in said["lines"]]


async def test_a_statement_of_the_bank_closes_a_run_and_opens_what_came_back(api: Api) -> None:
    city = await a_network(api)
    run, [club, museum] = await a_run(city)
    content = statement(
        [
            Booking(-19_040, [part(club), part(museum)]),
            Booking(240, [part(museum, "AC04")], returned=True),
        ]
    )
    await _refused(city, run, content)

    said = [(club["id"], "PAID"), (museum["id"], "PAID"), (museum["id"], "RETURNED")]
    assert await read(city, run, content) == [(*one, "RECORDED") for one in said]
    shown = {one["id"]: one for one in await city.pages("payments", run=run["id"])}
    assert shown[club["id"]]["status"] == "EXECUTED"
    assert shown[museum["id"]]["bouncedFor"] == "ACCOUNT_CLOSED"
    [again] = await city.pages("payableItems")
    assert (again["id"], again["cents"]) == (museum["item"], 240)
    before = await city.balances()
    assert before["BANK"]["balanceCents"] == 18_800

    assert await read(city, run, content) == [(*one, "KNOWN") for one in said]
    refused = status_report(UUID(run["id"]).hex, [(UUID(museum["id"]).hex, "RJCT", "AC04")])
    assert await read(city, run, refused) == [(museum["id"], "RETURNED", "KNOWN")]
    listed = f"afrekening;bedrag;status;betaald op\n{club['reference']};1,00;betaald;{today()}\n"
    assert await read(city, run, listed.encode()) == [(club["id"], "UNCLEAR", "UNCLEAR")]
    assert await city.balances() == before


async def _refused(city: City, run: Json, content: bytes) -> None:
    """Broken, foreign, of nobody, or by somebody who handles no money: nothing is recorded."""
    asked = {"run": run["id"]}
    for wrong, code in (
        (content[:-40], "bank_file_broken"),
        (status_report(uuid4().hex, group="RJCT"), "bank_file_other_run"),
        (b"", "file_empty"),
    ):
        answer = await city.do("readPaymentFile", file=coded(wrong), **asked)
        assert answer.refused(code)["field"] == "file"
    (await city.do("readPaymentFile", file="geen base64", **asked)).refused("file_unreadable")
    nobody = await city.do("readPaymentFile", run=str(uuid4()), file=coded(content))
    nobody.refused("run_unknown")
    clerk = city.token("clerk")
    (await city.do("readPaymentFile", token=clerk, file=coded(content), **asked)).refused(
        "not_allowed"
    )
    assert {one["status"] for one in await city.pages("payments", **asked)} == {"APPROVED"}
