"""Kortrijk's first payment round, 1 September 2015 to 31 May 2016: 19 payees, 4,601.20 euro.

The amounts are those of domain facts (kortrijkwatcher.be/2016/09/19): one participation stands for
all that a provider sold, at a price of which the city's 40% is what it was repaid.
"""

from deploy.demo.organisations import KORTRIJK_PAYEES
from tests.kit.city import a_network, today
from tests.kit.client import Api


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
    run = await city.make("proposePaymentRun", items=items, executionOn=str(today()))
    assert (run["paymentCount"], run["totalCents"]) == (19, 460_120)
    second = city.token("finance_officer")
    await city.make("approvePaymentRun", token=second, run=run["id"])
    payments = await city.pages("payments", first=50, run=run["id"])
    paid = {one["organisation"]: one["cents"] for one in payments}
    assert paid == drawn
    assert min(paid.values()) == 240
    accounts = await city.balances()
    assert accounts["BANK"]["balanceCents"] == 460_120
    assert {one["balanceCents"] for kind, one in accounts.items() if kind[:7] == "PAYABLE"} == {0}
    assert await city.pages("payableItems") == []
