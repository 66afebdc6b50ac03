"""What is owed without money for it waits in queues."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {"uncovered_queues": {"items": "jsonb"}}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
