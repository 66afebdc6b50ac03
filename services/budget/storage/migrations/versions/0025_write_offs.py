"""Who proposed to write a debt off, and by whose decision."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "debts": {"maker": "text", "body": "text", "decided_on": "date", "reference": "text"},
}


def upgrade() -> None:
    """Widen what is there."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
