"""Households, moves, persons entered twice."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "holders": {
        "number_id": "text",
        "household_id": "text",
        "merged_into_id": "text",
        "merged_ids": "jsonb not null default '[]'",
        "scheme_ids": "jsonb not null default '[]'",
    },
}


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
