"""Every price explains itself through the public API: a desk that quotes it, who looks later."""

import base64
from datetime import timedelta
from typing import Any

import orjson
import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json

# Story 2: 20 holder / 40 organiser / 40 city.
KORTRIJK = [
    (11_900, (2_380, 4_760, 4_760)),
    (15_900, (3_180, 6_360, 6_360)),
    (1_400, (280, 560, 560)),
    (1_700, (340, 680, 680)),
]


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


def document(city: City, **benefit: Any) -> str:
    """A regulation of 80% off by its own rule, half of it by the provider."""
    return orjson.dumps(
        {
            "language": 1,
            "scheme": f"Kansenpas {city.slug}",
            "title": "Reglement kansenpas",
            "valid_from": str(today() - timedelta(days=400)),
            "routes": [
                {
                    "name": "status",
                    "title": "Statuut",
                    "conditions": [{"kind": "status", "any_of": ["increased_reimbursement"]}],
                }
            ],
            "validity": {"term": {"kind": "months", "months": 12}},
            "deciding": {
                "committee": "BCSD",
                "decide_within_days": 30,
                "appeal_body": "het college",
                "appeal_within_days": 30,
            },
            "benefit": {
                "changes": "with_date",
                "rules": [
                    {
                        "name": "all",
                        "clause": "art. 6",
                        "reduction": {"kind": "percent_off", "percent": 80},
                        "organisation_percent": 40,
                    }
                ],
                **benefit,
            },
        }
    ).decode()


async def a_card_of(city: City, **benefit: Any) -> tuple[Json, Json]:
    """A regulation, and the card of somebody who is entitled by it."""
    regulation = await city.make("adoptRegulation", document=document(city, **benefit))
    scheme, holder = regulation["scheme"], await city.a_holder()
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    return regulation, await city.make("issueSchemeCard", holder=holder, scheme=scheme)


async def quoted(city: City, card: Json, offer: Json, **more: Any) -> Json:
    wish = {"cardNumber": card["number"], "offer": offer["id"], "on": str(today()), **more}
    found: Json = await city.read("quote", **wish)
    return found


def shares(one: Json) -> tuple[int, int, int]:
    return one["holderCents"], one["organisationCents"], one["networkCents"]


def assert_paid_as_quoted(quote: Json, made: Json, last: str) -> None:
    """A price is explained as it was quoted, and then whose money paid it."""
    told, paid = dict(made["explanation"]), sum(shares(made)[2:])
    for name in ("lines", "linesInEnglish"):
        *told[name], tells = told[name]
        assert name != "lines" or tells.startswith(last)
    assert [one["cents"] for one in told["paidFrom"]] == [paid]
    assert quote["explanation"] == told | {"paidFrom": []}


async def test_a_price_of_a_scheme_says_which_key_and_version_shared_it(city: City) -> None:
    ceiling = {"name": "yearly", "clause": "art. 8", "amounts": [{"cents": 12_000}]}
    regulation, card = await a_card_of(city, ceilings=[ceiling], payer="domicile")
    provider = await city.a_provider()
    made = []
    for cents, expected in KORTRIJK:
        if cents == 15_900:
            continue
        offer = await city.an_offer(cents, provider=provider)
        quote = await quoted(city, card, offer)
        participation = (await city.register(card, offer)).made
        assert shares(quote) == shares(participation) == expected
        assert_paid_as_quoted(quote, participation, "Betaald met geld van het netwerk (trekkings")
        made.append(participation["explanation"])
    first = made[0]
    assert first["regulation"] == regulation["id"]
    assert (first["title"], first["version"]) == ("Reglement kansenpas", 1)
    assert first["payerMunicipality"] == city.municipality
    assert "Regel “all”: de pashouder betaalt € 95,20 minder (art. 6)." in first["lines"]
    assert "Binnen het plafond “yearly”: daarna blijft € 72,40 over (art. 8)." in first["lines"]

    # What the ceiling leaves of 63.60 is 120.00 less 47.60, 5.60 and 6.80: 60.00.
    bound = (await city.register(card, await city.an_offer(15_900, provider=provider))).made
    assert shares(bound) == (3_180 + 360, 6_360, 6_000)
    assert any("“yearly” is bereikt" in line for line in bound["explanation"]["lines"])

    # Finance reads why, and not whose; a provider reads the price.
    money = city.token("finance_officer")
    seen = await city.read("participation", token=money, id=bound["id"])
    assert seen["holder"] is None
    assert seen["explanation"] == bound["explanation"]
    club = city.token("provider", organisation=provider)
    assert (await city.read("participation", token=club, id=bound["id"]))["explanation"] is None
    clerk = await city.read("participation", token=city.token("clerk"), id=bound["id"])
    assert clerk["explanation"]["payerMunicipality"] is None
    assert clerk["explanation"]["lines"] == bound["explanation"]["lines"][:-2]


async def test_a_price_without_a_scheme_says_the_split_of_its_offer(city: City) -> None:
    card = await city.a_card(500)
    offer = await city.an_offer(999, split_percent=(20, 40, 40))
    quote = await quoted(city, card, offer)
    made = (await city.register(card, offer)).made
    assert shares(made) == (200, 400, 399)
    assert_paid_as_quoted(quote, made, "Betaald met geld van het netwerk (trekkingsrecht): € 3,99.")
    assert made["explanation"]["offer"] == offer["id"]
    lines = made["explanation"]["lines"]
    assert lines[0].startswith("Verdeelsleutel van het aanbod “Zwemles”: de pashouder 20%")
    assert "Afronding: de pashouder en de aanbieder dragen elk een deel van een cent meer." in lines
    # Of the right 5.00 less 3.99 is left.
    bound = (await city.register(card, offer, today() - timedelta(days=1))).made
    assert shares(bound) == (200 + 298, 400, 101)
    assert any("plafond van het recht is bereikt" in one for one in bound["explanation"]["lines"])


async def test_a_receipt_rounds_its_total_for_cash_and_no_line(city: City) -> None:
    """Three of 2.01: rounded one by one they would be 6.00, together they are 6.05."""
    provider = await city.a_provider("Zwemclub Den Duik")
    offer = await city.an_offer(1_005, split_percent=(20, 40, 40), provider=provider)
    made = [(await city.register(await city.a_card(), offer)).made["id"] for _ in range(3)]
    for token in (city.token("clerk"), city.token("provider", organisation=provider)):
        receipt = await city.read("receipt", token=token, participations=made)
        assert [line["participation"] for line in receipt["lines"]] == made
        assert {line["holderCents"] for line in receipt["lines"]} == {201}
        sums = (receipt["totalCents"], receipt["cashCents"], receipt["roundingCents"])
        assert sums == (603, 605, 2)
        assert base64.b64decode(receipt["pdf"]).startswith(b"%PDF-")
    other = city.token("provider", organisation=await city.a_provider("Andere club"))
    assert await city.read("receipt", token=other, participations=made) is None
    await city.make("cancelParticipation", participation=made[0])
    reply = await city.api.query("receipt", city.token(), network=city.id, participations=made)
    assert reply.codes == ["not_confirmed"]
