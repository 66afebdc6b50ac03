"""The sums of simulations are kept by municipality too."""

from typing import Final

from alembic import op

from services.gateway.storage.simulations import by_municipality

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*by_municipality(),)


def upgrade() -> None:
    """Change what is there."""
    for sql in STATEMENTS:
        op.execute(sql)
