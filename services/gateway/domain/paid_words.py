"""Whose money paid the network's share of a price, in a sentence. Pure."""

from typing import Final

from services.cards.contracts.regulation.naming import Language, euros, pick

_SOURCES: Final = {
    "drawing_right": ("trekkingsrecht", "drawing right"),
    "own_contribution": ("eigen inbreng", "own contribution"),
    "welfare_fund": ("federaal OCMW-fonds", "federal welfare fund"),
    "gift": ("giften", "gifts"),
}


def paid_from(source: str, town: str | None, cents: int, language: Language) -> str:
    """What one source paid. `town`: the name of the municipality whose money it is; None: money of
    the whole network."""
    kind = pick(language, *_SOURCES[source])
    whose = town or pick(language, "het netwerk", "the network")
    amount = euros(cents, language)
    return pick(
        language,
        f"Betaald met geld van {whose} ({kind}): {amount}.",
        f"Paid with money of {whose} ({kind}): {amount}.",
    )
