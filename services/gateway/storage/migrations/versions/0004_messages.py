"""Messages to holders, by channel."""

from typing import Final

from alembic import op

from services.gateway.storage.outbox import outbox_tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*outbox_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
