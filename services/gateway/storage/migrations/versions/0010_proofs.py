"""Copies of proofs, where a regulation lets them be kept."""

from typing import Final

from alembic import op

from services.gateway.storage.proofs import proof_tables

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*proof_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
