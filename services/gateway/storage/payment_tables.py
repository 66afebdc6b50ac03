"""The tables of the views about payments, and who may see them: who keeps the books."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "payable_items": {
        "kind": "text",
        "organisation_id": "text",
        "cents": "bigint",
        "reference": "text",
        "status": "text",
        "made_at": "timestamptz",
    },
    "payment_runs": {
        "year": "bigint",
        "number": "bigint",
        "execution_on": "date",
        "status": "text",
        "maker": "text",
        "approver": "text",
        "total_cents": "bigint",
        "payment_ids": "jsonb",
        "made_at": "timestamptz",
    },
    "payments": {
        "run_id": "text",
        "item_id": "text",
        "organisation_id": "text",
        "cents": "bigint",
        "reference": "text",
        "attempt": "bigint",
        "status": "text",
        "way": "text",
        "reason": "text",
        "executed_on": "date",
        "made_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "payable_items": (),
    "payment_runs": (),
    "payments": ("'organisation:' || organisation_id",),
}
INDEXES: Final = (
    "create index on payable_items (stream, status, made_at, key)",
    "create index on payable_items (stream, made_at, key)",
    "create index on payment_runs (stream, made_at, key)",
    "create index on payments (stream, made_at, key)",
    "create index on payments (stream, run_id, made_at, key)",
)
READ_BY_KEY: Final = tuple(TABLES)
