"""Holders who paid first, and guarantee slips, on the real platform and to the cent."""

import base64
from datetime import timedelta
from typing import Any

from services.budget.domain.ledger import account
from tests.audit.operator import as_json
from tests.flows.test_stories_cards import a_scheme, an_entitled, left, shares
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.platform import RunningPlatform
from tests.kit.promises import REASON, a_claim, a_slip
from tests.kit.scheme_town import eighty_percent
from tests.kit.waiting import eventually

CEILING = [{"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 50_000}]}]


async def free_cents(city: City) -> int:
    """What may still be spent this year."""
    accounts = await city.balances()
    kinds = ("DRAWING_RIGHT", "OWN_CONTRIBUTION")
    return sum(int(accounts[kind]["availableCents"]) for kind in kinds)


async def owed_to_holders(city: City) -> int:
    """What is payable to holders who paid first."""
    accounts = await city.balances()
    return int(accounts["PAYABLE"]["balanceCents"]) if "PAYABLE" in accounts else 0


async def test_1_heist_two_ways_to_pay(api: Api) -> None:
    """Swimming 47.50* at once; 235.00* paid to a club lacks the stamp, then is complete.

    The card envelope of 2,000.00* is the network's own money here: envelopes are budget's.
    """
    city = await a_network(api, drawing_right_cents=0, own_contribution_cents=200_000)
    scheme = await a_scheme(city, eighty_percent())
    holder, card = await an_entitled(city, scheme)
    swimming = await city.an_offer(4_750, providedBy="MUNICIPALITY")
    settled = (await city.register(card, swimming)).made
    assert (shares(settled), settled["status"]) == ((950, 0, 3_800), "CONFIRMED")

    club = await city.an_offer(30_000)
    outreach = city.token("outreach_worker")
    lacking = await a_claim(
        city, scheme, holder, club, cents=23_500, seen=["PAYMENT"], token=outreach
    )
    assert (lacking["status"], lacking["missing"]) == ("INCOMPLETE", ["STAMP"])
    assert (lacking["networkCents"], await free_cents(city)) == (None, 196_200)

    about = {"holder": holder, "claim": lacking["id"]}
    complete = await city.make("completeClaim", seen=["STAMP"], token=outreach, **about)
    assert (complete["status"], complete["networkCents"]) == ("OPEN", 18_800)
    assert complete["decideBy"] == str(today() + timedelta(days=90))
    assert await free_cents(city) == 177_400
    assert [one["id"] for one in await city.pages("claimWork")] == [lacking["id"]]

    (await city.do("decideClaim", granted=True, token=outreach, **about)).refused("not_allowed")
    granted = await city.make("decideClaim", granted=True, token=city.token("clerk"), **about)
    assert (granted["status"], granted["decidedBy"]) == ("GRANTED", "clerk")
    assert (await free_cents(city), await owed_to_holders(city)) == (177_400, 18_800)
    assert await city.pages("claimWork") == []
    own = granted["paidCents"] + settled["holderCents"] - granted["networkCents"]
    assert own == 5_650


async def test_a_refused_claim_frees_what_was_held_and_tells_her_why(city: City) -> None:
    scheme = await a_scheme(city, eighty_percent(ceilings=CEILING))
    holder, _card = await an_entitled(city, scheme)
    before = await free_cents(city)
    claim = await a_claim(city, scheme, holder, await city.an_offer(10_000), cents=10_000)
    await left(city, holder, scheme, 42_000)
    about = {"holder": holder, "claim": claim["id"]}
    (await city.do("decideClaim", granted=False, **about)).refused("reason_missing")
    refused = await city.make("decideClaim", granted=False, reason=REASON, **about)
    assert (refused["status"], refused["reason"]) == ("REFUSED", REASON)
    assert await free_cents(city) == before
    await left(city, holder, scheme, 50_000)
    herself = city.token("card_holder", holder=holder)
    [seen] = await city.pages("claims", holder=holder, token=herself)
    assert (seen["status"], seen["reason"]) == ("REFUSED", REASON)


async def test_a_provider_sees_nothing_of_a_claim_and_decides_nothing_about_it(
    city: City,
) -> None:
    scheme, provider = await a_scheme(city, eighty_percent()), await city.a_provider()
    holder, _card = await an_entitled(city, scheme)
    offer = await city.an_offer(10_000, provider=provider)
    claim = await a_claim(city, scheme, holder, offer)
    desk = city.token("provider", organisation=provider)
    assert await city.pages("participations", token=desk) == []
    assert await city.read("participation", id=claim["participation"], token=desk) is None
    about = {"participation": claim["participation"]}
    assert (await city.do("confirmParticipation", token=desk, **about)).kind == "Rejected"
    (await city.do("confirmParticipation", **about)).refused("decided_elsewhere")
    (await city.do("cancelParticipation", **about)).refused("decided_elsewhere")
    granted = await city.make("decideClaim", holder=holder, claim=claim["id"], granted=True)
    assert granted["status"] == "GRANTED"
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert (statement["totalCents"], statement["lines"]["nodes"]) == (0, [])


async def test_a_slip_pays_the_club_and_the_holder_only_her_part(city: City) -> None:
    scheme, provider = (
        await a_scheme(city, eighty_percent(ceilings=CEILING)),
        await city.a_provider(),
    )
    holder, _card = await an_entitled(city, scheme)
    offer = await city.an_offer(23_500, provider=provider)
    before = await free_cents(city)
    slip = await a_slip(city, scheme, holder, offer, cents=23_500)
    assert (slip["status"], slip["holderCents"], slip["networkCents"]) == ("HELD", 4_700, 18_800)
    assert slip["validUntil"] == str(today() + timedelta(days=90))
    assert await free_cents(city) == before - 18_800
    printed = await city.read("printedSlip", slip=slip["id"])
    assert base64.b64decode(printed["pdf"]).startswith(b"%PDF")

    desk = {"token": city.token("provider", organisation=provider)}
    wish: dict[str, Any] = {"slipNumber": slip["number"], "offer": offer["id"]}
    await _not_valid_anywhere_else(city, wish)
    too_dear = await city.do("redeemGuaranteeSlip", **wish, priceCents=23_501, **desk)
    assert too_dear.refused("price_above_slip")["message"].endswith("235,00 euro.")
    paid = await city.make("redeemGuaranteeSlip", **wish, priceCents=20_000, **desk)
    assert (shares(paid), paid["status"], paid["holder"]) == ((4_000, 0, 16_000), "CONFIRMED", None)
    assert await free_cents(city) == before - 16_000
    await left(city, holder, scheme, 34_000)
    (await city.do("redeemGuaranteeSlip", **wish, priceCents=100, **desk)).refused("slip_not_valid")
    statement = await city.read("statement", organisation=provider, year=today().year)
    assert statement["totalCents"] == 16_000
    [shown] = await city.pages("guaranteeSlips", holder=holder)
    assert (shown["status"], shown["takenCents"]) == ("CONFIRMED", 20_000)
    assert await city.read("printedSlip", slip=slip["id"]) is None


async def _not_valid_anywhere_else(city: City, wish: Json) -> None:
    """Another provider, and a number that nobody has, get one and the same answer."""
    other = await city.a_provider("Muziekschool")
    theirs = {"offer": (await city.an_offer(23_500, provider=other))["id"], "priceCents": 100}
    token = city.token("provider", organisation=other)
    answers = [
        (await city.do("redeemGuaranteeSlip", **{**wish, **theirs}, token=token)).said,
        (
            await city.do("redeemGuaranteeSlip", slipNumber="0000000000000", **theirs, token=token)
        ).said,
    ]
    told = [{**answer, "rejectedOperation": None} for answer in answers]
    assert told[0] == told[1]
    assert told[0]["code"] == "slip_not_valid"


async def test_a_slip_is_taken_back_and_given_anew(city: City) -> None:
    scheme = await a_scheme(city, eighty_percent())
    holder, _card = await an_entitled(city, scheme)
    offer, before = await city.an_offer(10_000), await free_cents(city)
    slip = await a_slip(city, scheme, holder, offer, cents=10_000)
    back = await city.make("voidGuaranteeSlip", slip=slip["id"])
    assert (back["status"], await free_cents(city)) == ("VOIDED", before)
    again = await a_slip(city, scheme, holder, offer, cents=10_000)
    assert again["number"] != slip["number"]


async def test_the_audit_finds_claims_and_slips_in_order(
    started: RunningPlatform, city: City
) -> None:
    scheme, provider = (
        await a_scheme(city, eighty_percent(ceilings=CEILING)),
        await city.a_provider(),
    )
    holder, _card = await an_entitled(city, scheme)
    offers = [await city.an_offer(5_000, provider=provider) for _ in range(5)]
    for offer, granted in zip(offers[:2], (True, False), strict=True):
        claim = await a_claim(city, scheme, holder, offer, cents=5_000)
        wish = {"holder": holder, "claim": claim["id"], "granted": granted, "reason": REASON}
        await city.make("decideClaim", **wish)
    reversed_ = await a_claim(city, scheme, holder, offers[2], cents=5_000)
    about = {"holder": holder, "claim": reversed_["id"]}
    await city.make("decideClaim", granted=True, **about)
    await city.make("reverseClaim", reason=REASON, **about)
    slip = await a_slip(city, scheme, holder, offers[3], cents=5_000)
    wish = {"slipNumber": slip["number"], "offer": offers[3]["id"], "priceCents": 1_250}
    await city.make("redeemGuaranteeSlip", **wish)
    await a_slip(city, scheme, holder, offers[4], cents=5_000)

    async def audited() -> tuple[int, Any]:
        return await as_json(started, "audit", "--network", city.slug, "--all")

    await eventually(audited, lambda told: told[0] == 0, seconds=30)
    payable = account(stream=city.id, kind="payable", year=today().year).account_id
    accounts = {one["id"]: one for one in (await city.balances()).values()}
    assert accounts[str(payable)]["balanceCents"] == 4_000
