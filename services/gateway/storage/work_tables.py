"""The tables of the views about what waits for a person or for money, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "work_items": {
        "kind": "text",
        "organisation_id": "text",
        "offer_id": "text",
        "day": "date",
        "cents": "bigint",
        "participation_id": "text",
        "happened_at": "timestamptz",
        "made_at": "timestamptz",
        "resolved": "boolean",
        "decision": "text",
        "reason": "text",
        "by": "text",
        "resolved_at": "timestamptz",
        "tries": "bigint",
        "first_at": "timestamptz",
        "last_at": "timestamptz",
    },
    "uncovered_amounts": {
        "year": "bigint",
        "envelope_id": "text",
        "reason": "text",
        "status": "text",
        "participation_id": "text",
        "organisation_id": "text",
        "offer_id": "text",
        "day": "date",
        "cents": "bigint",
        "made_at": "timestamptz",
        "ended_at": "timestamptz",
        "paid_by": "text",
        "clearing_id": "text",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
    },
    "allowances": {
        "right_id": "text",
        "period": "text",
        "name": "text",
        "first_day": "date",
        "last_day": "date",
        "year": "bigint",
        "envelope_id": "text",
        "status": "text",
        "granted_cents": "bigint",
        "used_cents": "bigint",
        "released_cents": "bigint",
        "code": "text",
        "made_at": "timestamptz",
    },
    "uncovered_totals": {
        "year": "bigint",
        "envelope_id": "text",
        "reason": "text",
        "items": "bigint",
        "cents": "bigint",
    },
}
# Nothing of it is for providers and holders: what they are owed or owe does not depend on it.
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
INDEXES: Final = (
    "create index on work_items (stream, made_at, key)",
    "create index on work_items (stream, made_at, key) where not resolved",
    "create index on uncovered_amounts (stream, made_at, key)",
    "create index on uncovered_amounts (stream, status, made_at, key)",
    "create index on uncovered_totals (stream, year, key)",
    "create index on allowances (stream, made_at, key)",
    "create index on allowances (stream, right_id, made_at, key)",
)
READ_BY_KEY: Final = ("work_items", "uncovered_amounts", "allowances")
