"""What is recorded about personal data in a network made through the public API."""

from datetime import timedelta
from typing import Final

from tests.kit.city import City, in_seconds, today
from tests.kit.client import Json
from tests.kit.waiting import eventually

IBAN: Final = "BE71096123456769"
"""A valid number that belongs to nobody: the example of the standard's own authors."""

ABOUT_TERMS: Final[Json] = {
    "iban": IBAN,
    "inNameOf": "Schuldbemiddelaar",
    "paidTo": "DEBT_MEDIATOR",
    "basis": "CONSENT",
    "textId": "privacy-nl",
    "textVersion": "3",
    "givenBy": "HERSELF",
    "givenOn": "2026-05-06",
    "withdrawnOn": str(today()),
    "contact": "SMS",
    "allowed": True,
    "kind": "ACCESS",
    "receivedOn": str(today()),
    "extensionReason": "COMPLEXITY",
    "outcome": "REFUSED",
    "refusalGround": "PUBLIC_TASK",
    "series": "CARD_FILE",
    "fileSeries": "CARD_FILE",
    "code": "VTP-1",
    "termMonths": 24,
    "destination": "DESTROY",
    "publishedOn": "2026-01-15",
    "since": in_seconds(-86_400),
    "until": in_seconds(86_400),
    "onlyOpen": False,
    "exportReason": "CONTROL",
    "messageState": "WAITING",
    "messageWay": "LETTER",
    "messageEnd": "SENT",
}
"""Right values of the arguments about personal data."""


def given(*names: str) -> Json:
    """Some of them."""
    return {name: ABOUT_TERMS[name] for name in names}


async def a_basis(city: City, holder: str) -> str:
    """A consent of a person; its id."""
    asked = given("basis", "textId", "textVersion", "givenBy", "givenOn")
    return str((await city.make("recordLegalBasis", holder=holder, **asked))["id"])


async def a_request(city: City, holder: str, kind: str = "ACCESS", days_ago: int = 0) -> str:
    """What a person asks; its id."""
    day = str(today() - timedelta(days=days_ago))
    made = await city.make("openPersonRequest", holder=holder, kind=kind, receivedOn=day)
    return str(made["id"])


async def asks_about_her_data(city: City, holder: str) -> tuple[str, str]:
    """All that can be recorded on how her data is used. An open request and a consent."""
    await city.make("setPaymentAccount", holder=holder, **given("iban", "inNameOf"))
    await city.make("chooseContact", holder=holder, **given("contact", "allowed", "textVersion"))
    old = await a_basis(city, holder)
    await city.make("withdrawConsent", holder=holder, legalBasis=old, **given("withdrawnOn"))
    refused = await a_request(city, holder, "ERASURE")
    await city.make("extendPersonRequest", personRequest=refused, **given("extensionReason"))
    answer = given("outcome", "refusalGround")
    await city.make("closePersonRequest", personRequest=refused, **answer)
    return await a_request(city, holder), await a_basis(city, holder)


async def somebody_gone(city: City) -> str:
    """Somebody who was erased, and to whom money was paid; her id."""
    holder = await city.a_holder(givenName="Verdwenen", familyName="Persoon")
    await city.make("setPaymentAccount", holder=holder, **given("iban", "inNameOf"))
    await city.make("eraseHolder", holder=holder)
    return holder


async def an_old_file(city: City) -> str:
    """Somebody whose right ended long ago; her id."""
    return await city.a_holder(eligible_until="2020-12-31", givenName="Lang", familyName="Geleden")


async def a_rule(city: City, **change: object) -> Json:
    """A published rule for the files of cards."""
    asked = given("series", "code", "termMonths", "destination", "publishedOn")
    return await city.make("adoptRetentionRule", **{**asked, **change})


async def a_destruction_list(city: City) -> str:
    """Two lists of the same file: one was rejected, the other waits; its id."""
    await a_rule(city)
    await an_old_file(city)
    officer = city.token("data_protection_officer")
    first = str((await city.make("proposeDestruction", **given("fileSeries")))["id"])
    await city.make("rejectDestruction", token=officer, destructionList=first)
    return str((await city.make("proposeDestruction", **given("fileSeries")))["id"])


async def a_letter(city: City, holder: str, scheme: str) -> str:
    """Two refusals of a person, of which one was posted, and will be once more; the letter that
    waits, by its id."""
    for _ in range(2):
        await city.make("decideCase", holder=holder, scheme=scheme, facts={"statuses": []})

    async def look() -> list[Json]:
        shown = await city.pages("messages", holder=holder, messageState="WAITING")
        return [message for message in shown if message["kind"] == "REFUSED"]

    posted, waits, *_others = await eventually(look, lambda shown: len(shown) >= 2, seconds=30)
    await city.make("closeMessage", message=posted["id"], messageEnd="SENT")
    again = await city.make("resendMessage", message=posted["id"], messageWay="LETTER")
    await eventually(
        look, lambda shown: again["id"] in {message["id"] for message in shown}, seconds=30
    )
    return str(waits["id"])


async def no_letter_is_under_way(city: City) -> None:
    """What is written to anybody has come to rest: nothing that is due is still being made."""

    async def look() -> list[Json]:
        queued = await city.pages("messages", first=50, messageState="QUEUED")
        sending = await city.pages("messages", first=50, messageState="SENDING")
        return [one for one in (*queued, *sending) if one["after"] <= in_seconds(0)]

    await eventually(look, lambda shown: not shown, seconds=60)
