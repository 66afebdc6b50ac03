"""Questions to sources of social status that wait for an answer."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "status_records": {"asked": "jsonb", "open_ids": "jsonb"},
    "status_questions": {
        "holder_id": "text",
        "source": "text",
        "statuses": "text",
        "day": "date",
        "asked_at": "timestamptz",
        "give_up_at": "timestamptz",
        "sent_at": "timestamptz",
    },
}


def upgrade() -> None:
    """Make the new tables."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
