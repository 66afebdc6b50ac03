"""Which line at the bank proves which receipt."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "bank_lines": {"receipt_id": "text"},
    "receipts": {"bank_line_id": "text"},
}


def upgrade() -> None:
    """A column on each side; until now no line was a receipt."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
