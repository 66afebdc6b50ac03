"""Whose own money may pay for the visits with a group pass."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {"group_passes": {"municipality": "text"}}


def upgrade() -> None:
    """Passes that are there already are everybody's."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
