"""Claims of holders who paid first, and guarantee slips."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "claims": {
        "holder_id": "text",
        "scheme_id": "text",
        "offer_id": "text",
        "day": "date",
        "paid_cents": "bigint",
        "other_help_cents": "bigint",
        "required": "jsonb",
        "seen": "jsonb",
        "status": "text",
        "participation_id": "text",
    },
    "slips": {
        "holder_id": "text",
        "scheme_id": "text",
        "offer_id": "text",
        "day": "date",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "organisation_cents": "bigint",
        "network_cents": "bigint",
        "valid_until": "date",
        "participation_id": "text",
        "token": "text",
        "status": "text",
        "taken_network_cents": "bigint",
        "taken_counts": "jsonb",
    },
    "slips_by_token": {
        "slip_id": "text",
        "participation_id": "text",
        "holder_id": "text",
        "scheme_id": "text",
        "day": "date",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "participations": {"claim_id": "text", "slip_id": "text"},
}


def upgrade() -> None:
    """Make the new tables, and widen the one that is there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
