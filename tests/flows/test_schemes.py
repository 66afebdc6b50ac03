"""The real card regulations on the platform: adopted as they are written, deciding as by hand."""

from datetime import timedelta
from typing import Any

import pytest

from tests.kit import schemes
from tests.kit.city import City, a_network, today
from tests.kit.client import Api

ADDENDUM = "33040-langemark-poelkapelle"


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def test_every_real_regulation_is_adopted_as_it_is_written(city: City) -> None:
    names = [path.stem for path in sorted(schemes.REAL.glob("*.yaml"))]
    made = {name: await _adopt(city, name) for name in names if name != ADDENDUM}
    made[ADDENDUM] = await _adopt(city, ADDENDUM, narrows=made["westhoek"]["id"])
    adopted = {one["scheme"] for one in made.values()}
    assert len(adopted) == len(names)
    assert adopted <= {one["id"] for one in await city.pages("schemes")}


@pytest.mark.parametrize("name", ["11009-brecht", "11002-antwerpen", ADDENDUM, "23088-vilvoorde"])
async def test_the_people_of_a_scheme_are_decided_over_the_api_as_by_hand(
    city: City, name: str
) -> None:
    file = schemes.load(schemes.PEOPLE / f"{name}.yaml")
    everyone = schemes.KNOWN_TO_BE_NONE | file.get("everyone", {})
    people = [
        {"label": one["who"], "facts": everyone | one.get("facts", {})} for one in file["people"]
    ]
    text = (schemes.REAL / f"{name}.yaml").read_text("utf-8")
    tried = await city.read("previewRegulation", document=text, people=people, on=file["on"])
    found = {one["label"]: one["outcome"].lower() for one in tried["people"]}
    assert found == {one["who"]: one["expect"]["outcome"] for one in file["people"]}


async def test_who_applied_last_week_is_entitled_since_then_at_the_price_of_vilvoorde(
    city: City,
) -> None:
    scheme = (await _adopt(city, "23088-vilvoorde"))["scheme"]
    applied = today() - timedelta(days=7)
    holder = await city.a_holder(birthDate=f"{today().year - 10}-01-01")
    facts: dict[str, Any] = {"statuses": [{"name": "increased_reimbursement"}]}
    wish = {"holder": holder, "scheme": scheme, "facts": facts, "appliedOn": str(applied)}
    decision = await city.make("decideCase", **wish, validUntil=f"{today().year + 1}-12-31")
    assert decision["outcome"] == "ENTITLED"
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
    offer = await city.an_offer(10_000, split_percent=(100, 0, 0))
    before = (await city.register(card, offer, applied - timedelta(days=1))).made
    since = (await city.register(card, offer, applied)).made
    shares = [
        (one["holderCents"], one["organisationCents"], one["networkCents"])
        for one in (before, since)
    ]
    assert shares == [(10_000, 0, 0), (2_000, 4_000, 4_000)]


async def test_nobody_applied_on_a_day_that_is_still_to_come(city: City) -> None:
    scheme = (await _adopt(city, "23088-vilvoorde"))["scheme"]
    holder = await city.a_holder()
    answer = await city.do(
        "decideCase",
        holder=holder,
        scheme=scheme,
        facts={"statuses": []},
        appliedOn=str(today() + timedelta(days=1)),
    )
    answer.refused("applied_on_invalid")


async def _adopt(city: City, name: str, **more: str) -> dict[str, Any]:
    text = (schemes.REAL / f"{name}.yaml").read_text("utf-8")
    made: dict[str, Any] = await city.make("adoptRegulation", document=text, **more)
    return made
