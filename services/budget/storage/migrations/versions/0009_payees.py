"""To which accounts providers are paid."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "payee_accounts": {
        "organisation_id": "text",
        "heard_through": "text",
        "proposed_by": "text",
        "status": "text",
        "notice": "text",
    },
    "payees": {
        "active_id": "text",
        "coming_id": "text",
        "coming_from": "date",
        "ever": "boolean",
    },
    "cooling_offs": {"days": "bigint"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {"payments": {"payee_account_id": "text"}}


def upgrade() -> None:
    """Make the tables; a payment says to which account it goes."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
