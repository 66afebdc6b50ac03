"""Who paid first: what a regulation asks of her, as a day and in words. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.cards.contracts.regulation.document import Claims
from services.cards.contracts.regulation.lasting import end_of
from services.cards.contracts.regulation.naming import Language, day_of_year, pick
from services.cards.contracts.regulation.words import ClaimProof

PROOFS: Final[dict[ClaimProof, tuple[str, str]]] = {
    "payment": ("bewijs van betaling", "proof of payment"),
    "stamp": ("stempel van de aanbieder", "stamp of the provider"),
    "invoice": ("factuur", "invoice"),
    "attendance": ("bewijs van deelname", "proof of attendance"),
    "membership": ("bewijs van lidmaatschap", "proof of membership"),
    "other_help": ("bewijs van andere hulp", "proof of other help"),
}


def last_day(claims: Claims, on: date) -> date | None:
    """The last day to ask back what was paid for a day; None: there is no term."""
    days = []
    if claims.within_days is not None:
        days.append(on + timedelta(days=claims.within_days))
    if claims.until is not None:
        days.append(end_of(claims.until, on))
    return min(days, default=None)


def rendered(claims: Claims, language: Language) -> Iterator[str]:
    """As people read it; nothing where nothing is said."""
    if claims.proofs:
        names = ", ".join(pick(language, *PROOFS[one]) for one in claims.proofs)
        yield pick(language, "Te tonen: ", "To be shown: ") + names
    if claims.within_days is not None:
        days = claims.within_days
        yield pick(
            language, f"Binnen {days} dagen na de deelname", f"Within {days} days of taking part"
        )
    if claims.until is not None:
        until = claims.until
        text = day_of_year(until.day, until.month, language)
        years = until.years_ahead
        later = pick(language, f", {years} jaar na de deelname", f", {years} years after")
        yield pick(language, "Tot en met ", "Until ") + text + (later if years else "")
