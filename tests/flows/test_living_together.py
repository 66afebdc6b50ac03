"""What persons share or have twice, at the point of use: pooled budgets, and cards of merged files.

Persons and amounts are invented.
"""

import json

import pytest

from tests.flows.test_card_life import an_entitled, works
from tests.flows.test_stories_cards import a_scheme, quoted, shares
from tests.kit.city import City, a_network, today
from tests.kit.client import Api
from tests.kit.regulations import document_data

POOLED = {
    "changes": "with_date",
    "rules": [{"name": "all", "reduction": {"kind": "full"}, "organisation_percent": 0}],
    "ceilings": [{"name": "budget", "amounts": [{"cents": 8_000}], "pooled": True}],
}
DATED = {"validity": {"term": {"kind": "months", "months": 12}}}


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def test_a_quote_counts_what_housemates_leave_of_a_pooled_budget(city: City) -> None:
    scheme = await a_scheme(city, POOLED)
    first, second = await an_entitled(city, scheme), await an_entitled(city, scheme)
    household = (await city.make("foundHousehold", adults=[first]))["id"]
    await city.make("joinHousehold", household=household, holder=second, role="ADULT")
    card = await city.make("issueSchemeCard", holder=first, scheme=scheme)
    other = await city.make("issueSchemeCard", holder=second, scheme=scheme)
    (await city.register(other, await city.an_offer(3_000))).made  # noqa: B018
    offer = await city.an_offer(20_000)
    said = await quoted(city, card, offer)
    assert (shares(said), said["leftCents"]) == ((7_000, 0, 13_000), 0)
    sold = (await city.register(card, offer)).made
    assert (shares(sold), sold["steps"]) == (shares(said), said["steps"])


async def test_a_card_of_a_merged_file_is_renewed_and_swapped_by_who_stays(city: City) -> None:
    text = json.dumps(document_data(scheme="Oude pas", **DATED))
    scheme = str((await city.make("adoptRegulation", document=text))["scheme"])
    stays, duplicate = await city.a_holder(), await city.a_holder()
    card = await city.make("issueSchemeCard", holder=duplicate, scheme=scheme)
    await city.make("mergeHolders", holder=stays, duplicate=duplicate)
    (await city.do("renewCard", card=card["id"])).refused("nothing_to_renew")
    text = json.dumps(document_data(scheme="Nieuwe pas", **DATED))
    follower = str((await city.make("adoptRegulation", document=text))["scheme"])
    await city.make("endScheme", scheme=scheme, on=str(today()), followedBy=follower)
    new = await city.make("swapCard", card=card["id"], scheme=follower)
    assert (new["holder"], new["replaces"]) == (stays, card["id"])
    assert await works(city, new["number"])
    assert not await works(city, card["number"])


async def test_the_third_child_of_a_household_has_her_card_for_free(city: City) -> None:
    prices = [{"from_child": 3, "cents": 0}, {"cents": 600}]
    text = json.dumps(document_data(card_prices=prices, **DATED))
    scheme = str((await city.make("adoptRegulation", document=text))["scheme"])
    mother = await city.a_holder(birthDate="1985-01-01")
    household = (await city.make("foundHousehold", adults=[mother]))["id"]
    paid = []
    for born in ("2016-03-03", "2012-01-01", "2014-02-02"):
        child = await city.a_holder(birthDate=born)
        await city.make("joinHousehold", household=household, holder=child, role="CHILD")
        paid.append(child)
    cards = [await city.make("issueSchemeCard", holder=one, scheme=scheme) for one in paid]
    assert [card["priceCents"] for card in cards] == [0, 600, 600]
    own = await city.make("issueSchemeCard", holder=mother, scheme=scheme)
    assert own["priceCents"] == 600
