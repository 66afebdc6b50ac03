"""What networks owe each other, and money that came in."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "clearing_years": {"months": "jsonb", "number": "bigint"},
    "clearing_months": {"first": "bigint", "last": "bigint"},
    "clearing_lines": {
        "network_id": "text",
        "year": "bigint",
        "participation_id": "text",
        "offer_id": "text",
        "day": "date",
        "sources": "jsonb",
        "cents": "bigint",
        "names": "text",
        "status": "text",
        "claim_id": "text",
        "back_cents": "bigint",
    },
    "clearing_of": {"line_id": "text"},
    "clearing_claims": {
        "network_id": "text",
        "year": "bigint",
        "number": "bigint",
        "total_cents": "bigint",
        "line_ids": "jsonb",
        "status": "text",
        "payable_cents": "bigint",
        "received_cents": "bigint",
    },
    "clearing_debts": {
        "network_id": "text",
        "year": "bigint",
        "number": "bigint",
        "line_ids": "jsonb",
        "names": "jsonb",
        "days": "jsonb",
        "status": "text",
    },
    "clearing_debt_lines": {
        "day": "date",
        "category": "text",
        "sources": "jsonb",
        "cents": "bigint",
        "names": "text",
        "status": "text",
        "transfer_ids": "jsonb",
        "back_cents": "bigint",
        "book_year": "bigint",
    },
    "clearing_creditors": {"answered": "bigint", "carried_cents": "bigint"},
    "receipts": {
        "year": "bigint",
        "cents": "bigint",
        "transfer_id": "text",
        "source_id": "text",
        "claim_id": "text",
        "taken_back": "boolean",
    },
    "received": {"cents": "bigint"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {"participations": {"clearing_with": "text"}}


def upgrade() -> None:
    """Make the tables; a participation says which network owes it."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"alter table {table} add column {name} {kind}")
