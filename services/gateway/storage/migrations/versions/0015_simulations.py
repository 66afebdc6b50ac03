"""The sums that simulations come to."""

from typing import Final

from alembic import op

from services.gateway.storage.simulations import simulation_tables

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*simulation_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
