"""The tables of the views about payments, and who may see them: who keeps the books."""

from typing import Final

from services.gateway.storage import bank_line_tables, clearing_tables, payee_tables

TABLES: Final[dict[str, dict[str, str]]] = {
    **payee_tables.TABLES,
    **bank_line_tables.TABLES,
    **clearing_tables.TABLES,
    "payable_items": {
        "kind": "text",
        "organisation_id": "text",
        "cents": "bigint",
        "reference": "text",
        "status": "text",
        "made_at": "timestamptz",
        "municipality": "text",
        "own_cents": "bigint",
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
        "payer": "jsonb",
        "approved_at": "timestamptz",
        "municipality": "text",
        "all_the_same": "text",
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
        "payee_account_id": "text",
        "payer_id": "text",
        "executed_on": "date",
        "made_at": "timestamptz",
        "municipality": "text",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    **payee_tables.PARTIES,
    **bank_line_tables.PARTIES,
    **clearing_tables.PARTIES,
    "payable_items": (),
    "payment_runs": (),
    "payments": ("'organisation:' || organisation_id",),
}
OF_MUNICIPALITY: Final = ("payable_items", "payment_runs", "payments", "payer_accounts")
"""What is paid with a municipality's own money, and from which account; a statement is the whole
network's."""
INDEXES: Final = (
    *payee_tables.INDEXES,
    *bank_line_tables.INDEXES,
    *clearing_tables.INDEXES,
    "create index on payable_items (stream, status, made_at, key)",
    "create index on payable_items (stream, made_at, key)",
    "create index on payment_runs (stream, made_at, key)",
    "create index on payments (stream, made_at, key)",
    "create index on payments (stream, run_id, made_at, key)",
)
READ_BY_KEY: Final = tuple(TABLES)
