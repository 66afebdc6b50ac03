"""Households, moves, persons entered twice."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "households": {"members": "jsonb"},
    "merges": {
        "into_id": "text",
        "rights": "jsonb",
        "places": "jsonb",
        "new_scheme_ids": "jsonb",
        "rights_until": "date",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "holders": {
        "number_id": "text",
        "household_id": "text",
        "merged_into_id": "text",
        "merged_ids": "jsonb not null default '[]'",
        "scheme_ids": "jsonb not null default '[]'",
        "contact": "text",
        "residence": "text",
        "secret_address": "boolean not null default false",
        "stays": "jsonb not null default '[]'",
        "left_on": "date",
        "other_household_id": "text",
        "cap_share_percent": "bigint not null default 100",
        "other_network_id": "text",
        "payer_network_id": "text",
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
