"""Own money against the drawing right: what is asked, what is short, what goes back. Pure.

A regulation asks so much own money for each euro of the drawing right: twice as much, as much, or
none (2.0 / 1.0 / 0.0), here in tenths. Where less was spent than that asks, it either leaves the
right whole and calls own money short (`full_right`), or lowers the right in proportion
(`pro_rata`). `spent_cents` is what the right and own money paid together: what the federal fund
of a public social welfare centre or a gift paid is neither, and is left out by who asks.

Rounding goes against the network, by less than a cent: what is asked is rounded up, and the right
that pro rata leaves is rounded down, so that own money is never short of it.
"""

from dataclasses import dataclass
from typing import Final, Literal

RatioVariant = Literal["full_right", "pro_rata"]

TENTHS: Final = 10
"""A ratio of 1.0."""
RATIO_MAX_TENTHS: Final = 100
USUAL_RATIO_TENTHS: Final = 20
"""Own money at least twice the drawing right (domain.md 1.5). Unverified default: regulations,
applicants and years differ, and each network sets its own."""


@dataclass(frozen=True, slots=True)
class RatioCheck:
    """How a year stands, in cents. `right_used_cents` and `own_cents` add up to what was spent."""

    right_used_cents: int
    own_cents: int
    own_required_cents: int
    short_cents: int
    """Own money that is missing; 0 where there is enough."""
    to_return_cents: int
    """What of the right may not be kept as used."""


def own_required(right_cents: int, ratio_tenths: int) -> int:
    """The own money that a right asks, in cents, rounded up."""
    _sensible(right_cents, ratio_tenths)
    return -(-right_cents * ratio_tenths // TENTHS)


def full_right(right_cents: int, spent_cents: int, ratio_tenths: int) -> RatioCheck:
    """The right is used first and as far as it goes; own money is asked for all of the right."""
    used = min(right_cents, spent_cents)
    return as_booked(right_cents, used, spent_cents - used, ratio_tenths)


def as_booked(right_cents: int, used_cents: int, own_cents: int, ratio_tenths: int) -> RatioCheck:
    """The same for what stands in the books, where the right need not have been used first."""
    required = own_required(right_cents, ratio_tenths)
    return _standing(right_cents, used=used_cents, own=own_cents, required=required)


def pro_rata(right_cents: int, spent_cents: int, ratio_tenths: int) -> RatioCheck:
    """Only so much of the right is used as the own money beside it allows."""
    _sensible(right_cents, ratio_tenths)
    used = min(right_cents, spent_cents * TENTHS // (TENTHS + ratio_tenths))
    required = own_required(used, ratio_tenths)
    return _standing(right_cents, used=used, own=spent_cents - used, required=required)


def _standing(right_cents: int, *, used: int, own: int, required: int) -> RatioCheck:
    if used < 0 or own < 0:
        raise ValueError("what was spent is below zero")
    return RatioCheck(
        right_used_cents=used,
        own_cents=own,
        own_required_cents=required,
        short_cents=max(0, required - own),
        to_return_cents=max(0, right_cents - used),
    )


def _sensible(right_cents: int, ratio_tenths: int) -> None:
    if right_cents < 0:
        raise ValueError("a right is never below zero")
    if not 0 <= ratio_tenths <= RATIO_MAX_TENTHS:
        raise ValueError("a ratio is from 0.0 to 10.0")
