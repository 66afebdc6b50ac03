"""Long work with progress: imports and bulk renewals."""

from typing import Final

from alembic import op

from services.gateway.storage.jobs import job_tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*job_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
