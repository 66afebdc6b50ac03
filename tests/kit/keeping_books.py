"""What who keeps the books of a network does, in a network made through the public API."""

import base64
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json

ABOUT_MONEY: Final[Json] = {
    "action": "Nieuwe actie",
    "bbc": "0740-01",
    "paysFor": ["CAMP"],
    "paysForAll": False,
    "whenEmpty": "OWN_CONTRIBUTION",
    "funding": [{"weight": 1, "sources": ["GIFT"]}],
    "warnAtPercent": [80, 95],
    "cents": 100,
    "body": "MUNICIPAL_COUNCIL",
    "decidedOn": str(today()),
    "reference": "2026/114",
    "totalCents": 1_000_000,
    "period": "HALF_YEAR",
    "minimumCents": 100,
    "payWithinDays": 30,
    "claimWithinDays": 15,
    "clear": True,
    "executionOn": str(today()),
    "bouncedFor": "RETURNED",
    "way": "CASH",
    "file": base64.b64encode(b"afrekening;bedrag;status\n2016-0001;1,00;geboekt\n").decode(),
    "headCount": 20,
    "targetCount": 6,
    "ratioTenths": 20,
    "variant": "PRO_RATA",
    "drawingRight": "RETURNED",
    "otherSources": "CARRIED",
    "reportText": "Een tekst.",
    "step": "SUBMITTED",
    "settledCents": 100,
}
"""Right values of the arguments about money that name nothing."""


def of_money(books: Json) -> dict[str, Json]:
    """Where a name means something else in one operation."""
    return {
        "mutation.registerLegalEntity": {"kind": "MUNICIPALITY"},
        "mutation.enterFunding": {"source": "OWN_CONTRIBUTION"},
        "mutation.moveMoney": {"source": "OWN_CONTRIBUTION"},
        "mutation.openEnvelope": {"category": "SUPPORT"},
        "mutation.bookExpense": {"kind": "EVENT", "source": "GIFT"},
        "query.bookYear": {"year": today().year - 1},
        "mutation.changeEnvelope": {"category": "OTHER"},
        "mutation.drawUpStatements": {"until": str(today())},
        "mutation.disputeLine": {"reason": "PRICE"},
        "query.payableItems": {"status": "OPEN"},
        "query.statementLines": {"statement": books["statement"]},
        "query.payments": {"run": books["run"]},
    }


async def keeps_books(
    city: City, here: str, mark: str, provider: str, card: Json, participation: str
) -> Json:
    """A legal entity and its money, an envelope, statements, payments; ids by argument names."""
    entity = await city.make(
        "registerLegalEntity", name=f"OCMW {mark}", kind="WELFARE_CENTRE", municipality=here
    )
    await city.make(
        "enterFunding",
        year=today().year,
        source="OWN_CONTRIBUTION",
        totalCents=1_000_000,
        municipality=here,
        entity=entity["id"],
    )
    envelope = await _an_envelope(city, here, mark)
    await city.make("setSettlementTerms", organisation=provider, period="MONTH", minimumCents=1)
    paid, bounced, waiting = [await _a_statement(city, provider, card) for _ in range(3)]
    left = await _a_statement(city, provider, card)
    expense = await _expenses(city, here, mark, provider, entity["id"], participation)
    return {
        "entity": entity["id"],
        "envelope": envelope,
        "expense": expense,
        "fromEnvelope": envelope,
        "providers": [provider],
        "statement": left,
        "items": [left],
        "payable": left,
        **await _payments(city, paid, bounced, waiting),
    }


async def _an_envelope(city: City, here: str, mark: str) -> str:
    """An envelope of a municipality, in which money came and from which some went; its id."""
    given = {"category": "SUPPORT", "municipality": here, "bbc": "0719-00", "paysFor": ["CAMP"]}
    funding = [{"weight": 1, "sources": ["OWN_CONTRIBUTION"]}]
    envelope = await city.make(
        "openEnvelope",
        year=today().year,
        action=f"Actie {mark}",
        funding=funding,
        warnAtPercent=[80],
        **given,
    )
    decided = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today()), "reference": "2026/7"}
    own = str(envelope["id"])
    await city.make("moveMoney", year=today().year, cents=5_000, toEnvelope=own, **decided)
    await city.make("moveMoney", year=today().year, cents=100, fromEnvelope=own, **decided)
    return own


