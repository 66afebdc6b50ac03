"""Kortrijk's first payment round, 1 September 2015 to 31 May 2016: 19 payees, 4,601.20 euro.

The amounts are those of domain facts (kortrijkwatcher.be/2016/09/19): one participation stands for
all that a provider sold, at a price of which the city's 40% is what it was repaid.
"""

import asyncio
import base64
import csv
import io
from importlib.resources import files
from uuid import UUID

from lxml import etree

from deploy.demo.organisations import KORTRIJK_PAYEES
from services.budget.contracts.bank import pain001
from tests.kit.bank_files import ACCOUNT, Booking, statement
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Api
from tests.kit.marked import an_iban
from tests.kit.payees import A_KBO, has_an_account


async def test_nineteen_payees_are_paid_in_one_run_to_the_cent(api: Api) -> None:
    city = await a_network(api)
    providers: dict[str, str] = {}
    card = await city.a_card()
    for name, cents in KORTRIJK_PAYEES.items():
        providers[name] = await city.a_provider(name)
        offer = await city.an_offer(
            cents * 5 // 2, split_percent=(20, 40, 40), provider=providers[name]
        )
        sold = (await city.register(card, offer)).made
        assert sold["networkCents"] == cents
    asked = {"year": today().year, "until": str(today())}
    await city.make("drawUpStatements", providers=[*providers.values()], **asked)
    statements = await city.pages("statements", first=50)
    drawn = {one["organisation"]: one["payableCents"] for one in statements}
    assert drawn == {providers[name]: cents for name, cents in KORTRIJK_PAYEES.items()}
    assert sorted(one["reference"] for one in statements) == [
        f"{today().year}-{number:04d}" for number in range(1, 20)
    ]

    items = [one["id"] for one in await city.pages("payableItems", first=50)]
    accounts = {own: an_iban() for own in providers.values()}
    await asyncio.gather(*(has_an_account(city, *pair) for pair in accounts.items()))
    payer = await city.make("setPayerAccount", name="Stad Kortrijk", kbo=A_KBO, iban=ACCOUNT)
    wish = {"items": items, "executionOn": str(pay_day()), "payer": payer["id"]}
    run = await city.make("proposePaymentRun", **wish)
    assert (run["paymentCount"], run["totalCents"]) == (19, 460_120)
    second = city.token("finance_officer")
    await city.make("approvePaymentRun", token=second, run=run["id"])
    payments = await city.pages("payments", first=50, run=run["id"])
    paid = {one["organisation"]: one["cents"] for one in payments}
    assert paid == drawn
    assert min(paid.values()) == 240
    await _filed(city, run["id"], {accounts[own]: cents for own, cents in paid.items()})
    standing = await city.balances()
    assert standing["BANK"]["balanceCents"] == 460_120
    assert {one["balanceCents"] for kind, one in standing.items() if kind[:7] == "PAYABLE"} == {0}
    assert await city.pages("payableItems") == []

    await _booked_as_one(city, run["id"])


async def _booked_as_one(city: City, run: str) -> None:
    """The bank books the round as one sum: every payment of it is executed."""
    second = city.token("finance_officer")
    booked = statement([Booking(-460_120, batch_id=UUID(run).hex, batch_count=19)])
    said = await city.api.send(f"/payment-files?network={city.id}", second, content=booked)
    [told] = said.body["runs"]
    assert (told["run"], told["silentCount"], len(told["lines"])) == (run, 0, 19)
    payments = await city.pages("payments", first=50, run=run)
    assert {one["status"] for one in payments} == {"EXECUTED"}


async def _filed(city: City, run: str, owed: dict[str, int]) -> None:
    """The file is valid against the schema of ISO, and pays each account to the cent."""
    made = await city.read("paymentFile", run=run)
    root = etree.fromstring(base64.b64decode(made["content"]))
    schema = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    etree.XMLSchema(etree.fromstring(schema.read_bytes())).assertValid(root)
    names = {"p": pain001.NAMESPACE}
    assert root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=names) == "4601.20"
    lines = {}
    for line in root.iterfind(".//p:CdtTrfTxInf", names):
        cents = line.findtext(".//p:InstdAmt", namespaces=names) or ""
        lines[line.findtext(".//p:IBAN", namespaces=names)] = int(cents.replace(".", ""))
        text = line.findtext(".//p:Ustrd", namespaces=names) or ""
        assert f" afrekening {today().year}-00" in text
        assert f" periode 01/01/{today().year}-" in text
    assert lines == owed
    package = await city.read("payablesFile", run=run)
    written = io.StringIO(base64.b64decode(package["csv"]).decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(written, delimiter=";"))
    assert len(rows) == package["rowCount"]
    assert {row["rekeningnummer"]: int(row["bedrag"].replace(",", "")) for row in rows} == owed
