"""Rows of jobs say what they would come to, and what they came to."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new."""
    op.execute("alter table operations.job_rows add column result text")
