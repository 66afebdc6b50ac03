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
        "early": "boolean",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
    },
    "carried_over": {"organisation_id": "text", "year": "bigint", "cents": "bigint"},
    "judgements": {
        "statement_id": "text",
        "finding": "text",
        "participation_id": "text",
        "judgement": "text",
        "by": "text",
        "made_at": "timestamptz",
    },
    "late_lines": {
        "organisation_id": "text",
        "offer_id": "text",
        "day": "date",
        "network_cents": "bigint",
        "status": "text",
        "made_at": "timestamptz",
        "kind": "text",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(TABLES, ("'organisation:' || organisation_id",)),
    "judgements": (),
}
INDEXES: Final = (
    "create index on judgements (stream, statement_id)",
    "create index on late_lines (stream, status, made_at, key)",
    "create index on late_lines (stream, organisation_id, made_at, key)",
    "create index on carried_over (stream, year, organisation_id) where cents > 0",
    "create index on drawn_up (stream, made_at, key)",
    "create index on drawn_up (stream, organisation_id, made_at, key)",
)
READ_BY_KEY: Final = tuple(TABLES)
