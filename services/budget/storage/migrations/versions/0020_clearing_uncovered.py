"""What another network claims can be uncovered, and paid by a file."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "uncovered_items": {"line_id": "text"},
    "clearing_debts": {"less_of": "jsonb", "payable_by_file": "boolean"},
    "clearing_debt_lines": {"participation_id": "text"},
}
DROPPED: Final[dict[str, tuple[str, ...]]] = {"clearing_debt_lines": ("back_cents",)}
"""What later lines took back of a line stands in `returned`."""


def upgrade() -> None:
    """Add the columns, and drop one."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for table, names in DROPPED.items():
        for name in names:
            op.execute(f"alter table {table} drop column {name}")
