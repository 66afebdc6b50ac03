"""Claims, slips, check-ins, late facts and what waits for a person."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "work_items": {"kind": "text", "resolved": "boolean"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "participations": {"uncovered_cents": "bigint default 0"},
}


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
