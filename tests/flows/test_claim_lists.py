"""A provider sends its own list: held against what stands, kept, and paid by nothing of it."""

import base64
from typing import Any

from services.gateway.domain.csv_files import read_table
from tests.flows.test_settling import drawn
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.keeping_statements import a_list, compared

TODAY: Any = {"firstDay": str(today()), "lastDay": str(today())}


async def test_a_list_shows_line_by_line_where_it_differs(api: Api) -> None:
    city = await a_network(api)
    club = await city.a_provider()
    cards, sold = await sales(city, club)
    first, second, _third = (card["number"][-4:] for card in cards)
    list_of = a_list(
        f"{today()};10,00;{first};",
        f"{today()};12,50;;{sold[1]}",
        f"{today()};12,50;;{sold[1]}",
        f"{today()};10,00;{another(first)};",
        "gisteren;10,00;0417;",
    )
    itself = city.token("treasurer", organisation=club)
    wish = {"organisation": club, "file": list_of, **TODAY}
    made = (await city.do("compareClaimList", token=itself, **wish)).said["claimList"]["id"]
    report = await city.read("claimListReport", claimList=made, token=itself)
    nodes = report["lines"]["nodes"]
    assert [(one["result"], one["participation"]) for one in nodes] == [
        ("MATCHED", sold[0]),
        ("PRICE_DIFFERS", sold[1]),
        ("TWICE", sold[1]),
        ("NOT_REGISTERED", None),
        ("NOT_CLAIMED", sold[2]),
    ]
    assert nodes[1]["cardSuffix"] == second
    assert [(one["row"], one["column"]) for one in report["problems"]] == [(6, "dag")]
    assert len(read_table(base64.b64decode(report["csv"])).rows) == 6
    staff = await city.read("claimListReport", claimList=made)
    assert staff["claimList"] == report["claimList"]
    await at_its_corrected_price(city, club, sold[2])
    await city.make("disputeLine", participation=sold[1], reason="PRICE")
    assert (await drawn(city, club))["payableCents"] == 1_400


async def test_the_same_key_is_the_same_list_and_a_list_is_its_providers_own(api: Api) -> None:
    city = await a_network(api)
    club = await city.a_provider()
    judo = await city.a_provider("Judo")
    itself, other = (city.token("treasurer", organisation=one) for one in (club, judo))
    list_of = a_list(f"{today()};10,00;0417;")
    wish: Any = {"key": "march", "organisation": club, "file": list_of, **TODAY}
    made = (await city.do("compareClaimList", token=itself, **wish)).said
    again = (await city.do("compareClaimList", token=itself, **wish)).said
    assert again["claimList"] == made["claimList"]
    changed = {**wish, "file": a_list("x;1;1234;")}
    (await city.do("compareClaimList", token=itself, **changed)).refused("key_reused")
    shown = await city.read("claimListReport", claimList=made["claimList"]["id"], token=other)
    assert shown is None
    assert await city.pages("claimLists", token=other) == []
    (await city.do("compareClaimList", token=other, **wish)).refused("not_allowed")


async def at_its_corrected_price(city: City, club: str, own: str) -> None:
    """What stands is held against a list at the price to which it was corrected."""
    part = {"participation": own, "reason": "OTHER", "refundCents": 250}
    await city.make("correctParticipation", body="COORDINATOR", decidedOn=str(today()), **part)
    made = await compared(city, club, f"{today()};7,50;;{own}")
    report = await city.read("claimListReport", claimList=made, result="MATCHED")
    assert [one["participation"] for one in report["lines"]["nodes"]] == [own]


async def sales(city: City, club: str) -> tuple[list[Json], list[str]]:
    """Three cards, and a participation of 10.00 with each."""
    offer = await city.an_offer(provider=club)
    cards = [await city.a_card() for _card in range(3)]
    return cards, [(await city.register(card, offer)).made["id"] for card in cards]


def another(suffix: str) -> str:
    """Other digits than these; of no card here, as good as surely."""
    return f"{(int(suffix) + 1) % 10_000:04}"
