"""Where the clock goes on covering what waits, and what is set aside for who waits."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "coverings": {
        "year": "bigint",
        "envelope_id": "text",
        "step_id": "text",
        "since": "timestamptz",
        "at_envelope": "text",
        "at_number": "bigint",
        "passed": "jsonb",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "waiting_places": {"counts_on": "jsonb default '[]'"},
}


def upgrade() -> None:
    """Make the table, and add the column."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
