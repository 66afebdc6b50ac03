"""Money that is set aside for what rights promise, and what regulations promise."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "allowances": {
        "right_id": "text",
        "period": "text",
        "name": "text",
        "first_day": "date",
        "last_day": "date",
        "year": "bigint",
        "envelope_id": "text",
        "category": "text",
        "sources": "jsonb",
        "municipality": "text",
        "status": "text",
        "granted_cents": "bigint",
        "used_cents": "bigint",
        "released_cents": "bigint",
        "hold_ids": "jsonb",
    },
    "allowances_of": {"allowance_ids": "jsonb"},
    "open_allowances": {"due_at": "timestamptz"},
    "allowance_uses": {"parts": "jsonb"},
    "promises": {"promises": "jsonb"},
}
DUE: Final = "create index open_allowances_due on open_allowances (due_at)"
"""The clock asks every second for what is due, over all streams of its instance."""


def upgrade() -> None:
    """Make the tables."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    op.execute(DUE)
