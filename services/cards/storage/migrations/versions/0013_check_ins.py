"""Who was there, and the sessions of offers."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "check_ins": {
        "holder_id": "text",
        "offer_id": "text",
        "day": "date",
        "cancelled": "boolean",
    },
    "check_ins_of_day": {"check_in_id": "text"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "offers": {
        "starts_at": "timestamptz",
        "ends_at": "timestamptz",
        "check_in_before_minutes": "bigint default 300",
        "check_in_after_minutes": "bigint default 300",
    },
}


def upgrade() -> None:
    """Make the new tables, and widen the one that is there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
