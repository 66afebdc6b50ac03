"""Every code with which budget says no. Stable: the gateway has a sentence for each."""

from typing import Literal

RefusalCode = Literal[
    "already_cancelled",
    "already_confirmed",
    "already_voided",
    "envelope_empty",
    "group_unknown",
    "hold_expired",
    "no_budget_for_year",
    "not_confirmed",
    "not_held",
    "participation_unknown",
]
