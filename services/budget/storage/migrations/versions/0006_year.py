"""Expenses, the report of a year, and how a year is closed."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "expenses": {
        "envelope_id": "text",
        "book_year": "bigint",
        "status": "text",
        "transfer_ids": "jsonb",
    },
    "reports": {"status": "text"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "books": {
        "ratio_tenths": "bigint default 20",
        "variant": "text default 'full_right'",
        "locked_by": "jsonb default '[]'",
    },
    "fundings": {"carried_cents": "bigint default 0"},
}


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
