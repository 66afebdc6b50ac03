"""Retention, requests, legal bases."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "person_terms": {"bases": "jsonb", "restricted": "boolean"},
    "person_requests": {
        "holder_id": "text",
        "kind": "text",
        "received_on": "date",
        "due_on": "date",
        "extended": "boolean",
        "closed": "boolean",
    },
    "payment_accounts": {"account": "text", "kept_until": "date"},
    "retention_rules": {
        "code": "text",
        "term_months": "bigint",
        "destination": "text",
        "sample_every": "bigint",
        "published_on": "date",
    },
    "destruction_lists": {
        "series": "text",
        "holder_ids": "jsonb",
        "proposed_by": "text",
        "status": "text",
    },
    "destructions": {"list_id": "text", "approved_at": "timestamptz"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {"holders": {"known_since": "date"}}
INDEXES: Final = ("create index on payment_accounts (kept_until) where kept_until is not null",)


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in INDEXES:
        op.execute(sql)
