"""From which accounts is paid."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "payer_accounts": {"name": "text", "kbo": "text", "iban": "text"}
}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
