"""What is payable for visits with group passes."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "group_visits": {
        "organisation_id": "text",
        "day": "date",
        "status": "text",
        "transfer_ids": "jsonb",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {"transfers": {"visit_id": "text"}}


def upgrade() -> None:
    """Make the new table, and widen the one that is there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
