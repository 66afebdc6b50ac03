"""What is settled with providers in a network made through the public API: statements, late lines,
what is looked at, and lists of providers."""

import base64
from datetime import timedelta
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json

DECIDED: Final[Json] = {
    "body": "MUNICIPAL_EXECUTIVE",
    "decidedOn": str(today()),
    "reference": "2026/8",
}
"""A decision of today."""


async def a_statement(city: City, provider: str, card: Json, price_cents: int = 1_000) -> str:
    """A statement over a participation that was not in one before; its id."""
    offer = await city.an_offer(price_cents, provider=provider, title="Afgerekende les")
    await city.make(
        "registerParticipation",
        cardNumber=card["number"],
        offer=offer["id"],
        on=str(today()),
    )
    drawn = await city.make(
        "drawUpStatements",
        providers=[provider],
        year=today().year,
        until=str(today()),
        clear=True,
        **DECIDED,
    )
    return str(drawn["id"])


def a_list(*rows: str) -> str:
    """A provider's list as it is sent: day, price, card, participation."""
    return base64.b64encode("\n".join(("dag;prijs;kaart;deelname", *rows)).encode()).decode()


async def compared(city: City, provider: str, *rows: str) -> str:
    """A provider's list of today, compared and kept; its id."""
    days = {"firstDay": str(today()), "lastDay": str(today())}
    wish = {"organisation": provider, "file": a_list(*rows), **days}
    return str((await city.do("compareClaimList", **wish)).said["claimList"]["id"])


async def looked_into(city: City, provider: str, statement: str) -> Json:
    """A line of a statement that was drawn by lot, and a list of its provider that claims it."""
    drawn = await _looked_at(city, statement)
    kept = await compared(city, provider, f"{today()};130,00;;{drawn}", "x;y;0417;")
    return {"sampled": drawn, "claimList": kept}


async def _looked_at(city: City, statement: str) -> str:
    """The line of a statement that was drawn by lot, and was found to be fine."""
    [review] = await city.read("statementReviews", statements=[statement])
    [sample] = [one for one in review["findings"] if one["kind"] == "SAMPLE"]
    drawn = str(sample["participation"])
    wish = {"statement": statement, "finding": "SAMPLE", "participation": drawn}
    await city.make("judgeFinding", judgement="FINE", **wish)
    return drawn


async def waiting_and_late(city: City, providers: list[str], card: Json) -> dict[str, Json]:
    """A line of each provider that no statement has, three that came too late, and three lists;
    by list what to ask it with."""
    for one in providers:
        await city.register(card, await city.an_offer(provider=one))
    late = await city.a_provider()
    for _line in range(3):
        await comes_late(city, late, card)
    rows = [f"{today()};{cents},00;9999;" for cents in range(1, 4)]
    lists = [await compared(city, late, *rows) for _list in range(3)]
    return {
        "claimListReport": {"claimList": lists[0]},
        "waitingLines": {"year": today().year, "onlyDue": False},
        "overdueStatements": {"on": str(today() + timedelta(days=366))},
    }


async def is_let_in(city: City, provider: str, card: Json) -> None:
    """A line that came too late, and is let in by a decision."""
    late = await comes_late(city, provider, card)
    await city.make("decideLateLine", participation=late, admitted=True, **DECIDED)


async def comes_late(city: City, provider: str, card: Json) -> str:
    """A line of a provider that came too late by its terms; its participation."""
    await city.make("setSettlementTerms", organisation=provider, period="MONTH", claimWithinDays=0)
    month_before = today().replace(day=1) - timedelta(days=1)
    offer = await city.an_offer(provider=provider, title="Late les")
    wish = {"cardNumber": card["number"], "offer": offer["id"], "on": str(month_before)}
    return str((await city.make("registerParticipation", **wish))["id"])
