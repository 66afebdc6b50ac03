"""What a card costs and until when it is printed to be valid, by a regulation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Final, get_args

from services.cards.contracts.regulation.document import (
    AsDecided,
    CardPrice,
    CardReason,
    RegulationDocument,
    Validity,
)
from services.cards.contracts.regulation.lasting import end_of

LINES_MAX: Final = 30
REASONS: Final[tuple[str, ...]] = get_args(CardReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who gets a card and why, as far as its price depends on it.

    `reached_age` is the age reached in the year; a line with a bound on it does not fit a person
    whose age is not known. `child_place`: which child of her household she is, 1 the eldest; who
    is no child of one, or of whom that is not known, is fitted by no line that asks it.
    """

    reason: str
    entitled: bool
    resident: bool
    reached_age: int | None
    child_place: int | None = None


def card_price_cents(document: RegulationDocument, buyer: Buyer) -> int:
    """The price of a card in cents: of the first line that fits, else nothing."""
    line = line_for(document.card_prices, buyer)
    return 0 if line is None else line.cents


def line_for(lines: Sequence[CardPrice], buyer: Buyer) -> CardPrice | None:
    """The first line that fits; None where none does, and the card is free."""
    return next((line for line in lines if _fits(line, buyer)), None)


def _fits(line: CardPrice, buyer: Buyer) -> bool:
    age, bound = buyer.reached_age, line.reached_age_at_most
    return (
        (not line.reasons or buyer.reason in line.reasons)
        and line.entitled in (None, buyer.entitled)
        and line.resident in (None, buyer.resident)
        and (bound is None or (age is not None and age <= bound))
        and (line.from_child is None or (buyer.child_place or 0) >= line.from_child)
    )


def cheaper_than(ours: Sequence[CardPrice], theirs: Sequence[CardPrice]) -> CardPrice | None:
    """The line of `theirs` that asks somebody more than `ours` do; None where none does.

    Everybody whom any line tells apart is tried: exact, since lines only bound from one side. Of
    more lines than anybody writes only the same ones are known to be no cheaper.
    """
    lines = (*ours, *theirs)
    if len(lines) > LINES_MAX:
        return None if tuple(ours) == tuple(theirs) or not theirs else theirs[0]
    ages = {line.reached_age_at_most for line in lines} - {None}
    places = {line.from_child for line in lines} - {None}
    for reason, entitled, resident, age, place in product(
        REASONS, (True, False), (True, False), (*ages, None), (*places, None)
    ):
        buyer = Buyer(
            reason=reason, entitled=entitled, resident=resident, reached_age=age, child_place=place
        )
        line, own = line_for(theirs, buyer), line_for(ours, buyer)
        if line is not None and line.cents > (0 if own is None else own.cents):
            return line
    return None


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
