"""The tables of cards, beside those of the kernel."""

from typing import Final

from alembic import op

from services.kernel.schema import kernel_tables, state_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "networks": {"municipalities": "jsonb"},
    "offers": {
        "organisation_id": "text",
        "price_cents": "bigint",
        "holder_bp": "bigint",
        "organisation_bp": "bigint",
        "network_bp": "bigint",
        "withdrawn": "boolean",
    },
    "holders": {
        "municipality": "text",
        "identity": "text",
        "ground": "text",
        "eligible_until": "date",
        "rights_until": "date",
        "card_ids": "jsonb",
        "erased": "boolean",
    },
    "rights": {
        "holder_id": "text",
        "yearly_ceiling_cents": "bigint",
        "valid_from": "date",
        "valid_until": "date",
    },
    "limits": {
        "right_id": "text",
        "year": "bigint",
        "used_cents": "bigint",
        "pending_cents": "bigint",
    },
    "cards": {
        "right_id": "text",
        "holder_id": "text",
        "token": "text",
        "number": "text",
        "blocked": "boolean",
        "blocked_at": "timestamptz",
    },
    "cards_by_token": {"card_id": "text", "right_id": "text"},
    "participations": {
        "right_id": "text",
        "offer_id": "text",
        "day": "date",
        "network_cents": "bigint",
        "status": "text",
    },
    "same_day": {"participation_id": "text"},
}


def upgrade() -> None:
    """Make the tables, each bound to the streams of its connection."""
    for sql in kernel_tables(role="cards"):
        op.execute(sql)
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
