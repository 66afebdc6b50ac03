"""What a participation counts on: use per person, household and period."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "usages": {
        "subject_id": "text",
        "scheme_id": "text",
        "of_id": "text",
        "period": "text",
        "counts": "jsonb",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "offers": {
        "category": "text default 'other'",
        "tags": "jsonb default '[]'",
        "half_days": "bigint",
        "provided_by": "text default 'others'",
    },
    "participations": {
        "holder_id": "text",
        "scheme_id": "text",
        "counts": "jsonb default '[]'",
    },
}


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
