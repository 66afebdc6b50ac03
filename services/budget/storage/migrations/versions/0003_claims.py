"""To whom the network's share of a participation is payable."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "participations": {"payee": "text default 'organisation'"}
}


def upgrade() -> None:
    """Widen the table that is there."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
