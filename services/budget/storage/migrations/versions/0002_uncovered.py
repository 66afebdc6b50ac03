"""What of a participation's share was covered by no limit, ceiling or money."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "participations": {"uncovered_cents": "bigint default 0"}
}


def upgrade() -> None:
    """Widen the table that is there."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
