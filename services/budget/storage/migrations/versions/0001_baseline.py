"""The tables of budget, beside those of the kernel."""

from typing import Final

from alembic import op

from services.kernel.schema import kernel_tables, state_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "accounts": {
        "kind": "text",
        "year": "bigint",
        "organisation_id": "text",
        "posted_debit_cents": "bigint",
        "posted_credit_cents": "bigint",
        "held_debit_cents": "bigint",
        "held_credit_cents": "bigint",
    },
    "transfers": {
        "kind": "text",
        "debit_id": "text",
        "credit_id": "text",
        "cents": "bigint",
        "names": "text",
        "participation_id": "text",
    },
    "participations": {
        "organisation_id": "text",
        "offer_id": "text",
        "day": "date",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "organisation_cents": "bigint",
        "network_cents": "bigint",
        "status": "text",
        "transfer_ids": "jsonb",
    },
    "open_holds": {"hold_until": "timestamptz"},
}
DUE_HOLDS: Final = "create index open_holds_due on open_holds (hold_until)"
"""The clock asks every second for the holds that are due, over all streams of its instance."""


def upgrade() -> None:
    """Make the tables, each bound to the streams of its connection."""
    for sql in kernel_tables(role="budget"):
        op.execute(sql)
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    op.execute(DUE_HOLDS)
