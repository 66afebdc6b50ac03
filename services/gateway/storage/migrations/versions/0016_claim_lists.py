"""Lists in which providers say what they claim."""

from typing import Final

from alembic import op

from services.gateway.storage.claim_lists import claim_list_tables

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*claim_list_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