async def _a_statement(city: City, provider: str, card: Json) -> str:
    """A statement over a participation that was not in one before; its id."""
    offer = await city.an_offer(provider=provider, title="Afgerekende les")
    await city.make(
        "registerParticipation",
        cardNumber=card["number"],
        offer=offer["id"],
        on=str(today()),
    )
    drawn = await city.make(
        "drawUpStatements",
        providers=[provider],
        year=today().year,
        until=str(today()),
        clear=True,
    )
    return str(drawn["id"])


async def _payments(city: City, paid: str, bounced: str, waiting: str) -> Json:
    """A payment that was executed, one that bounced, one that waits for a second person."""
    second = city.token("finance_officer")
    about = []
    for item in (paid, bounced):
        run = await city.make("proposePaymentRun", items=[item], executionOn=str(today()))
        await city.make("approvePaymentRun", token=second, run=run["id"])
        [payment] = await city.pages("payments", run=run["id"])
        about.append(payment["id"])
    await city.make("recordPaymentExecuted", payment=about[0], on=str(today()))
    await city.make("recordPaymentBounced", payment=about[1], bouncedFor="ACCOUNT_CLOSED")
    run = await city.make("proposePaymentRun", items=[waiting], executionOn=str(today()))
    return {"run": run["id"], "payment": about[0]}


async def three_books(city: City, provider: str) -> dict[str, Json]:
    """Three of everything that who keeps the books can list; by list what to ask it with."""
    providers = [provider, await city.a_provider(), await city.a_provider()]
    card = await city.a_card()
    items = []
    for number, one in enumerate(providers):
        await city.make("registerLegalEntity", name=f"Entiteit {number}", kind="COOPERATION")
        await city.make("setSettlementTerms", organisation=one, period="ON_REQUEST")
        wish = {"year": today().year, "action": f"Actie {number}", "category": "OTHER"}
        envelope = await city.make("openEnvelope", **wish)
        decided = {"body": "COORDINATOR", "decidedOn": str(today())}
        taking = {"toEnvelope": envelope["id"], "cents": 100, "year": today().year}
        await city.make("moveMoney", **taking, **decided)
        spent = {"kind": "INVOICE", "reference": f"F-{number}", "cents": 10, "on": str(today())}
        await city.make("bookExpense", envelope=envelope["id"], **spent)
        for _line in range(3):
            offer = await city.an_offer(provider=one)
            await city.register(card, offer)
        items.append(await _a_statement(city, one, card))
    run = {"executionOn": str(today())}
    for item in items:
        made = await city.make("proposePaymentRun", items=[item], **run)
        await city.make("cancelPaymentRun", run=made["id"])
    return {"statementLines": {"statement": items[0]}}


async def ends_the_year_before(city: City) -> None:
    """Last year's books are locked, and its report is accepted and settled."""
    year = today().year - 1
    decided = {"body": "MUNICIPAL_COUNCIL", "decidedOn": str(today()), "reference": "2026/9"}
    await city.make("closeBooks", year=year)
    await city.make(
        "lockBooks", year=year, drawingRight="RETURNED", otherSources="CARRIED", **decided
    )
    await city.make("draftReport", year=year, reportText="Meer mensen deden mee.")
    await city.make("advanceReport", year=year, step="APPROVED_LOCALLY", on=str(today()), **decided)
    for step, more in (("SUBMITTED", {}), ("ACCEPTED", {}), ("SETTLED", {"settledCents": -100})):
        await city.make("advanceReport", year=year, step=step, on=str(today()), **more)


async def _expenses(
    city: City, here: str, mark: str, provider: str, entity: str, participation: str
) -> str:
    """An expense of today with all that one can tell, and one of last year, from a gift to an
    entity; the id of the first."""
    year, gift = today().year, {"year": today().year, "source": "GIFT"}
    await city.make("enterFunding", totalCents=1_000, municipality=here, entity=entity, **gift)
    action = {"action": f"Uitstap {mark}", "category": "SUPPORT", "municipality": here}
    envelope = (await city.make("openEnvelope", year=year, **action))["id"]
    decided = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today())}
    await city.make("moveMoney", cents=900, toEnvelope=envelope, **gift, **decided)
    first = await city.make(
        "bookExpense",
        envelope=envelope,
        kind="EVENT",
        on=str(today()),
        reference="F-1",
        cents=100,
        headCount=20,
        targetCount=6,
        organisation=provider,
        entity=entity,
        participation=participation,
    )
    late = f"{year - 1}-12-14"
    await city.make(
        "bookExpense", envelope=envelope, kind="INVOICE", on=late, reference="F-2", cents=100
    )
    return str(first["id"])
