"""Taking data out: all of one person for herself, a list only with a reason; both written down."""

import base64
from datetime import UTC, datetime

from tests.kit.city import City
from tests.kit.client import Json
from tests.kit.scheme_use import is_told_twice
from tests.kit.terms import IBAN, asks_about_her_data

OFFICER = "data_protection_officer"


async def exported(city: City, holder: str, token: str) -> Json:
    """All that is held on a person, as data."""
    shown = await city.read("personExport", token=token, holder=holder)
    assert base64.b64decode(shown["pdf"]).startswith(b"%PDF-")
    data: Json = shown["data"]
    return data


async def test_she_gets_all_that_is_held_on_her_and_nothing_of_another(city: City) -> None:
    holder = await city.a_holder(givenName="Mireille", familyName="Hoste")
    other = await city.a_holder(givenName="Godelieve", familyName="Sys")
    card = await city.a_card(holder=holder)
    taken = (await city.register(card, await city.an_offer())).made
    await asks_about_her_data(city, holder)
    await city.read("holder", token=city.token("clerk"), id=other)
    held = await exported(city, holder, city.token(OFFICER))

    assert held["holders"][0]["identity"]["family_name"] == "Hoste"
    assert held["cards"][0]["number"] == card["number"]
    assert held["participations"][0]["key"] == taken["id"]
    assert held["payment_accounts"][0]["account"]["iban"] == IBAN
    assert {one["kind"] for one in held["person_requests"]} == {"access", "erasure"}
    assert len(held["legal_bases"]) == 2
    assert {look["role"] for look in held["accesses"]} == {"coordinator"}
    assert "Sys" not in str(held)
    assert other not in str(held)

    herself = city.token("card_holder", holder=holder)
    own = await exported(city, holder, herself)
    assert own["holders"] == held["holders"]
    last = own["accesses"][-1]
    assert (last["role"], last["reason"]) == (OFFICER, "subject_access")
    refused = await city.api.query("personExport", herself, network=city.id, holder=other)
    assert refused.codes == ["not_allowed"]


async def test_of_an_erased_person_only_what_the_law_keeps_is_left(city: City) -> None:
    holder = await city.a_holder(familyName="Verdwenen")
    await city.a_card(holder=holder)
    await asks_about_her_data(city, holder)
    await city.make("eraseHolder", holder=holder)
    held = await exported(city, holder, city.token(OFFICER))
    assert held["holders"][0]["identity"] is None
    assert held["cards"][0]["number"] is None
    assert held["contact_choices"] == []
    assert held["payment_accounts"][0]["account"]["iban"] == IBAN
    assert "Verdwenen" not in str(held)


async def test_a_list_leaves_with_a_reason_that_stands_in_the_log(city: City) -> None:
    names = ("Aerts", "Baert", "Claes", "Dierckx")
    holders = [await city.a_holder(familyName=name) for name in names]
    await city.make("eraseHolder", holder=holders[1])
    begun = datetime.now(UTC).isoformat()
    shown = await city.read("holderList", exportReason="INVITATION", first=2)
    assert [line.split(";")[0] for line in shown["csv"].splitlines()] == ["naam", "Aerts", "Claes"]
    rest = await city.read(
        "holderList", exportReason="INVITATION", first=2, after=shown["endCursor"]
    )
    assert (rest["rows"], rest["hasNextPage"]) == (1, False)
    officer = city.token(OFFICER)
    looks = await city.pages("accesses", token=officer, since=begun)
    assert {(look["operation"], look["reason"]) for look in looks} == {("holderList", "invitation")}
    assert {look["holder"] for look in looks} == {holders[0], holders[2], holders[3]}
    clerk = await city.api.query(
        "holderList", city.token("clerk"), network=city.id, exportReason="CONTROL"
    )
    assert clerk.codes == ["not_allowed"]


async def test_a_list_of_cards_leaves_with_a_reason_that_stands_in_the_log(city: City) -> None:
    kept, gone = await city.a_holder(familyName="Aerts"), await city.a_holder(familyName="Baert")
    card = await city.a_card(holder=kept)
    lost = await city.a_card(right=card["right"])
    await city.a_card(holder=gone)
    await city.make("blockCard", card=lost["id"], reason="LOST")
    await city.make("eraseHolder", holder=gone)
    begun = datetime.now(UTC).isoformat()
    first = await city.read("cardList", exportReason="CONTROL", first=1)
    rest = await city.read("cardList", exportReason="CONTROL", after=first["endCursor"])
    assert (first["rows"], first["hasNextPage"], rest["rows"]) == (1, True, 1)
    lines = [line.split(";") for one in (first, rest) for line in one["csv"].splitlines()[1:]]
    assert {(line[0], line[1], line[-1]) for line in lines} == {
        (card["number"], "Aerts", "bruikbaar"),
        (lost["number"], "Aerts", "geblokkeerd"),
    }
    looks = await city.pages("accesses", token=city.token(OFFICER), since=begun)
    assert {(look["operation"], look["reason"], look["holder"]) for look in looks} == {
        ("cardList", "control", kept)
    }
    for name in ("cardList", "workItemList"):
        clerk = await city.api.query(
            name, city.token("clerk"), network=city.id, exportReason="CONTROL"
        )
        assert clerk.codes == ["not_allowed"]


async def test_what_waits_leaves_without_a_name_and_says_who_was_led_to(city: City) -> None:
    provider = await city.a_provider("=Zwemclub")
    offer, card = await city.an_offer(provider=provider), await city.a_card()
    await city.register(card, offer)
    await is_told_twice(city, card, offer)
    begun = datetime.now(UTC).isoformat()
    shown = await city.read("workItemList", exportReason="CONTROL", open=False, order="NEWEST")
    (line,) = [line.split(";") for line in shown["csv"].splitlines()[1:]]
    assert line[1:4] == ["strijdige registratie", "'=Zwemclub", "Zwemles"]
    assert line[8:10] == ["geen actie", "coördinator"]
    assert "stond er al" not in shown["csv"], "what was given as a reason stays"
    looks = await city.pages("accesses", token=city.token(OFFICER), since=begun)
    assert [(look["operation"], look["holder"]) for look in looks] == [
        ("workItemList", card["holder"])
    ]
    assert (await city.read("workItemList", exportReason="CONTROL"))["rows"] == 0


async def test_the_register_says_of_everything_sealed_what_it_is_for(city: City) -> None:
    shown = await city.api.read("processingRegister", city.token(OFFICER))
    assert {entry["name"] for entry in shown} >= {"identity", "payment", "explanation"}
    assert all(entry["places"] and entry["retention"] for entry in shown)
