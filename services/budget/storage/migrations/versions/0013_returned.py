"""What of a participation's transfers was moved back, part by part."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "returned": {
        "parts": "jsonb",
        "priced": "jsonb",
        "refunded_cents": "bigint",
        "absorbed_cents": "bigint",
    },
}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
