"""Instalments that fall due after a year are held in the next one's books."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {"participations": {"held_year": "bigint"}}
INDEXES: Final = (
    "create index books_closing on books (stream) where status = 'closing'",
    "create index instalments_open on instalment_plans (stream) where open",
)


def upgrade() -> None:
    """Say which year's money holds it, and let the clock find what is to go on."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in INDEXES:
        op.execute(sql)
