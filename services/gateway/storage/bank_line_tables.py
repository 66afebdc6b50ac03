"""The tables of the views about bookings at the bank: for who keeps the books, no party's."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "bank_lines": {
        "payer_id": "text",
        "day": "date",
        "cents": "bigint",
        "reference": "text",
        "made_at": "timestamptz",
        "status": "text",
        "payment_id": "text",
        "organisation_id": "text",
        "year": "bigint",
        "receipt_id": "text",
        "reason": "text",
        "allotted_by": "text",
        "allotted_at": "timestamptz",
    },
    "bank_accounts": {
        "start_on": "date",
        "start_cents": "bigint",
        "closing_on": "date",
        "closing_cents": "bigint",
        "open_count": "bigint",
        "open_cents": "bigint",
        "not_ours_cents": "bigint",
        "sent_count": "bigint",
        "sent_cents": "bigint",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
INDEXES: Final = (
    "create index on bank_lines (stream, day, key)",
    "create index on bank_lines (stream, status, day, key)",
    "create index on bank_lines (stream, payer_id, day, key)",
    "create index on bank_lines (stream, cents, key)",
    "create index on accounts (stream, entity_id) where kind in ('bank', 'suspense')",
)
