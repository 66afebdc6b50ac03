"""Right values of arguments that name nothing which is there, and arguments that are left out."""

from typing import Final

from tests.kit.case_files import HELD
from tests.kit.cases import a_document
from tests.kit.city import in_seconds, today
from tests.kit.client import Json, a_key

OF_CASE: Final = frozenset(
    {"decision", "application", "ratified", "participations", "debt", "repayment"}
)
"""What of her case arguments are about wherever they name it."""
LEFT_OUT: Final = frozenset(
    {
        "actor",
        "against",
        "after",
        "first",
        "followedBy",
        "firstDue",
        "times",
        "kbo",
        "narrows",
        "nationalNumber",
        "replaces",
        "stockNumber",
        "sampleEvery",
        "refundCents",
        "slug",
        "toEnvelope",
        "trueFrom",
    }
)
"""Optional arguments that choose a page or another way to name the same thing."""


def common() -> Json:
    """Values that name nothing that is there."""
    return {
        "key": a_key(),
        "on": str(today()),
        "year": today().year,
        "name": "Nieuwe naam",
        "title": "Nieuwe titel",
        "roles": ["REFERRER"],
        "priceCents": 1_000,
        "holderBp": 2_000,
        "organisationBp": 0,
        "networkBp": 8_000,
        "givenName": "Nieuwe",
        "familyName": "Persoon",
        "birthDate": "1980-03-04",
        "ground": "leefloon",
        "validFrom": f"{today().year + 2}-01-01",
        "validUntil": f"{today().year + 2}-12-31",
        "yearlyCeilingCents": 5_000,
        "reason": "LOST",
        "document": a_document(),
        "keys": [{"holderBp": 2_500, "organisationBp": 2_500, "networkBp": 5_000}],
        "people": [{"label": "Een", "facts": HELD}],
        "offers": [
            {"label": "Zwemles", "price_cents": 1_000},
            {"label": "Middagmaal", "price_cents": 500, "category": "meal"},
        ],
        "holdUntil": in_seconds(3_600),
        "municipalities": [],
        "periodFrom": f"{today().year}-01-01",
        "periodUntil": f"{today().year}-12-31",
        "drawingRightCents": 1,
        "ownContributionCents": 1,
    }
