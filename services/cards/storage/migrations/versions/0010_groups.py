"""Who was asked for together with whom."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "participation_groups": {"participation_ids": "jsonb"},
}


def upgrade() -> None:
    """Make the new table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
