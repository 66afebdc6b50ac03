"""Story 1 whole: Heist-op-den-Berg, two ways to pay, to the bank file of the debt mediator."""

import asyncio
import base64
from uuid import UUID

from lxml import etree

from services.budget.contracts.bank import pain001
from tests.flows.test_envelopes import an_envelope, shown
from tests.flows.test_stories_cards import a_scheme, an_entitled, shares
from tests.kit.bank_files import CLUB, MEDIATOR, Booking, Part, statement
from tests.kit.city import City, a_network, pay_day, today
from tests.kit.client import Answer, Api, Json
from tests.kit.payees import A_KBO
from tests.kit.promises import a_claim
from tests.kit.scheme_town import eighty_percent

NAMES = {"p": pain001.NAMESPACE}
TOWN = "BE62510007547061"


async def its_file(city: City, run: Json) -> tuple[bytes, etree._Element]:
    """The payment file of a run: its bytes, and what stands in it."""
    made = await city.read("paymentFile", run=run["id"])
    content = base64.b64decode(made["content"])
    again = await city.read("paymentFile", token=city.token("finance_officer"), run=run["id"])
    assert base64.b64decode(again["content"]) == content
    return content, etree.fromstring(content)


def text(root: etree._Element, path: str) -> str:
    """One text of a payment file."""
    found = root.findtext(path, namespaces=NAMES)
    assert found is not None, path
    return str(found)


async def approved(city: City, *items: str, payer: str) -> Json:
    """A run that one person proposes and two clicks of another approve: once."""
    wish = {"items": list(items), "executionOn": str(pay_day()), "payer": payer}
    run = await city.make("proposePaymentRun", **wish)
    early = await city.api.query("paymentFile", city.token(), network=city.id, run=run["id"])
    assert early.codes == ["payment_not_sent"]
    (await city.do("approvePaymentRun", run=run["id"])).refused("maker_cannot_approve")
    second = city.token("finance_officer")
    clicks: list[Answer] = await asyncio.gather(
        *(city.do("approvePaymentRun", token=second, run=run["id"]) for _ in range(2))
    )
    assert sorted(one.kind for one in clicks) == ["Done", "Rejected"]
    return run


async def test_1_heist_pays_one_in_its_own_books_and_the_other_by_the_bank(api: Api) -> None:
    city = await a_network(api, drawing_right_cents=734_400, own_contribution_cents=1_468_800)
    envelope = (await an_envelope(city, "Kaarten", 200_000))["id"]
    scheme = await a_scheme(city, eighty_percent())
    holder, card = await an_entitled(city, scheme)
    pool = await city.a_provider("Zwembad", roles=["PROVIDER", "MUNICIPAL_SERVICE"])
    swimming = await city.an_offer(4_750, provider=pool, providedBy="MUNICIPALITY")
    assert shares((await city.register(card, swimming)).made) == (950, 0, 3_800)
    drawn = await city.make(
        "drawUpStatements", providers=[pool], year=today().year, until=str(today())
    )
    booked = await city.make("payBeside", payable=drawn["id"], way="INTERNAL_BOOKING")
    assert (booked["cents"], booked["way"]) == (3_800, "INTERNAL_BOOKING")

    club = await city.an_offer(30_000)
    claim = await a_claim(city, scheme, holder, club, cents=23_500, seen=["PAYMENT"])
    assert (claim["status"], claim["missing"]) == ("INCOMPLETE", ["STAMP"])
    about = {"holder": holder, "claim": claim["id"]}
    await city.make("completeClaim", seen=["STAMP"], **about)
    standing = await shown(city, envelope)
    assert (standing["heldCents"], standing["freeCents"]) == (18_800, 177_400)
    await city.make("decideClaim", granted=True, **about)
    [owed] = await city.pages("payableItems")
    assert (owed["kind"], owed["cents"]) == ("CLAIM", 18_800)
    await _paid_to_the_mediator(city, holder, owed["id"])
    assert (await shown(city, envelope))["freeCents"] == 177_400
    assert (await city.balances())["BANK"]["balanceCents"] == 18_800


async def _paid_to_the_mediator(city: City, holder: str, item: str) -> None:
    """Paid to an account that is closed, come back, and paid to her debt mediator."""
    town = {"name": "Gemeente Heist-op-den-Berg", "kbo": A_KBO, "iban": TOWN}
    payer = (await city.make("setPayerAccount", **town))["id"]
    run = await approved(city, item, payer=payer)
    asked = await city.api.query("paymentFile", city.token(), network=city.id, run=run["id"])
    assert asked.codes == ["no_payee_account"]
    await city.make("setPaymentAccount", holder=holder, iban=CLUB)
    before, root = await its_file(city, run)
    [payment] = await city.pages("payments", run=run["id"])
    assert text(root, ".//p:GrpHdr/p:MsgId") == UUID(run["id"]).hex
    assert text(root, ".//p:EndToEndId") == UUID(payment["id"]).hex
    assert (text(root, ".//p:InstdAmt"), text(root, ".//p:CdtrAcct//p:IBAN")) == ("188.00", CLUB)
    assert text(root, ".//p:DbtrAcct//p:IBAN") == TOWN

    parts = [Part(18_800, UUID(payment["id"]).hex, reason="AC04")]
    bounced = statement(
        [Booking(-18_800, [Part(18_800, UUID(payment["id"]).hex)]), Booking(18_800, parts)]
    )
    file = base64.b64encode(bounced).decode()
    said = (await city.do("readPaymentFile", run=run["id"], file=file)).said
    assert [one["news"] for one in said["lines"]] == ["PAID", "RETURNED"]
    [owed] = await city.pages("payableItems")
    assert (owed["id"], owed["cents"]) == (item, 18_800)

    mediator = {"iban": MEDIATOR, "inNameOf": "Schuldbemiddelaar Mr. Claes"}
    nameless = {"iban": MEDIATOR, "paidTo": "DEBT_MEDIATOR"}
    wrong = await city.do("setPaymentAccount", holder=holder, **nameless)
    assert wrong.refused("account_holder_invalid")["field"] == "inNameOf"
    kept = await city.make("setPaymentAccount", holder=holder, paidTo="DEBT_MEDIATOR", **mediator)
    assert kept["paidTo"] == "DEBT_MEDIATOR"
    again = await approved(city, item, payer=payer)
    _content, root = await its_file(city, again)
    assert text(root, ".//p:CdtrAcct//p:IBAN") == MEDIATOR
    assert text(root, ".//p:Cdtr/p:Nm") == "Schuldbemiddelaar Mr. Claes"
    assert (await its_file(city, run))[0] == before
    [second] = await city.pages("payments", run=again["id"])
    assert (second["attempt"], second["cents"]) == (2, 18_800)
    officer = city.token("data_protection_officer")
    looked = await city.pages("accesses", token=officer, holder=holder)
    assert "paymentFile" in {one["operation"] for one in looked}
