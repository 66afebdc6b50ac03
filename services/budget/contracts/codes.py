"""Every code with which budget says no. Stable: the gateway has a sentence for each."""

from typing import Literal

RefusalCode = Literal[
    "account_overdrawn",
    "action_invalid",
    "already_cancelled",
    "already_confirmed",
    "already_voided",
    "bbc_invalid",
    "books_locked",
    "day_out_of_range",
    "envelope_empty",
    "envelope_exists",
    "envelope_of_another_municipality",
    "envelope_same",
    "envelope_unknown",
    "group_unknown",
    "hold_expired",
    "kbo_invalid",
    "legal_entity_unknown",
    "municipality_not_ours",
    "name_invalid",
    "no_budget_for_year",
    "not_confirmed",
    "not_held",
    "participation_unknown",
    "percent_invalid",
    "source_unknown",
    "total_invalid",
    "too_many",
    "whole_euros",
]
