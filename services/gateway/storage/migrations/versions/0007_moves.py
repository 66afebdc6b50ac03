"""Accesses and messages are seen by the municipality where a person lives now."""

from typing import Final

from alembic import op

from services.gateway.storage.municipality import kept_follow

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*kept_follow(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
