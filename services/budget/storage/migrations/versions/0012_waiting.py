"""Who waits for money of an envelope, in order."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "waiting_lists": {"first": "bigint", "last": "bigint", "count": "bigint"},
    "waiting_places": {
        "list_key": "text",
        "number": "bigint",
        "participation_id": "text",
        "organisation_id": "text",
        "day": "date",
    },
    "waits": {
        "list_key": "text",
        "number": "bigint",
        "sources": "jsonb",
        "municipality": "text",
        "over_at": "timestamptz",
    },
}
INDEXES: Final = (
    "create index waits_over on waits (over_at)",
    "create index waiting_places_in_order on waiting_places (stream, list_key, number)",
    "create index accounts_of_envelopes on accounts (stream, envelope_id)",
)
"""The clock asks every second who waits no longer, and where money may have come."""


def upgrade() -> None:
    """Make the tables."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for sql in INDEXES:
        op.execute(sql)
