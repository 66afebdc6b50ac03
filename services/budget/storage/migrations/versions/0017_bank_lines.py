"""Bookings at the bank that no payment explains."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "bank_lines": {
        "payer_id": "text",
        "day": "date",
        "cents": "bigint",
        "target": "text",
        "transfer_id": "text",
        "organisation_id": "text",
        "year": "bigint",
    }
}


def upgrade() -> None:
    """Make the table."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
