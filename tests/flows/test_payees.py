"""Accounts at a bank: from which is paid, and to which."""

import base64
from datetime import timedelta

from tests.kit.city import City, today
from tests.kit.payees import A_KBO, has_an_account

FIRST, SECOND = "BE71096123456769", "BE68539007547034"


async def test_a_finance_officer_says_from_which_account_each_entity_pays(city: City) -> None:
    officer = city.token("finance_officer")
    asked = {"name": "Stad", "kbo": A_KBO, "iban": "BE62 5100 0754 7061"}
    own = await city.make("setPayerAccount", token=officer, **asked)
    assert (own["entity"], own["iban"], own["kbo"]) == (None, "BE62 5100 0754 7061", A_KBO)
    entity = await city.make(
        "registerLegalEntity", name="OCMW", kind="WELFARE_CENTRE", kbo="0207.437.468"
    )
    assert entity["kbo"] == A_KBO
    hers = {**asked, "name": "OCMW", "entity": entity["id"], "iban": "BE71096123456769"}
    assert (await city.make("setPayerAccount", **hers))["iban"] == "BE71 0961 2345 6769"
    shown = {one["name"]: one["entity"] for one in await city.pages("payerAccounts")}
    assert shown == {"Stad": None, "OCMW": entity["id"]}
    wrong = await city.do("setPayerAccount", **{**asked, "iban": "BE62510007547062"})
    assert wrong.refused("iban_invalid")["field"] == "iban"
    (await city.do("setPayerAccount", **{**asked, "kbo": "1"})).refused("kbo_invalid")
    for role in ("clerk", "outreach_worker"):
        denied = await city.do("setPayerAccount", token=city.token(role), **asked)
        denied.refused("not_allowed")


async def test_an_account_is_confirmed_by_another_person_and_way_who_hears_the_same(
    city: City,
) -> None:
    club, second = await city.a_provider("Turnkring"), city.token("finance_officer")
    asked = {"organisation": club, "iban": "BE71 0961 2345 6769", "inNameOf": "Turnkring vzw"}
    told = await city.make("proposePayeeAccount", heardThrough="MAIL", **asked)
    assert (told["iban"], told["status"], told["mayConfirm"]) == ("•••• 6769", "PROPOSED", False)
    [seen] = await city.pages("payeeAccounts", token=second, organisation=club)
    assert seen["mayConfirm"]
    again = await city.do("proposePayeeAccount", heardThrough="MAIL", **asked)
    assert again.refused("payee_account_pending")["field"] == "organisation"

    heard = {"payeeAccount": told["id"], "iban": FIRST, "note": "De voorzitter"}
    own = await city.do("confirmPayeeAccount", confirmedThrough="PHONE", **heard)
    assert own.refused("maker_cannot_approve")["field"] == "payeeAccount"
    same = await city.do("confirmPayeeAccount", token=second, confirmedThrough="MAIL", **heard)
    assert same.refused("same_channel")["field"] == "confirmedThrough"
    other = {**heard, "iban": SECOND, "confirmedThrough": "PHONE"}
    differs = await city.do("confirmPayeeAccount", token=second, **other)
    assert differs.refused("iban_differs")["field"] == "iban"
    done = await city.make("confirmPayeeAccount", token=second, confirmedThrough="PHONE", **heard)
    assert (done["status"], done["activeFrom"]) == ("ACTIVE", str(today()))
    assert (done["note"], done["noticeDue"]) == ("De voorzitter", False)

    stranger = city.token("treasurer", organisation=await city.a_provider("Judo"))
    (await city.do("proposePayeeAccount", token=stranger, heardThrough="MAIL", **asked)).refused(
        "not_allowed"
    )
    for token in (city.token("provider", organisation=club), city.token("clerk")):
        wish = {"token": token, "heardThrough": "MAIL", **asked}
        (await city.do("proposePayeeAccount", **wish)).refused("not_allowed")
        listed = await city.api.query("payeeAccounts", token, network=city.id)
        assert listed.codes == ["not_allowed"]


async def test_a_changed_account_waits_the_old_contact_is_told_and_can_stop_it(
    city: City,
) -> None:
    club = await city.a_provider("Judoclub")
    first = await has_an_account(city, club, FIRST, reachedAt="Dojostraat 4\n2220 Heist")
    second = await has_an_account(city, club, SECOND, reachedAt="elders@voorbeeld.example")
    assert (second["status"], second["noticeDue"]) == ("COOLING_OFF", True)
    assert second["activeFrom"] == str(today() + timedelta(days=7))
    letter = await city.read("payeeNotice", payeeAccount=second["id"])
    assert base64.b64decode(letter["pdf"]).startswith(b"%PDF-")
    assert await city.read("payeeNotice", payeeAccount=first["id"]) is None

    assert [one["id"] for one in await city.pages("payeeAccounts", noticeDue=True)] == [
        second["id"]
    ]
    told = {"notifiedThrough": "POST", "notifiedOn": str(today())}
    await city.make("recordPayeeNotice", payeeAccount=second["id"], **told)
    assert await city.pages("payeeAccounts", noticeDue=True) == []
    stopped = await city.make(
        "stopPayeeAccount", payeeAccount=second["id"], stoppedFor="NOT_THEIRS"
    )
    assert stopped["status"] == "STOPPED"
    shown = {one["id"]: one["status"] for one in await city.pages("payeeAccounts")}
    assert shown[first["id"]] == "ACTIVE"

    await city.make("setCoolingOff", coolingOffDays=0)
    assert (await city.read("coolingOff"))["coolingOffDays"] == 0
    third = await has_an_account(city, club, SECOND)
    shown = {one["id"]: one["status"] for one in await city.pages("payeeAccounts")}
    assert (shown[first["id"]], shown[third["id"]]) == ("REPLACED", "ACTIVE")
    (await city.do("setCoolingOff", coolingOffDays=61)).refused("days_invalid")


async def test_the_treasurer_of_a_provider_tells_its_account_and_never_confirms_it(
    city: City,
) -> None:
    club = await city.a_provider("Dansgroep")
    treasurer = city.token("treasurer", organisation=club)
    asked = {"organisation": club, "iban": FIRST, "inNameOf": "Dansgroep vzw"}
    told = await city.make("proposePayeeAccount", token=treasurer, heardThrough="PHONE", **asked)
    assert (told["heardThrough"], told["mayConfirm"]) == ("EXTRANET", False)
    heard = {"payeeAccount": told["id"], "iban": FIRST, "note": "De voorzitter"}
    own = await city.do("confirmPayeeAccount", token=treasurer, confirmedThrough="MAIL", **heard)
    own.refused("not_allowed")
    officer = city.token("finance_officer")
    done = await city.make("confirmPayeeAccount", token=officer, confirmedThrough="PHONE", **heard)
    assert (done["status"], done["note"]) == ("ACTIVE", "De voorzitter")
    [seen] = await city.pages("payeeAccounts", token=treasurer)
    assert (seen["id"], seen["note"], seen["reachedAt"]) == (told["id"], None, None)

    other = city.token("treasurer", organisation=await city.a_provider("Zangkoor"))
    assert await city.pages("payeeAccounts", token=other) == []
    wish = {"payeeAccount": told["id"], "stoppedFor": "NOT_THEIRS"}
    (await city.do("stopPayeeAccount", token=other, **wish)).refused("not_allowed")
    stopped = await city.make("stopPayeeAccount", token=treasurer, **wish)
    assert stopped["status"] == "STOPPED"
