"""A season fee is paid in instalments, and a supplier gives back: on the platform, to the cent."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from tests.flows.test_corrections import amounts, corrected
from tests.flows.test_settling import drawn, proposed
from tests.flows.test_stories_cards import shares
from tests.kit.city import City, a_network, today
from tests.kit.client import Answer, Api, Json
from tests.kit.waiting import eventually


@pytest.fixture(scope="module")
async def town(api: Api) -> City:
    """The network of all these stories."""
    return await a_network(api)


class Club:
    """A provider of the town, and one member with a card."""

    def __init__(self, town: City, provider: str, offer: Json, card: Json) -> None:
        self.town, self.id, self.offer, self.card = town, provider, offer, card
        self.token = town.token("provider", organisation=provider)

    async def asks(self, **terms: Any) -> Answer:
        """The answer to registering its member in instalments, which it asks itself."""
        wish = {"cardNumber": self.card["number"], "offer": self.offer["id"], "on": str(today())}
        return await self.town.do("registerInInstalments", token=self.token, **wish, **terms)

    async def shown(self, own: str) -> Json:
        """A participation as it is shown."""
        found: Json = await self.town.read("participation", id=own)
        return found

    async def statuses(self, own: str) -> list[str]:
        """What became of its instalments."""
        return [one["status"] for one in (await self.shown(own))["instalments"]]


async def free(town: City) -> int:
    """What may still be spent of the drawing right, set apart or not, in cents."""
    accounts = await town.pages("accounts", first=50, year=today().year)
    return sum(one["availableCents"] for one in accounts if one["kind"] == "DRAWING_RIGHT")


async def a_club(town: City, price_cents: int = 11_900) -> Club:
    """A club whose season fee is shared at 20/40/40."""
    provider = await town.a_provider("KVK")
    offer = await town.an_offer(price_cents, split_percent=(20, 40, 40), provider=provider)
    return Club(town, provider, offer, await town.a_card())


def quarters() -> Json:
    """From today on: the day of the test, whenever it was collected."""
    return {"times": 4, "firstDue": str(today())}


async def test_a_year_is_locked_while_instalments_run_into_the_next(api: Api) -> None:
    """Of last year, in two from today on: the clock carries both, and this year pays them."""
    town = await a_network(api)
    club, last = await a_club(town), today().year - 1
    wish = {"cardNumber": club.card["number"], "offer": club.offer["id"], "on": f"{last}-12-30"}
    made = await town.make(
        "registerInInstalments", token=club.token, **wish, times=2, firstDue=str(today())
    )
    before = await free(town)
    await town.make("closeBooks", year=last)
    checks = (await town.read("accountabilityReport", year=last))["checks"]
    assert "holds_open" not in {one["code"] for one in checks}

    async def held_now() -> int:
        rows = await town.pages("accounts", first=50, year=today().year)
        return sum(one["heldCents"] for one in rows if one["kind"] == "DRAWING_RIGHT")

    await eventually(held_now, lambda cents: cents == 4_760)
    assert await free(town) == before
    decided = {"body": "MUNICIPAL_COUNCIL", "decidedOn": str(today()), "reference": "2026/9"}
    ways = {"drawingRight": "RETURNED", "otherSources": "CARRIED"}
    await town.make("lockBooks", year=last, **ways, **decided)
    wish = {"participation": made["id"], "instalment": 1, "token": club.token}
    shown = await town.make("confirmInstalment", **wish)
    assert [one["status"] for one in shown["instalments"]] == ["CONFIRMED", "WAITING"]
    told = (await club.shown(made["id"]))["explanation"]
    assert [(one["source"], one["cents"]) for one in told["paidFrom"]] == [("DRAWING_RIGHT", 2_380)]
    reported = await town.read("accountabilityReport", year=last)
    assert reported["figures"] == []
    [figure] = (await town.read("accountabilityReport", year=today().year))["figures"]
    assert (figure["forYear"], figure["cents"]) == (last, 2_380)


async def test_a_season_fee_is_held_whole_and_paid_part_by_part(town: City) -> None:
    """119.00 in four: 29.75 a time, of which the network pays 11.90."""
    club = await a_club(town)
    before = await free(town)
    made = (await club.asks(**quarters())).made
    own = made["id"]
    assert (made["status"], shares(made)) == ("HELD", (2_380, 4_760, 4_760))
    assert [shares(one) for one in made["instalments"]] == [(595, 1_190, 1_190)] * 4
    assert {one["status"] for one in made["instalments"]} == {"WAITING"}
    day = today()
    assert made["instalments"][0]["lines"] == [
        f"Termijn 1 van 4, vanaf {day.day}/{day.month}/{day.year}: 29,75 euro. "
        "Daarvan: de houder 5,95 euro, de aanbieder 11,90 euro, het netwerk 11,90 euro."
    ]
    assert await free(town) == before - 4_760

    wish = {"participation": own, "token": club.token}
    (await town.do("confirmParticipation", **wish)).refused("in_instalments")
    (await town.do("confirmInstalment", instalment=2, **wish)).refused("instalment_not_next")
    first = (await town.do("confirmInstalment", instalment=1, **wish)).made
    assert (first["status"], first["priceCents"]) == ("CONFIRMED", 11_900)
    (await town.do("confirmInstalment", instalment=2, **wish)).refused("instalment_not_due")
    (await town.do("confirmParticipation", **wish)).refused("already_confirmed")
    statement = await drawn(town, club.id)
    assert statement["totalCents"] == 1_190
    treasurer = town.token("treasurer", organisation=club.id)
    page = await town.read("statementLines", statement=statement["id"], token=treasurer)
    [line] = page["lines"]["nodes"]
    assert (line["kind"], line["instalment"], line["instalments"]) == ("INSTALMENT", 1, 4)
    assert shares(line) == (595, 1_190, 1_190)
    shown = await club.shown(own)
    assert shown["instalments"][0]["statement"] == statement["reference"]
    run = await proposed(town, statement["id"])
    await town.make("approvePaymentRun", token=town.token("finance_officer"), run=run["id"])
    assert await club.statuses(own) == ["PAID", "WAITING", "WAITING", "WAITING"]


async def test_who_leaves_half_way_keeps_what_was_paid_until_part_of_it_goes_back(
    town: City,
) -> None:
    """Of the first 29.75, of which the club was paid 11.90, 10.00 goes back: 2.00, 4.00, 4.00."""
    club = await a_club(town)
    before = await free(town)
    own = (await club.asks(**quarters())).made["id"]
    wish = {"participation": own, "token": club.token}
    await town.make("confirmInstalment", instalment=1, **wish)
    assert (await drawn(town, club.id))["totalCents"] == 1_190
    stopped = (await town.do("stopInstalments", **wish)).made
    assert (stopped["status"], shares(stopped)) == ("CONFIRMED", (595, 1_190, 1_190))
    assert await club.statuses(own) == ["CONFIRMED", "LET_GO", "LET_GO", "LET_GO"]
    assert await free(town) == before - 1_190
    (await town.do("stopInstalments", **wish)).refused("instalments_over")

    back = await corrected(town, own, refundCents=1_000)
    assert amounts(back, "back") == (200, 400, 400)
    assert (await drawn(town, club.id))["carriedOutCents"] == -400
    await town.make("cancelParticipation", participation=own)
    assert await free(town) == before
    assert (await club.statuses(own))[0] == "REVERSED"
    total = await town.read("statement", organisation=club.id, year=today().year)
    assert total["totalCents"] == 0


async def test_part_of_a_season_fee_goes_back_while_the_rest_is_held(town: City) -> None:
    """Of 119.00 in four 20.00 goes back after the first was paid: a quarter of it from each."""
    club = await a_club(town)
    before = await free(town)
    own = (await club.asks(**quarters())).made["id"]
    await town.make("confirmInstalment", participation=own, token=club.token, instalment=1)
    assert (await drawn(town, club.id))["totalCents"] == 1_190
    seen = await town.read("correctionPreview", participation=own, refundCents=2_000)
    made = await corrected(town, own, refundCents=2_000)
    assert amounts(seen, "back") == amounts(made, "back") == (400, 800, 800)
    shown = await club.shown(own)
    assert (shares(shown), await free(town)) == ((1_980, 3_960, 3_960), before - 3_960)
    assert [shares(one) for one in shown["instalments"]] == [
        (595, 1_190, 1_190),
        *[(495, 990, 990)] * 3,
    ]
    assert await club.statuses(own) == ["CONFIRMED", "WAITING", "WAITING", "WAITING"]
    less = await drawn(town, club.id)
    treasurer = town.token("treasurer", organisation=club.id)
    page = await town.read("statementLines", statement=less["id"], token=treasurer)
    [line] = page["lines"]["nodes"]
    assert (line["kind"], shares(line)) == ("CORRECTION", (-100, -200, -200))
    await town.make("stopInstalments", participation=own)
    seen = await town.read("correctionPreview", participation=own, refundCents=1_000)
    assert amounts(seen, "back") == amounts(await corrected(town, own, refundCents=1_000), "back")
    await town.make("cancelParticipation", participation=own)
    assert await free(town) == before


async def test_the_statement_as_a_file_says_which_instalment_it_is(town: City) -> None:
    club = await a_club(town)
    own = (await club.asks(**quarters())).made["id"]
    await town.make("confirmInstalment", participation=own, instalment=1)
    statement = await drawn(town, club.id)
    file = await town.read("statementFile", statement=statement["id"])
    assert "termijn 1 van 4" in base64.b64decode(file["csv"]).decode("utf-8-sig")


async def test_the_day_itself_confirms_an_instalment_where_that_is_agreed(town: City) -> None:
    """The cents that cannot be divided fall to another payer each time; nobody is asked twice."""
    club = await a_club(town, 1_001)
    later = str(today() + timedelta(days=20))
    parts = [{"due": str(today()), "cents": 334}, {"due": later, "cents": 667}]
    made = (await club.asks(instalments=parts, confirmedBy="DUE_DAY")).made
    whole = [shares(one) for one in made["instalments"]]
    assert [sum(one) for one in whole] == [334, 667]
    assert tuple(map(sum, zip(*whole, strict=True))) == shares(made)
    assert any("over alle termijnen samen" in text for text in made["instalments"][0]["lines"])

    async def look() -> list[str]:
        return await club.statuses(made["id"])

    await eventually(look, lambda seen: seen == ["CONFIRMED", "WAITING"])


async def test_instalments_are_agreed_later_while_nothing_is_confirmed(town: City) -> None:
    club = await a_club(town)
    own = (await town.hold(club.card, club.offer)).made["id"]
    terms: Json = {"participation": own, "token": club.token, **quarters()}
    assert len((await town.do("agreeInstalments", **terms)).made["instalments"]) == 4
    (await town.do("agreeInstalments", **terms)).refused("in_instalments")
    voided = (await town.do("stopInstalments", participation=own, token=club.token)).made
    assert voided["status"] == "VOIDED"
    assert await club.statuses(own) == ["LET_GO"] * 4
    taken = (await town.register(club.card, club.offer)).made["id"]
    (await town.do("agreeInstalments", participation=taken, **quarters())).refused(
        "already_confirmed"
    )
    (await town.do("stopInstalments", participation=taken)).refused("no_instalments")


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({}, "instalments_invalid", "times"),
        ({"times": 1, "firstDue": str(today())}, "instalments_invalid", "times"),
        ({"times": 3}, "instalments_invalid", "firstDue"),
        ({"times": 3, "firstDue": "2020-01-01"}, "instalment_days_invalid", "firstDue"),
        ({"instalments": "twee"}, "instalments_invalid", "instalments"),
        ({"instalments": [{"due": "ooit", "cents": 1}]}, "date_invalid", "instalments"),
        (
            {
                "instalments": [
                    {"due": str(today()), "cents": 1},
                    {"due": str(today() + timedelta(days=1)), "cents": 1},
                ]
            },
            "instalments_sum",
            "instalments",
        ),
    ],
)
async def test_terms_that_cannot_be_are_refused_with_the_argument_at_fault(
    town: City, terms: Json, code: str, field: str
) -> None:
    club = await a_club(town)
    assert (await club.asks(**terms)).refused(code)["field"] == field


async def test_what_a_supplier_gives_back_lowers_what_its_action_cost(town: City) -> None:
    """A bus of 120.00 was paid; 20.00 comes in at the bank, 30.00 is set off with the next one."""
    bus, year = await town.a_provider("Bus", roles=["MUNICIPAL_SERVICE"]), today().year
    action = {"action": "Uitstap naar zee", "category": "SUPPORT"}
    envelope = (await town.make("openEnvelope", year=year, **action))["id"]
    decided = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today())}
    await town.make("moveMoney", year=year, cents=50_000, toEnvelope=envelope, **decided)

    async def invoice(cents: int, reference: str) -> str:
        told = {"kind": "TRANSPORT", "on": str(today()), "organisation": bus}
        made = await town.make(
            "bookExpense", envelope=envelope, cents=cents, reference=reference, **told
        )
        return str(made["id"])

    paid, following = await invoice(12_000, "F-1"), await invoice(4_000, "F-2")
    note: Json = {"on": str(today()), "reference": "CN-1", "expense": paid}
    (await town.do("creditExpense", cents=2_000, **note)).refused("expense_not_paid")
    await town.make("payBeside", payable=paid, way="INTERNAL_BOOKING")
    await town.make("creditExpense", cents=2_000, **note)
    made = await town.make("creditExpense", cents=3_000, against=following, **note)
    assert (made["creditedCents"], made["chargedCents"]) == (5_000, 12_000)
    assert [one["cents"] for one in made["creditNotes"]] == [2_000, 3_000]
    assert [one["against"] for one in made["creditNotes"]] == [None, following]
    refused = (await town.do("creditExpense", cents=7_001, **note)).refused("credit_too_high")
    assert refused["field"] == "cents"
    items = {one["id"]: one["cents"] for one in await town.pages("payableItems", status="OPEN")}
    assert items[following] == 1_000
    [left] = [one for one in await town.pages("envelopes", year=year) if one["id"] == envelope]
    assert (left["spentCents"], left["freeCents"]) == (11_000, 39_000)
    report = await town.read("accountabilityReport", year=year)
    figures = [one for one in report["figures"] if one["envelope"] == envelope]
    assert sum(one["cents"] for one in figures) == 11_000
