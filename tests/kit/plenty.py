"""A network with at least three of everything that can be listed, and what to ask each list."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.kit.carriers import DATED
from tests.kit.city import City, a_network, in_seconds, today
from tests.kit.client import Api, Json, a_key
from tests.kit.keeping_books import three_books
from tests.kit.promises import three_of_each
from tests.kit.regulations import document_data
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.terms import a_basis, a_request, a_rule, an_old_file, given
from tests.kit.waiting import eventually

ENTITLED: Json = {"statuses": [{"name": "increased_reimbursement"}]}
NOT_ENTITLED: Json = {"statuses": []}
DECIDING: Json = {
    "modes": ["application", "delegated", "automatic"],
    "appeal_body": "het college",
    "appeal_within_days": 30,
}
ARRANGED: Json = {
    "status": "increased_reimbursement",
    "source": "CROSSROADS",
    "legalBasis": "GENERAL_AUTHORISATION",
    "deliberation": "18/123",
    "daysBefore": 1,
}
LETTERS_S = 60.0


@dataclass(frozen=True)
class Plenty:
    """The network, and by the name of a list with which arguments it has three or more."""

    city: City
    arguments: dict[str, Json]


async def plenty(api: Api) -> Plenty:
    """At least three of everything."""
    city = await a_network(api)
    provider = await city.a_provider()
    offers = [await city.an_offer(provider=provider) for _ in range(3)]
    partners = [await city.a_provider() for _ in range(2)]
    for offer in offers:
        await city.register(await city.a_card(), offer)
    holder = await city.a_holder()
    schemes = [await _a_scheme(city, f"Pas {number}") for number in range(3)]
    found: dict[str, Json] = {
        "statement": {"organisation": provider, "year": today().year},
        **await _cards(city, holder, schemes[0], provider, offers[0]["id"]),
        **await _cases(city, holder, schemes, [provider, *partners]),
        **await _terms(city, holder),
        **await _looks(city, holder),
        **await three_of_each(city, holder, schemes[0]),
        **await _check_ins(city, provider),
        **await three_books(city, provider),
    }
    await _late_lines(city, offers[0]["id"])
    for scheme in schemes:
        await city.make("arrangeRenewals", scheme=scheme, **ARRANGED)
    return Plenty(city, found)


async def _a_scheme(city: City, name: str) -> str:
    benefit = eighty_percent(ceilings=[YEARLY])
    document = document_data(scheme=name, benefit=benefit, deciding=DECIDING, **DATED)
    return str((await city.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def _cards(
    city: City, holder: str, scheme: str, provider: str, offer: str
) -> dict[str, Json]:
    """What a card went through; counters, packs and changes of stock; passes and visits."""
    card = (await city.make("issueSchemeCard", holder=holder, scheme=scheme))["id"]
    await city.make("blockCard", card=card, reason="LOST")
    await city.make("unblockCard", card=card, reason="FOUND")
    counters = [
        (await city.make("openCounter", name=f"Balie {number}"))["id"] for number in range(3)
    ]
    stock = {"counter": counters[0], "scheme": scheme}
    for _ in range(3):
        pack = (await city.make("orderPack", count=2, **stock))["id"]
        await city.make("receivePack", pack=pack)
    for counted in (5, 4, 3):
        await city.make("correctStock", counted=counted, countReason="LOST", **stock)
    wish = {"organisation": provider, "scheme": scheme, "ticketsPerYear": 100}
    until = f"{today().year + 1}-12-31"
    passes = [await city.make("issueGroupPass", validUntil=until, **wish) for _ in range(3)]
    visit = {"passNumber": passes[0]["number"], "offer": offer, "on": str(today())}
    for _ in range(3):
        await city.make("registerGroupVisit", tickets=2, **visit)
    return {
        "cardHistory": {"card": card},
        "packs": {"counter": counters[0]},
        "stockChanges": {"counter": counters[0]},
        "groupVisits": {"groupPass": passes[0]["id"]},
    }


async def _check_ins(city: City, provider: str) -> dict[str, Json]:
    """Three persons who are there."""
    offer = (await city.an_offer(provider=provider))["id"]
    for _ in range(3):
        card = await city.a_card()
        await city.make("checkIn", cardNumber=card["number"], offer=offer)
    return {"checkIns": {"offer": offer}}


async def _late_lines(city: City, offer: str) -> None:
    """Three lines of a desk that was offline, of cards that nobody knows: they wait."""
    line = {"cardNumber": "0000000000000", "offer": offer, "takenCents": 200}
    lines = [{"id": a_key(), "happenedAt": in_seconds(-60), **line} for _ in range(3)]
    await city.do("uploadParticipations", lines=lines)

    async def items() -> list[Json]:
        return await city.pages("workItems", kind="CARD_NOT_VALID")

    await eventually(items, lambda shown: len(shown) == len(lines))


async def _cases(
    city: City, holder: str, schemes: list[str], referrers: list[str]
) -> dict[str, Json]:
    """Rights in three schemes; refusals of somebody else with an appeal each; drafts, mandates."""
    for scheme in schemes:
        await city.make("decideCase", holder=holder, scheme=scheme, facts=ENTITLED)
    refused = await city.a_holder()
    for scheme in schemes:
        asked = {"holder": refused, "scheme": scheme}
        made = await city.make("decideCase", facts=NOT_ENTITLED, **asked)
        about = {"holder": refused, "decision": made["id"]}
        await city.make("lodgeAppeal", grounds="ik heb het attest", **about)
        wish = {"scheme": scheme, "holders": [holder], "channel": "COUNTER"}
        draft = await city.make("saveDraft", content={"notities": "komt terug"}, **wish)
        await city.make("submitApplication", application=draft["id"])
    for referrer in referrers:
        await city.make("giveMandate", referrer=referrer, level="ATTEST")
        await city.make("issueAttests", referrer=referrer, scheme=schemes[0], count=2)

    async def letters() -> list[Json]:
        return await city.pages("messages", holder=refused)

    await eventually(letters, lambda shown: len(shown) >= len(schemes), seconds=LETTERS_S)
    return {
        "decisions": {"holder": holder},
        "schemeRights": {"holder": holder},
        "decisionWork": {"kind": "APPEAL"},
        "messages": {"holder": refused},
    }


async def _terms(city: City, holder: str) -> dict[str, Json]:
    """What is recorded on how her data is used, and lists of files to destroy."""
    for number, contact in enumerate(("SMS", "MAIL", "PHONE")):
        chosen = {"contact": contact, "allowed": True, "textVersion": "3"}
        await city.make("chooseContact", holder=holder, **chosen)
        await a_basis(city, holder)
        await a_request(city, holder, days_ago=number)
    for series in ("CARD_FILE", "NO_RIGHT", "PAYMENT"):
        await a_rule(city, series=series)
    await an_old_file(city)
    officer = city.token("data_protection_officer")
    for _ in range(3):
        proposed = (await city.make("proposeDestruction", **given("fileSeries")))["id"]
        await city.make("rejectDestruction", token=officer, destructionList=proposed)
    return {
        "legalBases": {"holder": holder},
        "contactChoices": {"holder": holder},
        "personRequests": {"onlyOpen": True},
    }


async def _looks(city: City, holder: str) -> dict[str, Json]:
    """Papers that were seen, questions that were asked, and who was shown."""
    seen = {"status": "increased_reimbursement", "paper": "HEALTH_FUND_STICKER"}
    for days in range(3):
        on = str(today() - timedelta(days=days))
        await city.make("recordStatusSeen", holder=holder, outcome="YES", on=on, **seen)
    for number in range(3):
        named = {"givenName": "Wilhelmina", "familyName": "Vandenbroucke"}
        other = await city.a_holder(birthDate=f"198{number}-01-01", **named)
        await city.read("holder", id=other)
    since, until = in_seconds(-3_600), in_seconds(0)
    between: dict[str, Any] = {"since": since, "until": until}
    return {
        "accesses": between,
        "affected": between,
        "findHolders": {"text": "Vandenbroucke"},
        "statusQuestions": {"holder": holder},
    }
