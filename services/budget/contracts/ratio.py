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

Applicant = Literal["municipality", "cooperation", "flemish_community_commission"]
"""Who applies for the drawing right and accounts for it: a municipality, a cooperation of several
(one file for application, payment and accountability), or that commission for Brussels."""
RatioRegulation = Literal["participation_decree", "transition", "supralocal_culture_decree"]
"""The decree of 18 January 2008; from 2027 its transition measure for local networks, or the
decree on supra-local culture for cooperations."""
NEW_RULES_FROM: Final = 2027


@dataclass(frozen=True, slots=True)
class UsualRatio:
    """What a regulation usually asks of an applicant, in tenths.

    `sourced`: some text says so of this applicant; the orders themselves were never read, so that
    each network looks up its own. Where none says so, it is what the nearest one is asked.
    """

    tenths: int
    sourced: bool


_USUAL: Final[dict[tuple[RatioRegulation, Applicant], UsualRatio]] = {
    ("participation_decree", "municipality"): UsualRatio(20, sourced=True),
    ("participation_decree", "cooperation"): UsualRatio(20, sourced=False),
    ("participation_decree", "flemish_community_commission"): UsualRatio(10, sourced=True),
    ("transition", "municipality"): UsualRatio(0, sourced=True),
    ("transition", "cooperation"): UsualRatio(0, sourced=False),
    ("transition", "flemish_community_commission"): UsualRatio(0, sourced=False),
    ("supralocal_culture_decree", "municipality"): UsualRatio(0, sourced=False),
    ("supralocal_culture_decree", "cooperation"): UsualRatio(0, sourced=True),
    ("supralocal_culture_decree", "flemish_community_commission"): UsualRatio(0, sourced=False),
}
"""Domain facts 1.5 and 1.6: at least the double (2017 rules, municipalities); at least the same
(commission, 2016-2020); no co-financing is obligatory from 2027."""


def regulation_of(year: int, applicant: Applicant) -> RatioRegulation:
    """The regulation under which an applicant usually accounts for a year."""
    if year < NEW_RULES_FROM:
        return "participation_decree"
    return "supralocal_culture_decree" if applicant == "cooperation" else "transition"


def usual_ratio(
    year: int, applicant: Applicant = "municipality", regulation: RatioRegulation | None = None
) -> UsualRatio:
    """What is asked in a year where nothing was said about it."""
    return _USUAL[regulation or regulation_of(year, applicant), applicant]


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
