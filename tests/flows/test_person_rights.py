"""A person's rights over her data, from the first text shown to the last file destroyed."""

from datetime import timedelta

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.terms import IBAN, a_basis, a_request, a_rule, an_old_file, given
from tests.kit.waiting import eventually

OFFICER = "data_protection_officer"


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def test_a_request_stands_on_the_work_list_by_its_day_until_it_is_answered(
    city: City,
) -> None:
    holder = await city.a_holder()
    late = await a_request(city, holder, "ACCESS")
    soon = await a_request(city, holder, "OBJECTION", days_ago=20)
    officer = city.token(OFFICER)

    async def work() -> list[str]:
        nodes = await city.pages("personRequests", token=officer)
        return [node["id"] for node in nodes]

    assert await work() == [soon, late]
    longer = await city.do(
        "extendPersonRequest", token=officer, personRequest=soon, extensionReason="COMPLEXITY"
    )
    received = today() - timedelta(days=20)
    assert longer.made["dueOn"] > str(received + timedelta(days=80))
    assert await work() == [late, soon]
    bare = await city.do("closePersonRequest", personRequest=soon, outcome="REFUSED")
    assert bare.refused("request_ground_invalid")["field"] == "ground"
    await city.make("closePersonRequest", personRequest=soon, outcome="GRANTED")
    assert await work() == [late]
    assert (await city.read("holder", id=holder))["restricted"]
    assert not (await city.make("liftRestriction", holder=holder))["restricted"]
    herself = city.token("card_holder", holder=holder)
    own = await city.pages("personRequests", token=herself, holder=holder, onlyOpen=False)
    assert {node["id"] for node in own} == {late, soon}


async def test_a_consent_names_its_text_and_is_taken_back(city: City) -> None:
    holder = await city.a_holder()
    basis = await a_basis(city, holder)
    wrong = given("basis", "givenBy", "givenOn", "textVersion")
    refused = await city.do("recordLegalBasis", holder=holder, textId="tekst van An", **wrong)
    assert refused.refused("code_invalid")["field"] == "textId"
    back = await city.make(
        "withdrawConsent", holder=holder, legalBasis=basis, withdrawnOn=str(today())
    )
    assert (back["textVersion"], back["withdrawnOn"]) == ("3", str(today()))
    await city.make("chooseContact", holder=holder, contact="SMS", allowed=False, textVersion="3")
    (choice,) = await city.pages("contactChoices", holder=holder)
    assert (choice["contact"], choice["allowed"]) == ("SMS", False)


async def test_her_account_is_read_after_her_name_is_gone(city: City) -> None:
    holder = await city.a_holder()
    wrong = await city.do("setPaymentAccount", holder=holder, iban="BE71096123456768")
    assert wrong.refused("iban_invalid")["field"] == "iban"
    await city.make("setPaymentAccount", holder=holder, iban="BE71 0961 2345 6769")
    await city.make("eraseHolder", holder=holder)
    finance = city.token("finance_officer")
    kept = await city.read("paymentAccount", token=finance, holder=holder)
    assert (kept["iban"], kept["keptUntil"]) == (IBAN, f"{today().year + 7}-12-31")
    assert (await city.read("holder", id=holder))["familyName"] is None
    (await city.do("setPaymentAccount", holder=holder, iban=IBAN)).refused("holder_erased")


async def test_exactly_the_listed_are_destroyed_after_a_second_person_agreed(city: City) -> None:
    old, current = await an_old_file(city), await city.a_holder()
    card = await city.a_card(holder=current)
    offer = await city.an_offer()
    await city.register(card, offer)
    before = await city.balances()
    officer = city.token(OFFICER)
    early = await city.do("proposeDestruction", fileSeries="CARD_FILE")
    early.refused("retention_rule_unknown")
    await a_rule(city)
    listed = await city.make("proposeDestruction", fileSeries="CARD_FILE")
    assert (listed["holders"], listed["status"]) == ([old], "PROPOSED")
    own = await city.do("approveDestruction", destructionList=listed["id"])
    own.refused("own_proposal")
    assert not (await city.read("holder", id=old))["erased"]
    agreed = await city.do("approveDestruction", token=officer, destructionList=listed["id"])
    assert (agreed.made["holders"], agreed.made["spared"]) == ([old], [])

    async def look() -> Json:
        shown: Json = await city.read("holder", id=old)
        return shown

    await eventually(look, lambda shown: shown["erased"])
    assert (await city.read("holder", id=current))["familyName"]
    assert await city.balances() == before
    (await city.do("proposeDestruction", fileSeries="CARD_FILE")).refused("nothing_due")
