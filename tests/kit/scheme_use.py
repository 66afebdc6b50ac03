"""What somebody used of her right in a scheme, in a network made through the public API."""

from typing import Final
from uuid import uuid4

from tests.kit.city import City, in_seconds
from tests.kit.client import Json, a_key

ABOUT_OFFERS: Final[Json] = {
    "category": "CAMP",
    "tags": ["zomer"],
    "halfDays": 2,
    "providedBy": "OTHERS",
    "otherHelpCents": 0,
}
"""Right values of the arguments about offers and prices that name nothing."""


def about_late(offer: str) -> Json:
    """Right values of the arguments about what happened offline, and what waits."""
    line = {
        "id": a_key(),
        "cardNumber": "0000000000000",
        "offer": offer,
        "happenedAt": in_seconds(-60),
        "takenCents": 0,
    }
    return {
        "lines": [line],
        "workItem": str(uuid4()),
        "workDecision": "NO_ACTION",
        "open": False,
        "order": "DAY",
    }


async def uses_her_right(city: City, scheme: str, holder: str, provider: str) -> None:
    """A right is decided at the counter, and used at a price that had to be rounded."""
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme, cardReason="EXTRA")
    offer = await city.an_offer(
        1_001, provider=provider, category="ACTIVITY", tags=["zwemmen"], halfDays=1
    )
    assert (await city.register(card, offer)).made["steps"]


async def is_told_twice(city: City, card: Json, offer: Json) -> None:
    """A device tells of what was registered already; somebody decides about it."""
    line = {**about_late(offer["id"])["lines"][0], "cardNumber": card["number"]}
    said = (await city.do("uploadParticipations", lines=[line])).said
    assert [one["status"] for one in said["lines"]] == ["ACCEPTED"], said
    waiting = await city.pages("workItems", organisation=offer["organisation"])
    item = next(one["id"] for one in waiting if one["kind"] == "CONFLICTING_UPLOAD")
    decided = {"workDecision": "NO_ACTION", "reason": "stond er al"}
    await city.make("resolveWorkItem", workItem=item, **decided)
