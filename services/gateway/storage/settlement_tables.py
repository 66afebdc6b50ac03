"""The tables of the views about settling with providers, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "settlement_terms": {
        "organisation_id": "text",
        "period": "text",
        "minimum_cents": "bigint",
        "pay_within_days": "bigint",
        "claim_within_days": "bigint",
    },
    "drawn_up": {
        "organisation_id": "text",
        "year": "bigint",
        "number": "bigint",
        "until": "date",
        "lines": "bigint",
        "total_cents": "bigint",
        "carried_in_cents": "bigint",
        "payable_cents": "bigint",
        "carried_out_cents": "bigint",
        "buckets": "jsonb",
        "pay_by": "date",
        "made_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(
    TABLES, ("'organisation:' || organisation_id",)
)
INDEXES: Final = (
    "create index on drawn_up (stream, made_at, key)",
    "create index on drawn_up (stream, organisation_id, made_at, key)",
)
READ_BY_KEY: Final = tuple(TABLES)
