"""What a bank books on the account of a network, and cash, in one made through the public API."""

from typing import Final

from tests.kit.bank_files import Booking, Part, statement
from tests.kit.city import City, pay_day, today
from tests.kit.client import Json
from tests.kit.keeping_statements import a_statement
from tests.kit.payees import has_an_account

OF_BANK: Final[dict[str, Json]] = {
    "query.bankLines": {"status": None, "order": "NEWEST", "payer": None},
    "mutation.allotBankLine": {"target": "SUSPENSE", "reason": "Van wie is dit?"},
}
"""Where a name means something else in one operation."""
SHARE: Final = 800
"""What a provider is to pay back, in cents."""
ADVANCE: Final = 50
"""What comes in of the drawing right, in cents."""


async def the_bank_books(city: City, name: str, *more: int) -> list[str]:
    """Three lines wait for a person, and lines of these cents: the ids of these, then of three."""
    amounts = (*more, 100, 200, 300)
    bookings = [
        Booking(cents, [Part(abs(cents), name=name)], reference=f"{name}-{place}")
        for place, cents in enumerate(amounts)
    ]
    token = city.token("finance_officer")
    content = statement(bookings)
    reply = await city.api.send(f"/payment-files?network={city.id}", token, content=content)
    assert reply.status == 200, reply
    by_reference = {line["reference"]: line["id"] for line in await city.pages("bankLines")}
    return [by_reference[f"{name}-{place}"] for place in range(len(amounts))]


async def lines_are_found_out(city: City, payer: str, name: str, provider: str, card: Json) -> str:
    """Lines of each kind: a payment, what a provider paid back, a receipt, in suspense, freed,
    waiting; the id of one that waits."""
    payment = await _sent(city, payer, await a_statement(city, provider, card))
    debtor = await _in_debt(city, card)
    made = await the_bank_books(city, name, -payment["cents"], SHARE, ADVANCE)
    await _said(city, made[0], "PAYMENT", payment=payment["id"])
    await _said(city, made[1], "REPAYMENT", organisation=debtor, year=today().year)
    came = {"source": "DRAWING_RIGHT", "part": "ADVANCE", "on": str(today()), "reference": name}
    advance = await city.make("recordReceipt", year=today().year, cents=ADVANCE, **came)
    await _said(city, made[2], "RECEIPT", receipt=advance["id"])
    for line in made[3:5]:
        await _said(city, line, "SUSPENSE", reason="Van wie is dit?")
    await city.make("freeBankLine", bankLine=made[4])
    return made[5]


async def _said(city: City, line: str, target: str, **more: object) -> None:
    await city.make("allotBankLine", bankLine=line, target=target, **more)


async def _sent(city: City, payer: str, item: str) -> Json:
    """A payment that two persons sent to the bank."""
    wish = {"items": [item], "executionOn": str(pay_day()), "payer": payer}
    run = await city.make("proposePaymentRun", **wish)
    await city.make("approvePaymentRun", token=city.token("finance_officer"), run=run["id"])
    [payment] = await city.pages("payments", run=run["id"])
    return payment


async def _in_debt(city: City, card: Json) -> str:
    """A provider whose last statement says that it owes the network's share; its id."""
    club = await city.a_provider()
    await has_an_account(city, club, "BE71096123456769")
    taken = await city.register(card, await city.an_offer(SHARE * 5 // 4, provider=club))
    until = {"providers": [club], "year": today().year, "until": str(today())}
    await city.make("drawUpStatements", **until)
    await city.make("cancelParticipation", participation=taken.made["id"])
    await city.make("drawUpStatements", **until)
    return club


async def in_cash(city: City, provider: str, card: Json) -> str:
    """A statement that was paid in cash at the desk; the payment's id."""
    item = await a_statement(city, provider, card)
    return str((await city.make("payBeside", payable=item, way="CASH"))["id"])
