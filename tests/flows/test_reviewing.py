"""What is odd in a statement is put before a person; she says what she finds, and is recorded."""

from typing import Any

from tests.flows.test_settling import drawn
from tests.kit.city import City, a_network, pay_day
from tests.kit.client import Api


async def test_what_was_drawn_by_lot_is_judged_and_set_aside_but_holds_up_nothing(
    api: Api,
) -> None:
    city = await a_network(api)
    club = await city.a_provider()
    offer = await city.an_offer(provider=club)
    for _line in range(3):
        await city.register(await city.a_card(), offer)
    statement = (await drawn(city, club))["id"]
    [review] = await city.read("statementReviews", statements=[statement])
    assert await city.read("statementReviews", statements=[statement]) == [review]
    assert {one["kind"] for one in review["findings"]} == {"SAMPLE"}
    assert (review["reviewedLines"], review["complete"], review["openCount"]) == (3, True, 3)

    first, second, _third = (one["participation"] for one in review["findings"])
    wish: Any = {"statement": statement, "finding": "SAMPLE"}
    looked = await city.make("judgeFinding", participation=first, judgement="FINE", **wish)
    assert (looked["judgement"], looked["judgedBy"] is not None) == ("FINE", True)
    await city.make("judgeFinding", participation=second, judgement="DISPUTE", **wish)
    [after] = await city.read("statementReviews", statements=[statement])
    assert after["openCount"] == 1
    assert (await drawn(city, club))["totalCents"] == -800
    run: Any = {"items": [statement], "executionOn": str(pay_day())}
    made = await city.make("proposePaymentRun", **run)
    assert made["openFindings"] == {"odd": 0, "samples": 1}
    second_person = city.token("finance_officer")
    done = await city.make("approvePaymentRun", token=second_person, run=made["id"])
    assert (done["status"], done["allTheSame"]) == ("APPROVED", None)
    await refused(city, club, wish, first)
    await what_is_odd_holds_it_up(city)


async def what_is_odd_holds_it_up(city: City) -> None:
    """All on the last day: it is judged, or it is said why it is paid all the same."""
    clubs = [await city.a_provider(name) for name in ("Judo", "Turnen", "Dans")]
    cards = [await city.a_card() for _card in range(5)]
    statements = []
    for club in clubs:
        offer = await city.an_offer(provider=club)
        for card in cards:
            await city.register(card, offer)
        statements.append((await drawn(city, club))["id"])
    second = city.token("finance_officer")
    runs = [
        await city.make("proposePaymentRun", items=[one], executionOn=str(pay_day()))
        for one in statements[:2]
    ]
    [open_item] = [one for one in await city.pages("payableItems") if one["id"] == statements[2]]
    assert open_item["openFindings"] == {"odd": 1, "samples": 3}
    [shown] = await city.pages("statements", organisation=clubs[0])
    itself = city.token("treasurer", organisation=clubs[0])
    [own] = await city.pages("statements", token=itself)
    assert (shown["openFindings"]["odd"], own["openFindings"]) == (1, None)

    first = {"token": second, "run": runs[0]["id"]}
    no = (await city.do("approvePaymentRun", **first)).refused("findings_open")
    assert no["field"] == "allTheSame"
    assert shown["reference"] in no["message"]
    paid = await city.make("approvePaymentRun", allTheSame="EXPLAINED", **first)
    assert (paid["status"], paid["allTheSame"]) == ("APPROVED", "EXPLAINED")

    found: Any = {"finding": "ALL_ON_LAST_DAY", "judgement": "CHECKED"}
    await city.make("judgeFinding", statement=statements[1], **found)
    approved = await city.make("approvePaymentRun", token=second, run=runs[1]["id"])
    assert (approved["openFindings"]["odd"], approved["allTheSame"]) == (0, None)
    beside = await city.do("payBeside", payable=statements[2], way="CASH")
    assert beside.refused("findings_open")["field"] == "payable"


async def refused(city: City, club: str, wish: Any, line: str) -> None:
    """What was not found, and who does not keep the books."""
    other = {**wish, "finding": "PRICE_DIFFERS", "participation": line}
    (await city.do("judgeFinding", judgement="FINE", **other)).refused("finding_unknown")
    nowhere = {**wish, "statement": line, "participation": line}
    (await city.do("judgeFinding", judgement="FINE", **nowhere)).refused("statement_unknown")
    itself = city.token("treasurer", organisation=club)
    own = {**wish, "participation": line}
    (await city.do("judgeFinding", token=itself, judgement="FINE", **own)).refused("not_allowed")
