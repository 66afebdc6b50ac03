"""The tables of the views about accounts, transfers and statements, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "accounts": {
        "kind": "text",
        "year": "bigint",
        "organisation_id": "text",
        "debit_cents": "bigint",
        "credit_cents": "bigint",
        "held_debit_cents": "bigint",
        "held_credit_cents": "bigint",
        "envelope_id": "text",
        "municipality": "text",
        "entity_id": "text",
        "source": "text",
    },
    "account_days": {
        "account_id": "text",
        "day": "date",
        "municipality": "text",
        "debit_cents": "bigint",
        "credit_cents": "bigint",
    },
    "transfers": {
        "kind": "text",
        "debit": "text",
        "credit": "text",
        "cents": "bigint",
        "names": "text",
        "participation_id": "text",
        "made_at": "timestamptz",
        "visit_id": "text",
        "entry_id": "text",
        "municipality": "text",
        "bbc": "text",
        "for_year": "bigint",
    },
    "statement_lines": {
        "organisation_id": "text",
        "year": "bigint",
        "participation_id": "text",
        "offer_id": "text",
        "day": "date",
        "kind": "text",
        "network_cents": "bigint",
        "made_at": "timestamptz",
        "bucket_id": "text",
    },
    "statement_years": {"organisation_id": "text", "total_cents": "bigint"},
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "accounts": ("'organisation:' || organisation_id",),
    "account_days": (),
    "transfers": (),
    "statement_lines": ("'organisation:' || organisation_id",),
    "statement_years": ("'organisation:' || organisation_id",),
}
INDEXES: Final = (
    "create index on accounts (stream, year, key)",
    "create index on accounts (stream, envelope_id, key) where envelope_id is not null",
    "create index on account_days (stream, account_id, day)",
    "create index on transfers (stream, made_at, key)",
    "create index on transfers (stream, entry_id, made_at, key) where entry_id is not null",
    "create index on transfers (stream, debit, made_at, key)",
    "create index on transfers (stream, credit, made_at, key)",
    "create index on statement_lines (stream, bucket_id, made_at, key)",
    "create index on statement_lines (stream, organisation_id, year, made_at, key)",
)
OF_MUNICIPALITY: Final = ("accounts", "account_days", "transfers")
"""Rows that name a municipality are its own; those of the whole network are for a grant of it."""
