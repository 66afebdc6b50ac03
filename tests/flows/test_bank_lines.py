"""What the bank books and no payment explains waits for a person, and the bank is the books."""

from typing import Any

import pytest

from tests.flows.test_payees import FIRST
from tests.flows.test_payment_uploads import paid, part, sent
from tests.kit.bank_files import ACCOUNT, CLUB, Booking, Part, statement
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api, Json
from tests.kit.payees import A_KBO, has_an_account

START = 1_000_000
ADVANCE = Booking(
    734_400,
    [Part(734_400, name="Vlaamse overheid", iban=CLUB, text="Voorschot trekkingsrecht")],
    reference="B0001",
)
COSTS = Booking(-1_250, [Part(1_250, name="De bank", text="Beheerskosten")], reference="B0002")


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all stories here; each has an account of its own at the bank."""
    return await a_network(api)


async def an_account(city: City, iban: str, name: str) -> str:
    """A legal entity that pays from this account; its id."""
    entity = await city.make("registerLegalEntity", name=name, kind="MUNICIPALITY", kbo=A_KBO)
    given = {"entity": entity["id"], "name": name, "kbo": A_KBO, "iban": iban}
    return str((await city.make("setPayerAccount", **given))["id"])


async def balance(city: City, payer: str) -> Json:
    """An account at the bank beside the books; what explains it adds up."""
    [found] = [one for one in await city.pages("bankBalances") if one["payer"] == payer]
    names = ("startCents", "bookedCents", "sentCents", "openCents", "notOursCents")
    if found["bankCents"] is not None:
        told = sum(found[name] for name in names) + found["differenceCents"]
        assert told == found["bankCents"]
    return found


async def allotted(city: City, line: Json, target: str, **more: Any) -> Json:
    """The line after somebody said what it was."""
    return await city.make("allotBankLine", bankLine=line["id"], target=target, **more)


async def refused(city: City, code: str, line: Json, target: str, **more: Any) -> None:
    """Somebody says what it was and is refused."""
    (await city.do("allotBankLine", bankLine=line["id"], target=target, **more)).refused(code)


async def test_a_statement_a_duplicate_and_an_overlapping_one_leave_each_line_once(
    city: City,
) -> None:
    payer = await an_account(city, ACCOUNT, "Stad")
    (_one, first), (_two, second) = [await paid(city, payer, cents) for cents in (800, 2_400)]
    assert (await balance(city, payer))["sentCents"] == 3_200
    bookings = [
        Booking(-800, [part(first)], reference="B0003"),
        ADVANCE,
        COSTS,
        Booking(-2_400, [part(second)], reference="B0004"),
        Booking(2_400, [part(second, "AC04")], returned=True, reference="B0005"),
    ]
    content = statement(bookings)
    [said] = (await sent(city, content)).body["statements"]
    assert (said["status"], said["newLines"], said["knownLines"]) == ("RECORDED", 2, 0)
    await _stands(city, payer, bank=1_732_350, booked=-800, waits=(2, 733_150))
    [again] = (await sent(city, content)).body["statements"]
    assert (again["newLines"], again["knownLines"]) == (0, 2)
    more = [*bookings, Booking(5_000, [Part(5_000, name="Els Peeters")], reference="B0006")]
    overlapping = statement(more, statement_id="2016-09-21-001")
    overlapping = overlapping.replace(b"<ToDtTm>2016-09-20", b"<ToDtTm>2016-09-21")
    [wider] = (await sent(city, overlapping)).body["statements"]
    assert (wider["newLines"], wider["knownLines"]) == (1, 2)
    await _stands(city, payer, bank=1_737_350, booked=-800, waits=(3, 738_150))

    for role in ("clerk", "provider"):
        reply = await city.api.query("bankLines", city.token(role), network=city.id)
        assert reply.codes == ["not_allowed"]
    lines = await city.pages("bankLines", order="MOST", payer=payer)
    assert [line["cents"] for line in lines] == [734_400, 5_000, -1_250]
    told = [(line["counterparty"], line["account"], line["message"]) for line in lines[:1]]
    assert told == [("Vlaamse overheid", f"•••• {CLUB[-4:]}", "Voorschot trekkingsrecht")]
    advance, gift, costs = lines
    await _is_found_out(city, payer, advance, gift, costs)


async def _is_found_out(city: City, payer: str, advance: Json, gift: Json, costs: Json) -> None:
    """To suspense and out of it again; not ours; and back."""
    await refused(city, "reason_invalid", gift, "SUSPENSE")
    lies = await allotted(city, gift, "SUSPENSE", reason="Van wie is dit?")
    assert (lies["status"], lies["reason"]) == ("SUSPENSE", "Van wie is dit?")
    stands = await _stands(city, payer, bank=1_737_350, booked=4_200, waits=(2, 733_150))
    assert stands["suspenseCents"] == 5_000
    gone = await allotted(city, gift, "NOT_OURS", reason="Van de harmonie")
    assert (gone["status"], gone["counterparty"]) == ("NOT_OURS", "Els Peeters")
    [shown] = await city.pages("bankLines", status="NOT_OURS", payer=payer)
    assert (shown["counterparty"], shown["account"], shown["message"]) == (None, None, None)
    stands = await _stands(city, payer, bank=1_737_350, booked=-800, waits=(2, 733_150))
    assert (stands["suspenseCents"], stands["notOursCents"]) == (0, 5_000)
    await refused(city, "bank_line_allotted", gift, "SUSPENSE", reason="Toch")
    await allotted(city, costs, "SUSPENSE", reason="Beheerskosten: wie betaalt ze?")
    freed = await city.make("freeBankLine", bankLine=costs["id"])
    assert (freed["status"], freed["reason"]) == ("OPEN", None)
    (await city.do("freeBankLine", bankLine=costs["id"])).refused("bank_line_open")
    await _stands(city, payer, bank=1_737_350, booked=-800, waits=(2, 733_150))
    await _came_in(city, advance)
    await _stands(city, payer, bank=1_737_350, booked=733_600, waits=(1, -1_250))


async def _came_in(city: City, advance: Json) -> None:
    """The advance of the drawing right, as it was recorded, is this line, and no other."""
    told = {"year": today().year, "source": "DRAWING_RIGHT", "part": "ADVANCE"}
    told |= {"on": str(today()), "reference": "VLA voorschot"}
    wrong = await city.make("recordReceipt", cents=1, **told)
    receipt = await city.make("recordReceipt", cents=734_400, **told)
    await refused(city, "receipt_differs", advance, "RECEIPT", receipt=wrong["id"])
    known = await allotted(city, advance, "RECEIPT", receipt=receipt["id"])
    assert (known["status"], known["receipt"]) == ("RECEIPT", receipt["id"])
    (await city.do("takeReceiptBack", receipt=receipt["id"])).refused("receipt_at_bank")


async def _stands(
    city: City, payer: str, *, bank: int, booked: int, waits: tuple[int, int], sent: int = 0
) -> Json:
    """The account at the bank, which the books explain whole."""
    found = await balance(city, payer)
    assert (found["bankCents"], found["bookedCents"]) == (bank, booked)
    assert (found["openCount"], found["openCents"]) == waits
    assert (found["sentCents"], found["differenceCents"]) == (sent, 0)
    return found


async def test_a_person_recognises_a_payment_that_the_bank_named_otherwise(city: City) -> None:
    iban = "BE87051000000194"
    payer = await an_account(city, iban, "OCMW")
    _run, payment = await paid(city, payer, 1_600)
    bookings = [Booking(-1_600, reference="P0001"), Booking(1_600, reference="P0002")]
    content = statement(bookings, account=iban)
    assert (await sent(city, content)).body["statements"][0]["newLines"] == 2
    await _stands(city, payer, bank=START, booked=-1_600, waits=(2, 0), sent=1_600)
    came_back, left = await city.pages("bankLines", payer=payer, order="MOST")
    to = {"payment": payment["id"]}
    await refused(city, "payment_not_executed", came_back, "PAYMENT", **to)
    done = await allotted(city, left, "PAYMENT", **to)
    assert (done["status"], done["payment"]) == ("PAYMENT", payment["id"])
    await _stands(city, payer, bank=START, booked=-1_600, waits=(1, 1_600))
    await allotted(city, came_back, "PAYMENT", **to)
    await _stands(city, payer, bank=START, booked=0, waits=(0, 0))
    [shown] = await city.pages("payments", run=payment["run"])
    assert shown["status"] == "BOUNCED"
    (await city.do("freeBankLine", bankLine=left["id"])).refused("bank_line_final")


async def test_a_provider_pays_back_what_it_owes_and_owes_it_no_more(city: City) -> None:
    iban = "BE76051000000295"
    payer = await an_account(city, iban, "Sportbedrijf")
    club = await city.a_provider()
    await has_an_account(city, club, FIRST)
    offer = await city.an_offer(2_000, provider=club)
    taken = await city.register(await city.a_card(), offer)
    until = {"providers": [club], "year": today().year, "until": str(today())}
    drawn = await city.make("drawUpStatements", **until)
    run = {"items": [drawn["id"]], "executionOn": str(pay_day()), "payer": payer}
    made = await city.make("proposePaymentRun", **run)
    await city.make("approvePaymentRun", token=city.token("finance_officer"), run=made["id"])
    await city.make("cancelParticipation", participation=taken.made["id"])
    owes = await city.make("drawUpStatements", **until)
    assert owes["carriedOutCents"] == -1_600
    content = statement([Booking(1_600, reference="T0001")], account=iban)
    assert (await sent(city, content)).status == 200
    [line] = await city.pages("bankLines", payer=payer)
    to = {"organisation": club, "year": today().year}
    await refused(city, "more_than_debt", line, "REPAYMENT", **{**to, "year": today().year - 1})
    await allotted(city, line, "REPAYMENT", **to)
    await _stands(city, payer, bank=START + 1_600, booked=0, waits=(0, 0), sent=1_600)
    balances = await city.balances()
    assert balances[f"PAYABLE:{club}"]["balanceCents"] == 0
    await city.register(await city.a_card(), await city.an_offer(500, provider=club))
    assert (await city.make("drawUpStatements", **until))["payableCents"] == 400
