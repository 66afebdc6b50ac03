"""What was registered is corrected after it was paid, on the platform and to the cent."""

from typing import Any

from tests.flows.test_settling import drawn, proposed
from tests.flows.test_stories_cards import a_scheme, an_entitled, left, shares
from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.promises import a_claim
from tests.kit.scheme_town import eighty_percent

CEILING = [{"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 50_000}]}]
DECIDED = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today()), "reference": "2026/77"}


def amounts(correction: Json, which: str) -> tuple[int, int, int]:
    """Holder, organisation, network of a correction, in cents."""
    return shares(correction[which])


async def corrected(city: City, participation: str, **how: Any) -> Json:
    """A correction that was made."""
    wish = {"reason": "STOPPED_EARLY", **DECIDED, **how}
    return await city.make("correctParticipation", participation=participation, **wish)


async def test_2_part_of_a_season_ticket_goes_back_after_the_club_was_paid(city: City) -> None:
    """119.00 at 20/40/40 was paid; 50.00 goes back: the next statement carries -20.00."""
    provider, card = await city.a_provider("KVK"), await city.a_card()
    offer = await city.an_offer(11_900, split_percent=(20, 40, 40), provider=provider)
    own = (await city.register(card, offer)).made["id"]
    statement = await drawn(city, provider)
    run = await proposed(city, statement["id"])
    await city.make("approvePaymentRun", token=city.token("finance_officer"), run=run["id"])

    seen = await city.read("correctionPreview", participation=own, refundCents=5_000)
    assert seen["inStatement"] == f"{today().year}-0001"
    assert amounts(seen, "back") == (1_000, 2_000, 2_000)
    assert "Aan de houder terug te geven: 10,00 euro." in seen["lines"]
    made = await corrected(city, own, refundCents=5_000)
    assert [made[key] for key in ("before", "after", "back", "lines")] == [
        seen[key] for key in ("before", "after", "back", "lines")
    ]
    shown = await city.read("participation", id=own)
    assert shares(shown) == (1_380, 2_760, 2_760)
    debt = await drawn(city, provider)
    assert (debt["totalCents"], debt["carriedOutCents"]) == (-2_000, -2_000)
    itself = city.token("treasurer", organisation=provider)
    page = await city.read("statementLines", statement=debt["id"], token=itself)
    [line] = page["lines"]["nodes"]
    assert (line["kind"], line["networkCents"]) == ("CORRECTION", -2_000)
    assert [one["id"] for one in await city.pages("corrections", token=itself)] == [made["id"]]

    await city.make("cancelParticipation", participation=own)
    assert (await city.balances())["DRAWING_RIGHT"]["availableCents"] == 734_400
    total = await city.read("statement", organisation=provider, year=today().year)
    assert total["totalCents"] == 0
    (await city.do("correctParticipation", participation=own, refundCents=1, **_why())).refused(
        "already_cancelled"
    )


def _why() -> Json:
    return {"reason": "OTHER", **DECIDED}


async def test_a_price_that_was_wrong_is_shared_again_under_the_rule_of_its_day(
    city: City,
) -> None:
    """80% of 70.00 was 56.00; the price was 45.00: 36.00, and 20.00 of her limit is free again."""
    scheme = await a_scheme(city, eighty_percent(ceilings=CEILING))
    holder, card = await an_entitled(city, scheme)
    own = (await city.register(card, await city.an_offer(7_000))).made["id"]
    await left(city, holder, scheme, 50_000 - 5_600)
    asked = {"participation": own, "priceCents": 4_500}
    seen = await city.read("correctionPreview", **asked)
    made = await corrected(city, own, priceCents=4_500)
    assert amounts(seen, "after") == amounts(made, "after") == (900, 0, 3_600)
    assert made["steps"] == seen["steps"] != []
    await left(city, holder, scheme, 50_000 - 3_600)
    finance = city.token("finance_officer")
    part = await corrected(city, own, refundCents=500, token=finance)
    assert amounts(part, "back") == (100, 0, 400)
    await left(city, holder, scheme, 50_000 - 3_200)
    refused = await city.do("correctParticipation", priceCents=9_000, participation=own, **_why())
    assert refused.refused("price_not_lower")["message"] == (
        "De juiste prijs moet lager zijn dan 40,00 euro."
    )
    desk = city.token("clerk")
    wish = {"participation": own, "refundCents": 1, **_why()}
    (await city.do("correctParticipation", token=desk, **wish)).refused("not_allowed")


async def test_what_a_holder_was_paid_too_much_the_network_absorbs(city: City) -> None:
    """She paid 100.00 and got 80.00; 40.00 goes back: she owes nothing unless it is decided."""
    scheme = await a_scheme(city, eighty_percent())
    holder, _card = await an_entitled(city, scheme)
    claim = await a_claim(city, scheme, holder, await city.an_offer(10_000), cents=10_000)
    await city.make("decideClaim", holder=holder, claim=claim["id"], granted=True)
    own = claim["participation"]
    await corrected(city, own, refundCents=1_000)
    [item] = await city.pages("payableItems")
    assert item["cents"] == 7_200
    await city.make("payBeside", payable=item["id"], way="CASH")
    seen = await city.read("correctionPreview", participation=own, refundCents=4_000)
    made = await corrected(city, own, refundCents=4_000)
    assert made["absorbedCents"] == seen["absorbedCents"] == 3_200
    assert any("zij betaalt niets terug" in line for line in made["lines"])
    assert (await city.balances())["PAYABLE"]["balanceCents"] == 0
    owed = await corrected(city, own, refundCents=1_000, recover=True)
    assert owed["absorbedCents"] == 0
    assert (await city.balances())["PAYABLE"]["balanceCents"] == -800
