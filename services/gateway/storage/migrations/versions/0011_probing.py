"""Buckets of providers that try numbers, and whose operation it was."""

from alembic import op

from services.gateway.storage.attempts import attempts_tables

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new."""
    for sql in attempts_tables():
        op.execute(sql)
