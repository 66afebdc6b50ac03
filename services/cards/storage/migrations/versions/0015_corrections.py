"""What was asked where the price of a participation turned out to be another."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "corrections": {"participation_id": "text", "repriced": "boolean", "counts": "jsonb"},
}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
