"""A statement of the bank comes in whole, however large, and is read onto every run it tells of."""

from typing import Any
from uuid import UUID, uuid4

from tests.flows.test_payees import FIRST
from tests.kit.bank_files import ACCOUNT, CLUB, Booking, Part, statement
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api, Json, Reply
from tests.kit.payees import A_KBO, has_an_account


async def paid(city: City, payer: str, network_cents: int) -> tuple[Json, Json]:
    """A run that two people made, and its one payment."""
    club = await city.a_provider()
    await has_an_account(city, club, FIRST)
    offer = await city.an_offer(network_cents * 5 // 4, provider=club)
    await city.register(await city.a_card(), offer)
    until = {"year": today().year, "until": str(today())}
    drawn = await city.make("drawUpStatements", providers=[club], clear=True, **until)
    wish = {"items": [drawn["id"]], "executionOn": str(pay_day()), "payer": payer}
    run = await city.make("proposePaymentRun", **wish)
    await city.make("approvePaymentRun", token=city.token("finance_officer"), run=run["id"])
    [payment] = await city.pages("payments", run=run["id"])
    return run, payment


async def sent(city: City, content: bytes, role: str = "finance_officer", **more: Any) -> Reply:
    """The answer to a file."""
    asked = "&".join(f"{name}={value}" for name, value in {"network": city.id, **more}.items())
    return await city.api.send(f"/payment-files?{asked}", city.token(role), content=content)


def part(payment: Json, reason: str | None = None) -> Part:
    """A payment as the bank names it."""
    return Part(payment["cents"], UUID(payment["id"]).hex, reason=reason)


async def test_one_statement_closes_several_runs_and_the_same_again_changes_nothing(
    api: Api,
) -> None:
    city = await a_network(api)
    payer = (await city.make("setPayerAccount", name="Stad", kbo=A_KBO, iban=ACCOUNT))["id"]
    (one, first), (two, second) = [await paid(city, payer, cents) for cents in (800, 2_400)]
    bookings = [
        Booking(-800, [part(first)]),
        Booking(-2_400, [part(second)]),
        Booking(2_400, [part(second, "AC04")], returned=True),
        Booking(-100, [Part(100, uuid4().hex)]),
    ]
    elsewhere = statement(bookings, account=CLUB)
    assert (await sent(city, elsewhere)).body["code"] == "bank_file_other_account"
    content = statement(bookings)
    for role in ("clerk", "provider"):
        assert (await sent(city, content, role)).status == 403
    assert (await sent(city, content[:-30])).body["code"] == "bank_file_broken"
    assert {one["status"] for one in await city.pages("payments")} == {"APPROVED"}

    said = (await sent(city, content)).body
    told = {each["run"]: [line["news"] for line in each["lines"]] for each in said["runs"]}
    assert told == {one["id"]: ["PAID"], two["id"]: ["PAID", "RETURNED"]}
    assert said["others"] == 1
    statuses = {one["id"]: one["status"] for one in await city.pages("payments")}
    assert statuses == {first["id"]: "EXECUTED", second["id"]: "BOUNCED"}
    before = await city.balances()
    again = (await sent(city, content)).body
    assert {line["status"] for each in again["runs"] for line in each["lines"]} == {"KNOWN"}
    assert await city.balances() == before


async def test_a_file_may_be_large_and_not_too_large(api: Api) -> None:
    city = await a_network(api)
    payer = (await city.make("setPayerAccount", name="Stad", kbo=A_KBO, iban=ACCOUNT))["id"]
    _run, payment = await paid(city, payer, 800)
    others = [Booking(-100, [Part(100, uuid4().hex)]) for _ in range(3_000)]
    content = statement([*others, Booking(-800, [part(payment)])])
    assert len(content) > 1_000_000
    said = (await sent(city, content)).body
    assert (len(said["runs"]), said["others"]) == (1, 3_000)
    [shown] = await city.pages("payments")
    assert shown["status"] == "EXECUTED"
    large = await sent(city, content[:-100] + b" " * (8 * 1024 * 1024))
    assert (large.status, large.body["code"]) == (413, "file_too_large")
    assert (await sent(city, b"")).body["code"] == "bank_file_broken"
    bomb = b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    assert (await sent(city, bomb)).body["code"] == "bank_file_forbidden"
    assert (await sent(city, content, extra="1")).body["code"] == "field_unknown"
