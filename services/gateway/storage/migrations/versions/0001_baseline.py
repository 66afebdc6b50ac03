"""The tables of the gateway: views that can be rebuilt, operations that are kept."""

from alembic import op

from services.gateway.storage.kept import kept_tables
from services.gateway.storage.tables import shape, view_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both."""
    for sql in [*view_tables(), *kept_tables()]:
        op.execute(sql)
    op.execute(f"comment on schema views is '{shape()}'")
