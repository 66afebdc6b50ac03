"""Every code with which partners says no. Stable: the gateway has a sentence for each."""

from typing import Literal

RefusalCode = Literal[
    "already_admitted",
    "already_withdrawn",
    "amount_negative",
    "amount_too_large",
    "category_unknown",
    "check_in_minutes_invalid",
    "half_days_invalid",
    "kbo_invalid",
    "municipality_taken",
    "municipality_unknown",
    "name_empty",
    "name_too_long",
    "no_municipality",
    "not_a_provider",
    "offer_unknown",
    "organisation_unknown",
    "period_invalid",
    "price_invalid",
    "roles_empty",
    "session_invalid",
    "slug_invalid",
    "slug_taken",
    "split_invalid",
    "tags_invalid",
    "title_empty",
    "title_too_long",
]
