"""What is owed without money for it, in a network made through the public API."""

from tests.kit.city import City, in_seconds, today
from tests.kit.client import Json, a_key
from tests.kit.waiting import eventually


async def is_told_late(
    city: City, card: Json, provider: str, *, category: str, price_cents: int = 1_000
) -> str:
    """A desk that was offline took nothing: her own share is uncovered. The participation's id."""
    offer = await city.an_offer(price_cents, provider=provider, category=category, title="Kamp")
    line = {"id": a_key(), "cardNumber": card["number"], "offer": offer["id"], "takenCents": 0}
    said = await city.do("uploadParticipations", lines=[{**line, "happenedAt": in_seconds(-60)}])
    assert [one["status"] for one in said.said["lines"]] == ["ACCEPTED"], said

    async def amounts() -> list[Json]:
        found = await city.pages("uncoveredAmounts", status="OPEN")
        return [one for one in found if one["offer"] == offer["id"]]

    [amount] = await eventually(amounts, bool)
    return str(amount["participation"])


async def is_uncovered(city: City, card: Json, provider: str, envelope: str) -> None:
    """One amount that is open, and one that a decision has paid from an envelope."""
    await is_told_late(city, card, provider, category="CAMP")
    paid = await is_told_late(city, card, provider, category="CAMP")
    await city.make(
        "coverUncovered",
        participation=paid,
        reason="LIMIT",
        fromEnvelope=envelope,
        body="MUNICIPAL_EXECUTIVE",
        decidedOn=str(today()),
        reference="2026/8",
    )
