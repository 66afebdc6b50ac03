"""How participations are paid in instalments."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "instalment_plans": {
        "instalments": "jsonb",
        "by_due_day": "boolean",
        "confirmed": "bigint",
        "open": "boolean",
        "next_due_at": "timestamptz",
    },
}
DUE: Final = (
    "create index instalments_due on instalment_plans (next_due_at) where next_due_at is not null"
)


def upgrade() -> None:
    """Make the table, and the index for the clock."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    op.execute(DUE)
