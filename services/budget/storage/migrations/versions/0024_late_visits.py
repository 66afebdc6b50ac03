"""A visit with a group pass that came too late waits for a decision."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {"group_visits": {"late": "boolean default false"}}


def upgrade() -> None:
    """Widen what is there."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
