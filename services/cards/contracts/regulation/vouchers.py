"""Vouchers: an amount given with a right and with each renewal, each valid for its own term. Pure.

They pay what the holder would pay still, oldest first, to the cent: what they are worth each is
how they are printed. They stand beside the ceilings.
"""

from dataclasses import dataclass
from datetime import date

from services.cards.contracts.regulation.benefit import Vouchers
from services.cards.contracts.regulation.counting import (
    VOUCHERS,
    WHOLE,
    Counted,
    RightOn,
    Tally,
    Used,
)
from services.cards.contracts.regulation.fitting import age_reached, amount_for
from services.cards.contracts.regulation.lasting import months_from


@dataclass(frozen=True, slots=True)
class Paid:
    """What vouchers pay, by issue, and what is left of all that are valid, in cents."""

    counts: tuple[Counted, ...]
    left_cents: int


def pay_by_vouchers(vouchers: Vouchers, cents: int, right: RightOn, used: Used, on: date) -> Paid:
    """Pay so many cents on a day, as far as vouchers reach."""
    counts, left = [], 0
    for issue in right.issues():
        if not issue <= on <= valid_until(vouchers, issue, right):
            continue
        tally = tally_of_issue(issue)
        if not right.gives(tally):
            continue
        amount = amount_for(vouchers.amounts, age_reached(right.birth_year, issue))
        free = max(amount - used.cents.get(tally, 0), 0)
        part = min(cents, free)
        cents, left = cents - part, left + free - part
        if part > 0:
            counts.append(Counted(tally=tally, cents=part))
    return Paid(tuple(counts), left)


def tally_of_issue(issue: date) -> Tally:
    """The tally of the vouchers that were given on a day."""
    return Tally(row=WHOLE, name=f"{VOUCHERS}@{issue.isoformat()}")


def valid_until(vouchers: Vouchers, issue: date, right: RightOn) -> date:
    """The last day of the vouchers that were given on a day; as long as the right if left open."""
    if vouchers.valid_months is None:
        return right.period_end(issue)
    return months_from(issue, vouchers.valid_months)
