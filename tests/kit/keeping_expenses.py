"""Expenses of a network, in one made through the public API."""

from tests.kit.city import City, today


async def has_expenses(
    city: City, here: str, mark: str, provider: str, entity: str, participation: str
) -> str:
    """One of today with all that one can tell, one of last year, and one that is paid and credited,
    from a gift to an entity; the id of the first."""
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
    late = {"kind": "INVOICE", "on": f"{year - 1}-12-14", "reference": "F-2"}
    await city.make("bookExpense", envelope=envelope, cents=100, **late)
    owed = {"kind": "TRANSPORT", "on": str(today()), "reference": "F-3", "organisation": provider}
    paid = await city.make("bookExpense", envelope=envelope, cents=50, **owed)
    await city.make("payBeside", payable=paid["id"], way="CASH")
    other = await city.make("bookExpense", envelope=envelope, cents=40, **owed)
    note = {"on": str(today()), "reference": "CN-3", "against": other["id"]}
    await city.make("creditExpense", expense=paid["id"], cents=10, **note)
    return str(first["id"])
