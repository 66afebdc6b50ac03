"""What somebody used of her right in a scheme, in a network made through the public API."""

from typing import Final

from tests.kit.city import City
from tests.kit.client import Json

ABOUT_OFFERS: Final[Json] = {
    "category": "CAMP",
    "tags": ["zomer"],
    "halfDays": 2,
    "providedBy": "OTHERS",
    "otherHelpCents": 0,
}
"""Right values of the arguments about offers and prices that name nothing."""


async def uses_her_right(city: City, scheme: str, holder: str, provider: str) -> None:
    """A right is decided at the counter, and used at a price that had to be rounded."""
    facts = {"statuses": [{"name": "increased_reimbursement"}]}
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    card = await city.make("issueSchemeCard", holder=holder, scheme=scheme, cardReason="EXTRA")
    offer = await city.an_offer(
        1_001, provider=provider, category="ACTIVITY", tags=["zwemmen"], halfDays=1
    )
    assert (await city.register(card, offer)).made["steps"]
