"""The tables of the views about the life of cards, stock and group passes."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "card_events": {
        "card_id": "text",
        "holder_id": "text",
        "kind": "text",
        "reason": "text",
        "by": "text",
        "made_at": "timestamptz",
    },
    "counters": {
        "name": "text",
        "organisation_id": "text",
        "low_at": "bigint",
        "made_at": "timestamptz",
    },
    "stock_counts": {
        "counter_id": "text",
        "scheme_id": "text",
        "carrier": "text",
        "count": "bigint",
    },
    "packs": {
        "counter_id": "text",
        "scheme_id": "text",
        "carrier": "text",
        "cards": "bigint",
        "cards_left": "bigint",
        "status": "text",
        "printed": "boolean",
        "numbers": "jsonb",
        "made_at": "timestamptz",
    },
    "stock_changes": {
        "counter_id": "text",
        "scheme_id": "text",
        "carrier": "text",
        "kind": "text",
        "change": "bigint",
        "reason": "text",
        "made_at": "timestamptz",
    },
    "group_passes": {
        "organisation_id": "text",
        "scheme_id": "text",
        "number": "text",
        "tickets_per_year": "bigint",
        "valid_until": "date",
        "made_at": "timestamptz",
        "blocked": "boolean",
    },
    "pass_tokens": {"pass_id": "text"},
    "pass_years": {"organisation_id": "text", "used": "bigint"},
    "group_visits": {
        "pass_id": "text",
        "organisation_id": "text",
        "provider_id": "text",
        "offer_id": "text",
        "day": "date",
        "tickets": "bigint",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "organisation_cents": "bigint",
        "network_cents": "bigint",
        "made_at": "timestamptz",
        "cancelled": "boolean",
        "status": "text",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "card_events": ("'holder:' || holder_id",),
    "counters": (),
    "stock_counts": (),
    "packs": (),
    "stock_changes": (),
    "group_passes": (),
    "pass_tokens": (),
    "pass_years": (),
    "group_visits": ("'organisation:' || provider_id",),
}
INDEXES: Final = (
    "create index on card_events (stream, card_id, made_at, key)",
    "create index on counters (stream, made_at, key)",
    "create index on stock_counts (stream, counter_id, key)",
    "create index on packs (stream, made_at, key)",
    "create index on packs (stream, counter_id, made_at, key)",
    "create index on stock_changes (stream, counter_id, made_at, key)",
    "create index on group_passes (stream, made_at, key)",
    "create index on group_visits (stream, pass_id, made_at, key)",
)
READ_BY_KEY: Final = ("counters", "packs", "group_passes", "group_visits")
