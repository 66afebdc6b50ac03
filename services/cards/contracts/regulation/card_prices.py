"""What a card costs and until when it is printed to be valid, by a regulation. Pure."""

from datetime import date, timedelta

from services.cards.contracts.regulation.document import (
    AsDecided,
    RegulationDocument,
    Validity,
)
from services.cards.contracts.regulation.lasting import end_of


def card_price_cents(
    document: RegulationDocument,
    *,
    reason: str,
    entitled: bool,
    resident: bool,
    reached_age: int | None,
) -> int:
    """The price of a card in cents: of the first line that fits, else nothing.

    `reached_age` is the age reached in the year; a line with a bound on it does not fit a person
    whose age is not known.
    """
    for line in document.card_prices:
        bound = line.reached_age_at_most
        if (
            (not line.reasons or reason in line.reasons)
            and line.entitled in (None, entitled)
            and line.resident in (None, resident)
            and (bound is None or (reached_age is not None and reached_age <= bound))
        ):
            return line.cents
    return 0


def printed_until(
    validity: Validity, *, on: date, right_until: date | None
) -> tuple[date | None, date | None]:
    """The last day printed on a card, and the last on which it works; None: for life.

    A card that is not for life lasts as long as the right behind it. That of somebody without a
    right lasts as long as a right given today would, so that the card tells nothing of her; where
    the regulation leaves that to each decision, no day is printed.
    """
    if validity.lifelong_card:
        return None, None
    last = right_until
    if last is None:
        last = None if isinstance(validity.term, AsDecided) else end_of(validity.term, on)
    if last is None:
        return None, None
    return last, last + timedelta(days=validity.grace_days)
