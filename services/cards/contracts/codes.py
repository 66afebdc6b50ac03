"""Every code with which cards says no. Stable: the gateway has a sentence for each."""

from typing import Literal

RefusalCode = Literal[
    "already_blocked",
    "already_cancelled",
    "already_registered",
    "already_voided",
    "beyond_eligibility",
    "card_not_valid",
    "card_unknown",
    "ceiling_invalid",
    "ceiling_reached",
    "day_out_of_range",
    "hold_expired",
    "hold_until_invalid",
    "holder_erased",
    "holder_merged",
    "holder_unknown",
    "municipality_not_in_network",
    "not_confirmed",
    "not_eligible",
    "not_held",
    "number_taken",
    "offer_unknown",
    "offer_withdrawn",
    "participation_unknown",
    "period_invalid",
    "right_overlaps",
    "right_unknown",
    "scheme_unknown",
    "try_again",
]
