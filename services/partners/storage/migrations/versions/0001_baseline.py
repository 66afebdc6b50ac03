"""The tables of partners, beside those of the kernel."""

from typing import Final

from alembic import op

from services.kernel.schema import kernel_tables, state_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "slugs": {"network_id": "text"},
    "municipalities": {"network_id": "text"},
    "networks": {
        "slug": "text",
        "name": "text",
        "municipalities": "jsonb",
        "period_from": "date",
        "period_until": "date",
        "drawing_right_cents": "bigint",
        "own_contribution_cents": "bigint",
    },
    "organisations": {"name": "text", "kbo": "text", "roles": "jsonb"},
    "offers": {
        "organisation_id": "text",
        "title": "text",
        "price_cents": "bigint",
        "holder_bp": "bigint",
        "organisation_bp": "bigint",
        "network_bp": "bigint",
        "withdrawn": "boolean",
    },
}


def upgrade() -> None:
    """Make the tables, each bound to the streams of its connection."""
    for sql in kernel_tables(role="partners"):
        op.execute(sql)
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="partners"):
            op.execute(sql)
