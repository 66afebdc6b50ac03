"""What holders owe the network."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "debts": {
        "year": "bigint",
        "cents": "bigint",
        "left_cents": "bigint",
        "status": "text",
        "transfer_ids": "jsonb",
    },
}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
