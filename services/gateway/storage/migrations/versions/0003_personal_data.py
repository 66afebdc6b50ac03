"""Who looked at whom, and why where a reason is asked."""

from typing import Final

from alembic import op

from services.gateway.storage.access_log import access_log_tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*access_log_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
