"""The tables of the views about what networks owe each other and money that came in: for who keeps
the books, no party's."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "clearing_claims": {
        "direction": "text",
        "network_id": "text",
        "year": "bigint",
        "number": "bigint",
        "until": "date",
        "status": "text",
        "lines": "bigint",
        "total_cents": "bigint",
        "accepted_cents": "bigint",
        "payable_cents": "bigint",
        "received_cents": "bigint",
        "payee_name": "text",
        "payee_iban": "text",
        "made_at": "timestamptz",
        "answered_at": "timestamptz",
    },
    "clearing_lines": {
        "claim_id": "text",
        "place": "bigint",
        "direction": "text",
        "participation_id": "text",
        "day": "date",
        "category": "text",
        "cents": "bigint",
        "names": "text",
        "status": "text",
        "reason": "text",
        "left_cents": "bigint",
        "made_at": "timestamptz",
    },
    "clearing_standing": {"line_id": "text"},
    "clearing_balances": {
        "direction": "text",
        "network_id": "text",
        "year": "bigint",
        "open_cents": "bigint",
        "claimed_cents": "bigint",
        "accepted_cents": "bigint",
        "disputed_cents": "bigint",
        "received_cents": "bigint",
    },
    "money_received": {
        "year": "bigint",
        "source_id": "text",
        "clearing_id": "text",
        "part": "text",
        "cents": "bigint",
        "day": "date",
        "reference": "text",
        "taken_back": "boolean",
        "made_at": "timestamptz",
    },
    "received_of_sources": {"cents": "bigint"},
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
INDEXES: Final = (
    "create index on clearing_claims (stream, made_at, key)",
    "create index on clearing_claims (stream, direction, made_at, key)",
    "create index on clearing_lines (stream, claim_id, place, key)",
    "create index on clearing_balances (stream, year, key)",
    "create index on money_received (stream, made_at, key)",
    "create index on money_received (stream, year, made_at, key)",
)
READ_BY_KEY: Final = ("clearing_claims", "clearing_lines", "money_received")
