"""Schemes and the versions of their regulations."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "schemes": {
        "name": "text",
        "versions": "jsonb",
        "adopted": "bigint",
        "ended_on": "date",
        "followed_by_id": "text",
    },
    "regulations": {
        "scheme_id": "text",
        "version": "bigint",
        "document": "text",
        "narrows_id": "text",
    },
    "scheme_rights": {"holder_id": "text", "scheme_id": "text", "rights": "jsonb"},
    "right_owners": {"holder_id": "text", "scheme_id": "text"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "cards": {"scheme_id": "text", "carrier": "text", "valid_until": "date"},
    "cards_by_token": {"holder_id": "text", "scheme_id": "text"},
}


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
